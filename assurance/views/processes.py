"""Processes: the five areas, one process, its owner and facts, and their place in the quality management system."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assurance.actions import add_process, change_process, change_process_owner
from assurance.forms import OwnerForm, ProcessFactsForm, ProcessForm
from assurance.lists import QmsList
from assurance.lists.processes import missing
from assurance.models import Area, Process
from assurance.permissions import MANAGE_PROCESSES
from assurance.related import facts_about
from foundation.access import permits, require
from foundation.clock import today
from foundation.steps import moves_of
from foundation.stories import story_of
from foundation.web import show, submit

S = Process.State
LIST = {"list": "ui/_table.html"}
NEW = {"sheet": "assurance/_process_sheet.html"}
OWNER = {"sheet": "assurance/_process_owner.html"}
SHEET = {"sheet": "assurance/_document_sheet.html"}


@require_safe
def processes(request: HttpRequest) -> HttpResponseBase:
    """The five areas, each with the processes below it."""
    rows = list(Process.objects.visible_to(request.user).exclude(state=S.RETIRED).for_list().with_gaps(today()))
    areas = [(area, [row for row in rows if row.area_id == area.pk]) for area in Area.objects.all()]
    context = {"areas": areas, "count": len(rows), "may_add": permits(request.user, MANAGE_PROCESSES)}
    context["gap_count"] = sum(bool(missing(row)) for row in rows)
    return show(request, "assurance/processes.html", context)


def process_add(request: HttpRequest) -> HttpResponseBase:
    require(request.user, MANAGE_PROCESSES)
    form = ProcessForm(request.POST if request.method == "POST" else None, actor=request.user, on=today())
    if form.is_bound and (row := submit(form, add_process, actor=request.user)):
        messages.success(request, _("The process %(name)s is added.") % {"name": row.name})
        return redirect(row)
    context = {"form": form, "cancel": reverse("assurance:processes")}
    return show(request, "assurance/process_add.html", context, fragments=NEW)


@require_safe
def process(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(Process.objects.visible_to(request.user).for_list().with_gaps(today()), uuid=uuid)
    on = today(row.unit)
    context = {"process": row, "moves": moves_of(row, actor=request.user, on=on), "missing": missing(row)}
    context |= {"related": facts_about(row, request.user), **story_of(row, actor=request.user)}
    context |= {"may_manage": permits(request.user, MANAGE_PROCESSES, row), "today": on}
    return show(request, "assurance/process.html", context)


def process_owner(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The sheet that hands a process to another owner."""
    row = get_object_or_404(Process.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, MANAGE_PROCESSES, row)
    known = {"owner": row.owner_id, "deputy": row.deputy_id}
    form = OwnerForm(request.POST if request.method == "POST" else None, initial=known, on=today(row.unit))
    if form.is_bound and submit(form, change_process_owner, actor=request.user, process=row):
        messages.success(request, _("The process has a new owner; both have been told."))
        return redirect("assurance:process", row.uuid)
    return show(request, "assurance/process_owner.html", {"form": form, "process": row}, fragments=OWNER)


def process_change(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The sheet with what is said about a process."""
    row = get_object_or_404(Process.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, MANAGE_PROCESSES, row)
    sent = request.POST if request.method == "POST" else None
    form = ProcessFactsForm(sent, actor=request.user, on=today(row.unit), process=row)
    if form.is_bound and submit(form, change_process, actor=request.user, process=row):
        messages.success(request, _("The facts are changed."))
        return redirect(row)
    context = {"form": form, "title": _("Change the facts"), "note": row.name, "cancel": row.get_absolute_url()}
    return show(request, "assurance/document_form.html", context, fragments=SHEET)


@require_safe
def quality(request: HttpRequest) -> HttpResponseBase:
    """Each process with its place in the quality management system, and what is missing. Source: ISO 9001, 4.4."""
    rows = Process.objects.visible_to(request.user).exclude(state=S.RETIRED).for_list().with_gaps(today())
    table = QmsList(request, rows)
    context = {"list": table}
    return table.export_response() or show(request, "assurance/quality.html", context, fragments=LIST)
