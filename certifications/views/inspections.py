"""The doors of inspections: the list, the request, and the page of one with its steps."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certifications.actions import request_inspection
from certifications.forms import InspectionForm
from certifications.lists import InspectionList
from certifications.models import Inspection
from certifications.permissions import REQUEST_INSPECTION, VIEW_INSPECTIONS
from certifications.records import InspectionRecord, inspecting_tabs
from foundation.access import permits, require
from foundation.clock import today
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}
FORM = "certifications/inspecting_form.html"
READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])


def sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_safe
def inspections(request: HttpRequest) -> HttpResponseBase:
    """Every inspection the reader may know of."""
    require(request.user, VIEW_INSPECTIONS)
    table = InspectionList(request, Inspection.objects.visible_to(request.user).for_list())
    context = {"list": table, "today": today(), "may_request": permits(request.user, REQUEST_INSPECTION)}
    context["tabs"] = inspecting_tabs(request.user, "inspections")
    return table.export_response() or show(request, "certifications/inspections.html", context, fragments=LIST)


@READS_AND_WRITES
def inspection_add(request: HttpRequest) -> HttpResponseBase:
    """What an authority asks to inspect."""
    require(request.user, REQUEST_INSPECTION)
    form = InspectionForm(sent(request), actor=request.user, on=today())
    if form.is_bound and (row := submit(form, request_inspection, actor=request.user, on=today())):
        messages.success(request, _("%(ref)s is recorded. Schedule it when the days are agreed.") % {"ref": row.ref})
        return redirect(row)
    context = {"form": form, "title": _("Record a request"), "cancel": reverse("certifications:inspections")}
    return show(request, FORM, context | {"part": "inspections"})


@require_safe
def inspection(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    require(request.user, VIEW_INSPECTIONS)
    row = get_object_or_404(Inspection.objects.visible_to(request.user).for_page(), uuid=uuid)
    on = today(row.unit)
    record = InspectionRecord(row, user=request.user, on=on)
    context = {"inspection": row, "record": record, "today": on, **record.story}
    return show(request, "certifications/inspection.html", context)
