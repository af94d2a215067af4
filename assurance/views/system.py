"""The assurance system: what it covers, who governs it, where it is carried, and the registers it consists of."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assurance.actions import appoint, end_governance, revise_scope, write_scope
from assurance.forms import AppointForm, EndSeatForm, ScopeForm
from assurance.models import GovernanceRole, ScopeStatement
from assurance.permissions import GOVERN, WRITE_SCOPE
from assurance.system_page import changes_between, system_of
from foundation.access import permits, require
from foundation.clock import today
from foundation.directory.models import Unit
from foundation.steps import moves_of
from foundation.stories import story_of
from foundation.web import show, submit

SHEET = {"sheet": "assurance/_document_sheet.html"}


@require_safe
def system(request: HttpRequest) -> HttpResponseBase:
    """The record of the assurance system, and the way into each of its registers."""
    return show(request, "assurance/system.html", {"today": today(), **system_of(request.user, today())})


@require_safe
def scope(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One version of the scope statement, with what it changed."""
    row = get_object_or_404(ScopeStatement.objects.visible_to(request.user).for_list(), uuid=uuid)
    seen = ScopeStatement.objects.visible_to(request.user).filter(unit=row.unit)
    before = seen.filter(number__lt=row.number).order_by("-number").first()
    context: dict[str, Any] = {"scope": row, "before": before, "lines": changes_between(before, row)}
    context["may_revise"] = row.state == ScopeStatement.State.DRAFT and permits(request.user, WRITE_SCOPE, row)
    context["moves"] = moves_of(row, actor=request.user, on=today(row.unit))
    return show(request, "assurance/scope.html", {**context, **story_of(row, actor=request.user)})


def scope_write(request: HttpRequest) -> HttpResponseBase:
    """The form for the next version, beginning with the text of the last."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), parent=None)
    require(request.user, WRITE_SCOPE, unit)
    last = ScopeStatement.objects.visible_to(request.user).filter(unit=unit).order_by("-number").first()
    form = ScopeForm(_sent(request), initial={"text": last.text if last else ""})
    if form.is_bound and (row := submit(form, write_scope, actor=request.user, unit=unit)):
        messages.success(request, _("The draft is there. Submit it when it is ready to be read."))
        return redirect(row)
    return _form(request, form, _("Write the scope statement"), note=str(unit), cancel=reverse("assurance:system"))


def scope_revise(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(ScopeStatement.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, WRITE_SCOPE, row)
    form = ScopeForm(_sent(request), initial={"text": row.text, "change_note": row.change_note})
    if form.is_bound and submit(form, revise_scope, actor=request.user, scope=row):
        messages.success(request, _("The draft is changed."))
        return redirect(row)
    return _form(request, form, _("Change the draft"), note=str(row), cancel=row.get_absolute_url())


def seat_add(request: HttpRequest) -> HttpResponseBase:
    """The sheet that appoints somebody."""
    require(request.user, GOVERN)
    form = AppointForm(_sent(request), actor=request.user, on=today())
    if form.is_bound and (seat := submit(form, appoint, actor=request.user)):
        messages.success(request, _("%(person)s is appointed and told.") % {"person": seat.person})
        return redirect("assurance:system")
    note = _("It stands in the record from the day you choose.")
    return _form(request, form, _("Appoint somebody"), note=note, cancel=reverse("assurance:system"))


def seat_end(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The sheet that ends a seat."""
    seat = get_object_or_404(GovernanceRole.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, GOVERN, seat)
    form = EndSeatForm(_sent(request), on=today(seat.unit))
    if form.is_bound and submit(form, end_governance, actor=request.user, seat=seat):
        messages.success(request, _("The seat has a last day; the record keeps it."))
        return redirect("assurance:system")
    return _form(request, form, _("End the seat"), note=str(seat), cancel=reverse("assurance:system"))


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _form(request: HttpRequest, form: Any, title: str, *, note: str, cancel: str) -> HttpResponseBase:
    context = {"form": form, "title": title, "note": note, "cancel": cancel}
    return show(request, "assurance/document_form.html", context, fragments=SHEET)
