"""A cell of the matrix with all that is known of it, and the sheets that change one or many."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assurance.actions import (
    change_cells,
    edit_cell,
    edit_control,
    include_cell,
    link_to_cell,
    preview_cells,
    propose_exclusion,
    put_into_matrix,
)
from assurance.cell_record import cell_for, record_of_cell
from assurance.forms.matrix import (
    BULK_FORMS,
    CellEvidenceForm,
    CellForm,
    ControlEditForm,
    ExclusionForm,
    IntoMatrixForm,
    PlainForm,
)
from assurance.models import Cell, Control, Process
from assurance.permissions import EDIT_CELL, EDIT_CONTROL, PUT_INTO_MATRIX
from assurance.views.matrix import insist_reader
from foundation.access import require
from foundation.clock import today
from foundation.lists.bulk import BulkLine, chosen, parsed_uuid
from foundation.web import show, submit


@require_safe
def cell(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = cell_for(request.user, uuid)
    if row is None:
        raise Http404
    return show(request, "assurance/cell.html", record_of_cell(row, request.user), fragments=CELL)


def cell_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The sheet that says which control meets the requirement, and who answers for it."""
    row = _changeable(request, uuid)
    known = {"control": row.control, "owner": row.owner}
    form = CellForm(request.POST if request.method == "POST" else None, initial=known, actor=request.user, cell=row)
    if form.is_bound and submit(form, edit_cell, actor=request.user, cell=row, on=today(row.unit)):
        messages.success(request, _("The cell is changed."))
        return redirect(row)
    return show(request, "assurance/cell_form.html", _sheet(form, row, _("Control and owner")), fragments=FORM)


def cell_exclude(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The sheet that asks a second person to say that the requirement does not apply."""
    row = _changeable(request, uuid)
    form = ExclusionForm(request.POST if request.method == "POST" else None)
    on = today(row.unit)
    if form.is_bound and submit(form, propose_exclusion, actor=request.user, cell=row, on=on):
        messages.success(request, _("Asked. It applies until a second person has decided."))
        return redirect(row)
    return show(request, "assurance/cell_form.html", _sheet(form, row, _("Not applicable")), fragments=FORM)


def cell_include(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The sheet that says that the requirement applies again."""
    row = _changeable(request, uuid)
    form = PlainForm(request.POST if request.method == "POST" else None)
    if form.is_bound and submit(form, include_cell, actor=request.user, cell=row):
        messages.success(request, _("The requirement applies again and counts from now on."))
        return redirect(row)
    return show(request, "assurance/cell_form.html", _sheet(form, row, _("Applies again")), fragments=FORM)


def cell_evidence(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The sheet that attaches evidence to the cell."""
    row = _changeable(request, uuid)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CellEvidenceForm(*sent, actor=request.user, unit=row.unit)
    if form.is_bound and submit(form, link_to_cell, actor=request.user, cell=row):
        messages.success(request, _("Attached. New evidence counts once somebody else has accepted it."))
        return redirect(row)
    return show(request, "assurance/cell_form.html", _sheet(form, row, _("Attach evidence")), fragments=FORM)


def matrix_add(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The sheet that puts requirements into the matrix of a process."""
    process = get_object_or_404(Process.objects.visible_to(request.user), uuid=uuid)
    require(request.user, PUT_INTO_MATRIX, process)
    form = IntoMatrixForm(request.POST if request.method == "POST" else None, actor=request.user)
    if form.is_bound and (made := submit(form, put_into_matrix, actor=request.user, process=process)):
        messages.success(request, _("%(n)d requirements are in the matrix.") % {"n": len(made)})
        return redirect(process)
    return show(request, "assurance/cell_form.html", _sheet(form, process, _("Into the matrix")), fragments=FORM)


def _changeable(request: HttpRequest, uuid: UUID) -> Cell:
    """404 for what the reader does not see, 403 for what they do not change."""
    row = cell_for(request.user, uuid)
    if row is None:
        raise Http404
    require(request.user, EDIT_CELL, row)
    return row


@require_POST
def cells_change(request: HttpRequest) -> HttpResponseBase:
    """One act for the ticked cells: what would change and what would not and why, then the same for real."""
    act, (rows, refusal) = request.POST.get("step", ""), _ticked(request)
    if act not in BULK_FORMS or not rows:
        messages.info(request, _("Tick at least one cell, and choose what is to be done."))
        return redirect("assurance:cells")
    form = BULK_FORMS[act](request.POST if "seen" in request.POST else None, actor=request.user, on=today())
    lines = [] if refusal else _taken(request, form, {"actor": request.user, "cells": rows, "act": act})
    if lines and "go" in request.POST:
        return _done(request, lines)
    context = {"form": form, "act": act, "rows": rows, "lines": lines, "refusal": refusal, "cancel": CELLS}
    return show(request, "assurance/cells_change.html", context, status=422 if refusal else None)


def _ticked(request: HttpRequest) -> tuple[list[Cell], str]:
    """The ticked cells; where they are too many, all of them with the sentence that says so, to untick some."""
    named = request.POST.getlist("row")
    try:
        return chosen(_visible(request), named), ""
    except ValidationError as error:
        wanted = [uuid for text in named if (uuid := parsed_uuid(text)) is not None]
        return list(_visible(request).filter(uuid__in=wanted)), error.messages[0]


def _taken(request: HttpRequest, form: Form, asked: dict[str, Any]) -> list[BulkLine]:
    """What became of the cells, or would become of them as long as nobody has said go; nothing while the form is wrong."""
    if not form.is_bound or not form.is_valid():
        return []
    change = change_cells if "go" in request.POST else preview_cells
    return change(**asked, **form.cleaned_data)


def _visible(request: HttpRequest) -> QuerySet:
    insist_reader(request.user)
    return Cell.objects.visible_to(request.user).in_force().for_list()


def _done(request: HttpRequest, lines: list[BulkLine]) -> HttpResponseBase:
    changed = sum(line.changes for line in lines)
    said = {"changed": changed, "left": len(lines) - changed}
    messages.success(request, _("Done: %(changed)d changed, %(left)d left as they were.") % said)
    return redirect("assurance:cells")


def control_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The sheet that changes a control."""
    row = get_object_or_404(Control.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, EDIT_CONTROL, row)
    form = ControlEditForm(request.POST if request.method == "POST" else None, control=row)
    if form.is_bound and submit(form, edit_control, actor=request.user, control=row, on=today(row.unit)):
        messages.success(request, _("The control is changed."))
        return redirect(row)
    return show(request, "assurance/cell_form.html", _sheet(form, row, _("Edit the control")), fragments=FORM)


def _sheet(form: object, row: Cell | Control | Process, title: str) -> dict[str, object]:
    return {"form": form, "row": row, "title": title, "cancel": row.get_absolute_url()}


CELL = {"sheet": "assurance/_cell.html"}
FORM = {"sheet": "assurance/_cell_form.html"}
CELLS = reverse_lazy("assurance:cells")
