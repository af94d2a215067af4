"""The doors of delivery services."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certifications.actions import (
    add_service,
    change_service,
)
from certifications.forms import ServiceFacts, ServiceForm
from certifications.forms.services import service_facts
from certifications.lists import ServiceList
from certifications.models import DeliveryService, Inspection
from certifications.permissions import (
    MANAGE_SERVICES,
    VIEW_INSPECTIONS,
)
from certifications.records import inspecting_tabs
from certifications.views.inspections import FORM, LIST, sent
from foundation.access import permits, require
from foundation.clock import today
from foundation.stories import story_of
from foundation.web import show, submit

READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def services(request: HttpRequest) -> HttpResponseBase:
    require(request.user, VIEW_INSPECTIONS)
    table = ServiceList(request, DeliveryService.objects.visible_to(request.user).for_list())
    context = {"list": table, "may_add": permits(request.user, MANAGE_SERVICES)}
    context["tabs"] = inspecting_tabs(request.user, "services")
    return table.export_response() or show(request, "certifications/services.html", context, fragments=LIST)


@READS_AND_WRITES
def service_add(request: HttpRequest) -> HttpResponseBase:
    require(request.user, MANAGE_SERVICES)
    form = ServiceForm(sent(request), actor=request.user, on=today())
    if form.is_bound and (row := submit(form, add_service, actor=request.user)):
        messages.success(request, _("The delivery service %(name)s is added.") % {"name": row.name})
        return redirect(row)
    context = {"form": form, "title": _("Add a delivery service"), "cancel": reverse("certifications:services")}
    return show(request, FORM, context | {"part": "services"})


@require_safe
def service(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(DeliveryService.objects.visible_to(request.user).for_list(), uuid=uuid)
    seen = Inspection.objects.visible_to(request.user).filter(service=row)
    context = {"service": row, "may_change": permits(request.user, MANAGE_SERVICES, row), "today": today(row.unit)}
    context |= {"inspections": list(seen.for_list().order_by("-first_day", "-pk")), **story_of(row, actor=request.user)}
    return show(request, "certifications/service.html", context)


@READS_AND_WRITES
def service_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = get_object_or_404(DeliveryService.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(request.user, MANAGE_SERVICES, row)
    form = ServiceFacts(sent(request), initial=service_facts(row), actor=request.user, on=today(row.unit))
    if form.is_bound and submit(form, change_service, actor=request.user, service=row):
        messages.success(request, _("The delivery service is changed."))
        return redirect(row)
    context = {"form": form, "title": _("Change the delivery service"), "note": str(row), "part": "services"}
    return show(request, FORM, context | {"cancel": row.get_absolute_url()})
