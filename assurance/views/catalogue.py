"""Processes with their owners, frameworks with their requirements, and controls."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assurance.actions import add_control, add_process, change_process_owner
from assurance.forms import ControlForm, OwnerForm, ProcessForm
from assurance.guides import guidance_of
from assurance.listings import lineage, mappings_of
from assurance.lists import ControlList
from assurance.models import Area, Control, EvidenceLink, Framework, Process, Requirement
from assurance.permissions import EDIT_CONTROL, HAND_OVER_PROCESS, LOAD_FRAMEWORK, MANAGE_CONTROLS, MANAGE_PROCESSES
from assurance.records.processes import process_page
from assurance.related import facts_about
from assurance.standing import pieces
from assurance.views.processes import tabs_of
from foundation.access import permits, require
from foundation.clock import today
from foundation.directory.models import User
from foundation.directory.ties import held_by
from foundation.steps import moves_of
from foundation.stories import story_of
from foundation.web import show, submit


@require_safe
def processes(request: HttpRequest) -> HttpResponseBase:
    """The five areas, each with the processes below it."""
    rows = list(Process.objects.visible_to(request.user).with_gaps(today()).for_list())
    areas = [(area, [row for row in rows if row.area_id == area.pk]) for area in Area.objects.all()]
    context = {"areas": areas, "count": len(rows), "may_add": permits(request.user, MANAGE_PROCESSES)}
    context |= {"tabs": tabs_of(request), "today": today()}
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
    rows = Process.objects.visible_to(request.user).with_gaps(today())
    row = get_object_or_404(rows.for_list().prefetch_related("regions"), uuid=uuid)
    return show(request, "assurance/process.html", process_page(row, request.user, on=today(row.unit)))


def process_owner(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The sheet that hands a draft to another owner, or offers an active process to one."""
    row = get_object_or_404(Process.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, HAND_OVER_PROCESS, row)
    known = {"owner": row.owner_id, "deputy": row.deputy_id}
    form = OwnerForm(request.POST if request.method == "POST" else None, initial=known, on=today(row.unit))
    if form.is_bound and (done := submit(form, change_process_owner, actor=request.user, process=row)):
        messages.success(request, _asked(done) or _("The process has a new owner; both have been told."))
        return redirect("assurance:process", row.uuid)
    held = held_by(row.owner, request.user) if row.owner is not None else []
    return show(request, "assurance/process_owner.html", {"form": form, "process": row, "held": held}, fragments=OWNER)


def _asked(process: Process) -> str:
    """What to say while the process waits for somebody to take it over."""
    if process.next_owner is None:
        return ""
    return _("%(name)s is asked to take it over; until then nothing changes.") % {"name": process.next_owner}


@require_safe
def frameworks(request: HttpRequest) -> HttpResponseBase:
    context: dict[str, Any] = {"frameworks": Framework.objects.visible_to(request.user).for_list()}
    context["may_load"] = permits(request.user, LOAD_FRAMEWORK)
    return show(request, "assurance/frameworks.html", context)


@require_safe
def framework(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The requirements of a framework as a tree, or those whose reference or title holds the words searched for."""
    row = get_object_or_404(Framework.objects.visible_to(request.user), uuid=uuid)
    wanted = request.GET.get("q", "").strip()
    found = row.requirements.with_controls().searched(wanted)
    context = {"framework": row, "requirements": list(found), "wanted": wanted, **lineage(row)}
    context["may_load"] = permits(request.user, LOAD_FRAMEWORK)
    context["may_take"] = request.user.kind == User.Kind.INSIDE
    return show(request, "assurance/framework.html", context, fragments=TREE)


@require_safe
def requirement(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One requirement: what maps onto it, the controls that meet it, what proves it and what was found against it."""
    visible = Requirement.objects.visible_to(request.user).select_related("framework", "parent")
    row = get_object_or_404(visible, uuid=uuid)
    context: dict[str, Any] = {"requirement": row, "mapped": mappings_of(row), "today": today()}
    context["may_load"] = permits(request.user, LOAD_FRAMEWORK)
    context["controls"] = Control.objects.visible_to(request.user).filter(requirements=row).for_list()
    context["related"] = facts_about(row, request.user)
    return show(request, "assurance/requirement.html", context)


@require_safe
def controls(request: HttpRequest) -> HttpResponseBase:
    table = ControlList(request, Control.objects.visible_to(request.user).for_list())
    context = {"list": table, "may_add": permits(request.user, MANAGE_CONTROLS)}
    return table.export_response() or show(request, "assurance/controls.html", context, fragments=LIST)


@require_safe
def control(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(Control.objects.visible_to(request.user).for_list(), uuid=uuid)
    on = today(row.unit)
    links = list(EvidenceLink.objects.about(row).for_list())
    context = {"control": row, "pieces": pieces(links, on=on), "moves": moves_of(row, actor=request.user, on=on)}
    context["may_edit"] = permits(request.user, EDIT_CONTROL, row) and row.state != Control.State.RETIRED
    context |= guidance_of(row, request.user, on)
    return show(request, "assurance/control.html", context | story_of(row, actor=request.user))


def control_add(request: HttpRequest) -> HttpResponseBase:
    require(request.user, MANAGE_CONTROLS)
    form = ControlForm(request.POST if request.method == "POST" else None, actor=request.user, on=today())
    if form.is_bound and (row := submit(form, add_control, actor=request.user, on=today())):
        messages.success(request, _("Control %(code)s is added as a draft.") % {"code": row.code})
        return redirect(row)
    context = {"form": form, "cancel": reverse("assurance:controls")}
    return show(request, "assurance/control_add.html", context, fragments=ADD)


LIST = {"list": "ui/_table.html"}
TREE = {"list": "assurance/_requirements.html"}
OWNER = {"sheet": "assurance/_process_owner.html"}
NEW = {"sheet": "assurance/_process_sheet.html"}
ADD = {"sheet": "assurance/_control_sheet.html"}
