"""Gates of processes with what they require, and what comes to them until it is decided."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from assurance.actions import add_gate, change_gate, open_pass, prove_pass
from assurance.forms import GateForm, NewGateForm, PassForm, ProveForm
from assurance.lists import GateList, GatePassList, PassList
from assurance.models import Gate, GatePass
from assurance.permissions import ADD_GATE, EDIT_GATE, OPEN_PASS, PROVE_PASS
from assurance.records.gates import gate_record, pass_record
from foundation.access import permits, require
from foundation.clock import today
from foundation.lists import TableList
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}
SHEET = {"sheet": "assurance/_form_sheet.html"}
TABS = (("gates", gettext_lazy("Gates")), ("gate_passes", gettext_lazy("At the gates")))


@require_safe
def gates(request: HttpRequest) -> HttpResponseBase:
    """Gates by process."""
    return _listed(request, GateList(request, Gate.objects.visible_to(request.user).for_list()))


@require_safe
def gate_passes(request: HttpRequest) -> HttpResponseBase:
    """What came to all gates."""
    rows = GatePass.objects.visible_to(request.user).with_standing(today())
    return _listed(request, PassList(request, rows.for_list()))


def _listed(request: HttpRequest, table: TableList) -> HttpResponseBase:
    here = request.resolver_match.url_name if request.resolver_match else ""
    tabs = [
        {"label": label, "url": reverse(f"assurance:{name}"), "current": name == here, "count": None}
        for name, label in TABS
    ]
    context = {"list": table, "tabs": tabs, "may_add": permits(request.user, ADD_GATE), "today": today()}
    return table.export_response() or show(request, "assurance/gates.html", context, fragments=LIST)


@require_safe
def gate(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One gate: what it requires, how that stands today, and what came to it."""
    row = _gate(request, uuid)
    rows = GatePass.objects.visible_to(request.user).filter(gate=row).with_standing(today(row.unit))
    table = GatePassList(request, rows.for_list())
    context = {"list": table, **gate_record(row, request.user)}
    return table.export_response() or show(request, "assurance/gate.html", context, fragments=LIST)


def gate_add(request: HttpRequest) -> HttpResponseBase:
    require(request.user, ADD_GATE)
    form = NewGateForm(request.POST if request.method == "POST" else None, actor=request.user)
    if form.is_bound and (row := submit(form, add_gate, actor=request.user)):
        messages.success(request, _("The gate %(code)s is added.") % {"code": row.code})
        return redirect(row)
    context = {"form": form, "title": _("Add a gate"), "cancel": reverse("assurance:gates")}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)


def gate_change(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _gate(request, uuid)
    require(request.user, EDIT_GATE, row)
    form = GateForm(request.POST if request.method == "POST" else None, actor=request.user, gate=row)
    if form.is_bound and submit(form, change_gate, actor=request.user, gate=row):
        messages.success(request, _("The gate is changed."))
        return redirect(row)
    return _sheet(request, row, form, _("Change the gate"))


def gate_open(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _gate(request, uuid)
    require(request.user, OPEN_PASS, row)
    form = PassForm(request.POST if request.method == "POST" else None, actor=request.user, gate=row)
    if form.is_bound and (made := submit(form, open_pass, actor=request.user, gate=row, on=today(row.unit))):
        messages.success(request, _("%(subject)s is at the gate.") % {"subject": made.title})
        return redirect(made)
    return _sheet(request, row, form, _("Bring to the gate"))


@require_safe
def gate_pass(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """What stands at a gate: what is missing, the steps, what happened."""
    row = _at_the_gate(request, uuid)
    return show(request, "assurance/gate_pass.html", pass_record(row, request.user))


def gate_prove(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _at_the_gate(request, uuid)
    require(request.user, PROVE_PASS, row)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProveForm(*sent, actor=request.user, row=row, initial={"control": request.GET.get("control", "")})
    if form.is_bound and submit(form, prove_pass, actor=request.user, row=row):
        messages.success(request, _("Attached. New evidence counts once somebody else has accepted it."))
        return redirect(row)
    return _sheet(request, row, form, _("Attach evidence"))


def _gate(request: HttpRequest, uuid: UUID) -> Gate:
    return get_object_or_404(Gate.objects.visible_to(request.user).for_list(), uuid=uuid)


def _at_the_gate(request: HttpRequest, uuid: UUID) -> GatePass:
    rows = GatePass.objects.visible_to(request.user).with_standing(today())
    return get_object_or_404(rows.for_list().prefetch_related("gate__controls"), uuid=uuid)


def _sheet(request: HttpRequest, row: Any, form: Any, title: str) -> HttpResponseBase:
    context = {"form": form, "title": title, "note": str(row), "cancel": row.get_absolute_url()}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)
