"""The assurance system: its page, the versions of its scope statement, and the seats of its governance."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assurance.actions import appoint, end_seat, revise_scope, write_scope
from assurance.forms import EndSeatForm, ScopeForm, SeatForm
from assurance.models import GovernanceRole, ScopeStatement
from assurance.permissions import GOVERN, WRITE_SCOPE
from assurance.records.system import scope_page, system_page, whole
from foundation.access import require
from foundation.clock import today
from foundation.web import show, submit

SHEET = {"sheet": "assurance/_form_sheet.html"}


@require_safe
def system(request: HttpRequest) -> HttpResponseBase:
    """What is covered, who governs, where nobody answers, and every register."""
    return show(request, "assurance/system.html", system_page(request.user))


@require_safe
def scope(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One version of the scope statement, with what it changes."""
    row = get_object_or_404(ScopeStatement.objects.visible_to(request.user).for_list(), uuid=uuid)
    return show(request, "assurance/scope.html", scope_page(row, request.user))


def scope_write(request: HttpRequest) -> HttpResponseBase:
    """The form for the next version; it begins with the text in force."""
    require(request.user, WRITE_SCOPE)
    now = ScopeStatement.objects.visible_to(request.user).in_force().first()
    form = ScopeForm(_sent(request), initial={"text": now.text if now else ""})
    if form.is_bound and (row := submit(form, write_scope, actor=request.user, unit=whole())):
        messages.success(request, _("The draft is there. Submit it when it is ready to be read."))
        return redirect(row)
    return _form(request, form, _("Write a version of the scope"), reverse("assurance:system"))


def scope_revise(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(ScopeStatement.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, WRITE_SCOPE, row)
    form = ScopeForm(_sent(request), initial={"text": row.text, "change_note": row.change_note})
    if form.is_bound and submit(form, revise_scope, actor=request.user, scope=row):
        messages.success(request, _("The draft is changed."))
        return redirect(row)
    return _form(request, form, _("Change the draft"), row.get_absolute_url())


def seat_add(request: HttpRequest) -> HttpResponseBase:
    require(request.user, GOVERN)
    form = SeatForm(_sent(request), actor=request.user, on=today())
    if form.is_bound and (row := submit(form, appoint, actor=request.user)):
        messages.success(request, _("%(person)s is appointed and has been told.") % {"person": row.person})
        return redirect("assurance:system")
    return _form(request, form, _("Appoint somebody"), reverse("assurance:system"))


def seat_end(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(GovernanceRole.objects.visible_to(request.user).for_list(today()), uuid=uuid)
    require(request.user, GOVERN, row)
    form = EndSeatForm(_sent(request), on=today(row.unit))
    if form.is_bound and submit(form, end_seat, actor=request.user, seat=row):
        messages.success(request, _("The end is noted."))
        return redirect("assurance:system")
    return _form(request, form, _("End the seat"), reverse("assurance:system"), note=str(row))


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _form(request: HttpRequest, form: Any, title: str, cancel: str, *, note: str = "") -> HttpResponseBase:
    context = {"form": form, "title": title, "cancel": cancel, "note": note}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)
