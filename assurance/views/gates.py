"""Gates and what stands at them: the lists, their pages, and the forms."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assurance.actions import add_gate, change_gate, open_pass, prove_pass
from assurance.forms import GateFactsForm, NewGateForm, PassForm, ProofForm
from assurance.lists import GateList, PassList
from assurance.models import Gate, GatePass, Process
from assurance.permissions import EDIT_PROCESS, MANAGE_GATES, OPEN_PASS, PROVE_PASS
from assurance.records.gates import gate_page, pass_page
from assurance.views.processes import tabs_of
from foundation.access import require
from foundation.as_of import asked_of
from foundation.clock import today
from foundation.lists import TableList
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}
SHEET = {"sheet": "assurance/_form_sheet.html"}


@require_safe
def gates(request: HttpRequest) -> HttpResponseBase:
    return _listed(request, GateList(request, Gate.objects.visible_to(request.user).for_list()))


@require_safe
def passes(request: HttpRequest) -> HttpResponseBase:
    """What stands or stood at gates, waivers that have expired among them."""
    rows = GatePass.objects.visible_to(request.user).with_standing(asked_of(request).on).for_list()
    return _listed(request, PassList(request, rows))


def _listed(request: HttpRequest, table: TableList) -> HttpResponseBase:
    context = {"list": table, "tabs": tabs_of(request), "today": today()}
    return table.export_response() or show(request, "assurance/process_list.html", context, fragments=LIST)


@require_safe
def gate(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    return show(request, "assurance/gate.html", gate_page(_gate(request, uuid), request.user))


@require_safe
def gate_pass(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """What stands at a gate, with the evidence for each control that the gate requires."""
    return show(request, "assurance/gate_pass.html", pass_page(_pass(request, uuid), request.user))


def gate_add(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The form for a gate of a process."""
    row = get_object_or_404(Process.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, EDIT_PROCESS, row)
    form = NewGateForm(_sent(request), actor=request.user)
    if form.is_bound and (made := submit(form, add_gate, actor=request.user, process=row)):
        messages.success(request, _("The gate %(name)s is added.") % {"name": made.name})
        return redirect(made)
    return _form(request, form, _("Add a gate"), row.get_absolute_url(), note=str(row))


def gate_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _gate(request, uuid)
    require(request.user, MANAGE_GATES, row)
    form = GateFactsForm(_sent(request), actor=request.user, gate=row)
    if form.is_bound and submit(form, change_gate, actor=request.user, gate=row):
        messages.success(request, _("The gate is changed."))
        return redirect(row)
    return _form(request, form, _("Change the gate"), row.get_absolute_url(), note=str(row))


def pass_open(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The form that puts something before a gate."""
    row = _gate(request, uuid)
    require(request.user, OPEN_PASS, row)
    on = today(row.unit)
    form = PassForm(_sent(request), actor=request.user, on=on)
    if form.is_bound and (made := submit(form, open_pass, actor=request.user, gate=row, on=on)):
        messages.success(request, _("%(ref)s waits at the gate.") % {"ref": made.ref})
        return redirect(made)
    return _form(request, form, _("Put before the gate"), row.get_absolute_url(), note=str(row))


def pass_prove(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The form that adds evidence for a required control."""
    row = _pass(request, uuid)
    require(request.user, PROVE_PASS, row)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProofForm(*sent, actor=request.user, unit=row.unit, gate=row.gate)
    if form.is_bound and submit(form, prove_pass, actor=request.user, gate_pass=row):
        messages.success(request, _("Attached. New evidence counts once somebody else has accepted it."))
        return redirect(row)
    return _form(request, form, _("Add evidence"), row.get_absolute_url(), note=str(row))


def _gate(request: HttpRequest, uuid: UUID) -> Gate:
    return get_object_or_404(Gate.objects.visible_to(request.user).for_list(), uuid=uuid)


def _pass(request: HttpRequest, uuid: UUID) -> GatePass:
    seen = GatePass.objects.visible_to(request.user).with_standing(today())
    return get_object_or_404(seen.for_list(), uuid=uuid)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _form(request: HttpRequest, form: Any, title: str, cancel: str, *, note: str) -> HttpResponseBase:
    context = {"form": form, "title": title, "cancel": cancel, "note": note}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)
