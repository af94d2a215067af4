"""Accounts and the roles they hold."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.access import permits, require
from foundation.clock import today
from foundation.directory import actions, records
from foundation.directory.actions.accounts import place_of
from foundation.directory.forms import (
    EmailForm,
    EndRoleForm,
    OutsiderForm,
    PersonAccountForm,
    ProposeForm,
    ReasonForm,
    RenameForm,
)
from foundation.directory.lists import AccountList, GrantList
from foundation.directory.models import Person, RoleGrant, User
from foundation.directory.permissions import CHANGE_ACCOUNTS, END_ROLE, PROPOSE_ROLE, VIEW_ACCOUNTS
from foundation.directory.views.sheets import Sheet, act, asked, typed
from foundation.refusals import Conflict
from foundation.signin.invitations import invite
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}
POWERS = {"powers": "directory/_powers.html"}


@require_safe
def accounts(request: HttpRequest) -> HttpResponseBase:
    require(request.user, VIEW_ACCOUNTS)
    table = AccountList(request, User.objects.visible_to(request.user).for_list(today()))
    context = {"list": table, "may_change": permits(request.user, CHANGE_ACCOUNTS)}
    return table.export_response() or show(request, "directory/accounts.html", context, fragments=LIST)


@require_safe
def account(request: HttpRequest, uuid: UUID) -> HttpResponse:
    seen = User.objects.visible_to(request.user).select_related("person__unit").with_session_count()
    row = get_object_or_404(seen, uuid=uuid)
    return show(request, "directory/account.html", records.account_record(row, request.user, today()))


def _seen(request: HttpRequest, uuid: UUID) -> User:
    return get_object_or_404(User.objects.visible_to(request.user).select_related("person__unit"), uuid=uuid)


def _mine(request: HttpRequest, uuid: UUID) -> User:
    """An account to change: 404 when it is not seen, 403 when it is not the person's to change."""
    row = _seen(request, uuid)
    require(request.user, CHANGE_ACCOUNTS, place_of(row))
    return row


def _sheet(row: User, title: str, button: str, told: str, *, note: str = "", kind: str = "primary") -> Sheet:
    url = row.get_absolute_url()
    return Sheet(title, button, url, told, note=note, kind=kind, above=row.name, above_url=url)


def account_add(request: HttpRequest) -> HttpResponse:
    require(request.user, CHANGE_ACCOUNTS)
    person = asked(request, "person", Person.objects.visible_to(request.user))
    form = PersonAccountForm(**typed(request), initial={"person": person}, actor=request.user, on=today())
    return act(request, _opening(_("Open an account")), form, actions.open_account_for)


def outsider_add(request: HttpRequest) -> HttpResponse:
    require(request.user, CHANGE_ACCOUNTS)
    note = _("It holds no inside role and sees only what a grant opens to it.")
    sheet = _opening(_("Open an account for an outsider"), note)
    return act(request, sheet, OutsiderForm(**typed(request)), actions.open_account)


def _opening(title: str, note: str = "") -> Sheet:
    back, told = reverse("directory:accounts"), _("The account is open. Propose a role for it next.")
    said = {"title": title, "submit": _("Open the account"), "note": note}
    return Sheet(back=back, above=_("Accounts"), above_url=back, told=told, opens=True, **said)


def account_rename(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _mine(request, uuid)
    sheet = _sheet(row, _("Change the name"), _("Save"), _("Saved."))
    return act(request, sheet, RenameForm(**typed(request), user=row), actions.rename_account, user=row)


def account_email(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _mine(request, uuid)
    note = _("Whoever reads the mail of an account can open it, so a compliance officer decides. Sessions end then.")
    told = _("Asked. A compliance officer decides.")
    sheet = _sheet(row, _("Change the address"), _("Ask for it"), told, note=note)
    return act(request, sheet, EmailForm(**typed(request)), actions.propose_email, user=row)


def account_close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _mine(request, uuid)
    note = _("Sessions, tokens and links end at once. Its roles rest; a second person is needed to reopen it.")
    sheet = _sheet(row, _("Close the account"), _("Close it"), _("The account is closed."), note=note, kind="danger")
    return act(request, sheet, ReasonForm(**typed(request)), actions.close_account, user=row, on=today())


def account_reopen(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _mine(request, uuid)
    note, told = (
        _("Its roles wake up again, so a compliance officer decides."),
        _("Asked. A compliance officer decides."),
    )
    sheet = _sheet(row, _("Reopen the account"), _("Ask for it"), told, note=note)
    return act(request, sheet, ReasonForm(**typed(request)), actions.ask_reopening, user=row)


@require_POST
def account_invite(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Mails the link by which the owner sets the first password; one sent earlier dies."""
    row = _mine(request, uuid)
    try:
        invite(actor=request.user, user=row)
        messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": row.email})
    except Conflict as refused:
        messages.error(request, str(refused))
    return redirect(row)


def role_propose(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Proposes a role; what it can do and where it reaches stands beside the form before anybody is asked."""
    row = _seen(request, uuid)
    require(request.user, PROPOSE_ROLE)
    form = _proposal(request, row)
    if form.is_bound and request.method == "POST" and submit(form, actions.propose_role, actor=request.user, user=row):
        messages.success(request, _("Proposed. A compliance officer decides."))
        return redirect(row)
    context = {"form": form, "account": row, **records.outlook(form)}
    return show(request, "directory/propose.html", context, fragments=POWERS)


def _proposal(request: HttpRequest, row: User) -> ProposeForm:
    first: dict[str, Any] = {"from_on": today(), "unit": row.person.unit if row.person else None}
    if request.method != "POST":
        first |= {name: value for name, value in request.GET.items() if value}
    return ProposeForm(**typed(request), initial=first, actor=request.user, on=today(), user=row)


@require_safe
def roles(request: HttpRequest) -> HttpResponseBase:
    """Every role that was ever granted."""
    require(request.user, VIEW_ACCOUNTS)
    table = GrantList(request, RoleGrant.objects.visible_to(request.user).for_list(today()))
    return table.export_response() or show(request, "directory/roles.html", {"list": table}, fragments=LIST)


def role_end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = get_object_or_404(RoleGrant.objects.visible_to(request.user).for_list(today()), uuid=uuid)
    require(request.user, END_ROLE, row)
    said = {"role": row.get_role_display(), "user": row.user, "unit": row.unit}
    note = _("%(user)s is no longer %(role)s on %(unit)s from that day on.") % said
    sheet = _sheet(row.user, _("End the role"), _("End the role"), _("The role ends."), note=note, kind="danger")
    form = EndRoleForm(**typed(request), initial={"ended_on": today()})
    return act(request, sheet, form, actions.end_role, grant=row, on=today())
