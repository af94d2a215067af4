"""Frameworks are read out of files, looked at and taken over; editions follow one another, requirements map."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assurance.actions import (
    activate_framework,
    ask_to_take_import,
    map_requirements,
    read_import,
    set_transition,
    unmap_requirements,
)
from assurance.forms.frameworks import ActivateForm, MappingForm, ReadForm, TransitionForm, UnmapForm
from assurance.listings import import_record
from assurance.models import Framework, FrameworkImport, Requirement, RequirementMapping
from assurance.permissions import LOAD_FRAMEWORK
from foundation.access import require
from foundation.clock import today
from foundation.web import show, submit


def framework_read(request: HttpRequest) -> HttpResponseBase:
    """Reads a file and leads to what it would change."""
    require(request.user, LOAD_FRAMEWORK)
    form = ReadForm(request.POST, request.FILES) if request.method == "POST" else ReadForm(initial=request.GET.dict())
    if form.is_bound and (row := submit(form, read_import, actor=request.user)):
        return redirect(row)
    context = {"form": form, "waiting": FrameworkImport.objects.visible_to(request.user).waiting()[:20]}
    return show(request, "assurance/framework_read.html", context)


@require_safe
def framework_import(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    rows = FrameworkImport.objects.visible_to(request.user).select_related("framework", "job", "read_by")
    row = get_object_or_404(rows, uuid=uuid)
    return show(request, "assurance/framework_import.html", import_record(row, actor=request.user, on=today()))


@require_POST
def framework_take(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Starts the job that takes the list over."""
    row = get_object_or_404(FrameworkImport.objects.visible_to(request.user), uuid=uuid)
    ask_to_take_import(actor=request.user, framework_import=row)
    return redirect(row)


def framework_transition(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(Framework.objects.visible_to(request.user), uuid=uuid)
    require(request.user, LOAD_FRAMEWORK)
    form = TransitionForm(request.POST if request.method == "POST" else None, old=row)
    if form.is_bound and submit(form, set_transition, actor=request.user, old=row):
        messages.success(request, _("The transition is recorded."))
        return redirect(row)
    context = {"form": form, "cancel": row.get_absolute_url(), "title": _("Transition to another edition")}
    return show(request, "assurance/framework_form.html", context | {"framework": row}, fragments=SHEET)


def framework_activate(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(Framework.objects.visible_to(request.user), uuid=uuid)
    require(request.user, LOAD_FRAMEWORK)
    form = ActivateForm(request.POST if request.method == "POST" else None)
    if form.is_bound and submit(form, activate_framework, actor=request.user, framework=row):
        messages.success(request, _("The edition is in use now."))
        return redirect(row)
    context = {"form": form, "cancel": row.get_absolute_url(), "title": _("Take the edition into use")}
    return show(request, "assurance/framework_form.html", context | {"framework": row}, fragments=SHEET)


def requirement_map(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    rows = Requirement.objects.visible_to(request.user).select_related("framework")
    row = get_object_or_404(rows, uuid=uuid)
    require(request.user, LOAD_FRAMEWORK)
    form = MappingForm(request.POST if request.method == "POST" else None, a=row)
    if form.is_bound and submit(form, map_requirements, actor=request.user, a=row):
        return redirect(row)
    context = {"form": form, "cancel": row.get_absolute_url(), "title": _("Map onto another framework")}
    return show(request, "assurance/framework_form.html", context | {"framework": row.framework}, fragments=SHEET)


def requirement_unmap(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    require(request.user, LOAD_FRAMEWORK)
    row = get_object_or_404(RequirementMapping.objects.select_related("a__framework", "b"), uuid=uuid)
    form = UnmapForm(request.POST if request.method == "POST" else None)
    if form.is_bound and (start := submit(form, unmap_requirements, actor=request.user, mapping=row)):
        return redirect(start)
    context = {"form": form, "cancel": row.a.get_absolute_url(), "title": _("Remove the mapping"), "kind": "danger"}
    return show(request, "assurance/framework_form.html", context | {"framework": row.a.framework}, fragments=SHEET)


SHEET = {"sheet": "assurance/_framework_sheet.html"}
