"""The doors inside: the list of rooms, the request of one, its page and log, and the questions asked in it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certifications.actions import change_grant, request_grant
from certifications.forms import GrantForm
from certifications.lists import GrantList, LookList
from certifications.models import Grant, Question
from certifications.permissions import ANSWER, CHANGE_GRANT, REQUEST_GRANT, VIEW_GRANTS
from certifications.records import GrantRecord
from certifications.rooms import looks_at
from certifications.scope import Scope, cut_off_of, open_to
from foundation.access import permits, require
from foundation.clock import today
from foundation.directory.models import User
from foundation.steps import moves_of
from foundation.stories import story_of
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}
READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def grants(request: HttpRequest) -> HttpResponseBase:
    """Every room the reader may know of."""
    require(request.user, VIEW_GRANTS)
    table = GrantList(request, Grant.objects.visible_to(request.user).for_list())
    context = {"list": table, "today": today(), "may_request": permits(request.user, REQUEST_GRANT)}
    return table.export_response() or show(request, "certifications/grants.html", context, fragments=LIST)


@require_safe
def grant(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The page of one grant; its grantee is led into the room."""
    row = get_object_or_404(Grant.objects.visible_to(request.user).for_page(), uuid=uuid)
    if request.user.kind == User.Kind.OUTSIDE:
        return redirect("certifications:room", row.uuid)
    on = today(row.unit)
    record = GrantRecord(row, user=request.user, on=on)
    return show(request, "certifications/grant.html", {"grant": row, "record": record, "today": on, **record.story})


@require_safe
def grant_log(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """What the account did in its room, page by page, with what it was refused."""
    row = get_object_or_404(Grant.objects.visible_to(request.user).select_related("grantee", "unit"), uuid=uuid)
    require(request.user, REQUEST_GRANT, row)
    table = LookList(request, looks_at(row).order_by())
    context = {"list": table, "grant": row}
    return table.export_response() or show(request, "certifications/grant_log.html", context, fragments=LIST)


@READS_AND_WRITES
def grant_add(request: HttpRequest) -> HttpResponseBase:
    """A new request; the button `preview` counts what would be visible and saves nothing."""
    require(request.user, REQUEST_GRANT)
    return _ask(request, GrantForm(_sent(request), actor=request.user, on=today()))


@READS_AND_WRITES
def grant_renew(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """A new request with what an earlier grant showed; the earlier one stays as it is."""
    old = get_object_or_404(Grant.objects.visible_to(request.user).for_page(), uuid=uuid)
    require(request.user, REQUEST_GRANT, old)
    days = {"valid_from": None, "valid_until": None}
    form = GrantForm(_sent(request), actor=request.user, on=today(old.unit), grant=old, initial=days)
    return _ask(request, form, renews=old)


@READS_AND_WRITES
def grant_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Changes a draft."""
    row = get_object_or_404(Grant.objects.visible_to(request.user).for_page(), uuid=uuid)
    require(request.user, CHANGE_GRANT, row)
    form = GrantForm(_sent(request), actor=request.user, on=today(row.unit), grant=row)
    keep = submit(form, change_grant, actor=request.user, grant=row, on=form.on) if _is_kept(request) else None
    if keep is not None:
        messages.success(request, _("%(ref)s is changed.") % {"ref": keep.ref})
        return redirect(keep)
    return show(request, "certifications/grant_form.html", {"form": form, "grant": row, "counts": _counts(form)})


@require_safe
def question(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The thread of a question inside; who asked is led to it in the room."""
    rows = Question.objects.visible_to(request.user).select_related("grant__unit", "grant__requested_by", "asked_by")
    row = get_object_or_404(rows, uuid=uuid)
    if request.user.kind == User.Kind.OUTSIDE:
        return redirect("certifications:room_question", row.grant.uuid, row.uuid)
    on = today(row.unit)
    context = {"question": row, "thread": row.messages.select_related("author"), "today": on}
    context |= {"moves": moves_of(row, actor=request.user, on=on), "may_answer": permits(request.user, ANSWER, row)}
    return show(request, "certifications/question.html", context | story_of(row, actor=request.user))


def _ask(request: HttpRequest, form: GrantForm, renews: Grant | None = None) -> HttpResponseBase:
    kept = submit(form, request_grant, actor=request.user, on=form.on, renews=renews) if _is_kept(request) else None
    if kept is not None:
        messages.success(request, _("%(ref)s is a draft. Ask for approval when it is right.") % {"ref": kept.ref})
        return redirect(kept)
    return show(request, "certifications/grant_form.html", {"form": form, "renews": renews, "counts": _counts(form)})


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _is_kept(request: HttpRequest) -> bool:
    return request.method == "POST" and "preview" not in request.POST


def _counts(form: GrantForm) -> list[tuple[Any, int]]:
    """What a filled form would show; nothing for one that is not complete."""
    if not form.is_bound or not form.is_valid():
        return []
    facts = form.cleaned_data
    rules = open_to(facts["kind"], [(kind, row.uuid) for kind, row in facts["rules"]])
    cut_off = cut_off_of(facts["cut_off"], facts["unit"].zone)
    organisation, ceiling = facts["grantee"].organisation, facts["max_grading"]
    return Scope(rules, organisation=organisation, max_grading=ceiling, cut_off=cut_off).counts()
