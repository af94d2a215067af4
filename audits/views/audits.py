"""The doors of audits: the list, one audit, and the form that schedules one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audits.actions import schedule_audit
from audits.forms import ScheduleForm
from audits.lists import AuditList
from audits.models import Audit
from audits.permissions import MANAGE_PROGRAMME, MANAGE_TEMPLATES, SCHEDULE_AUDIT, SEE_AUDITORS
from audits.records import AuditRecord, FirstAudit
from foundation.access import permits, require
from foundation.clock import today
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}


@require_safe
def audits(request: HttpRequest) -> HttpResponse:
    """Every audit the reader may know of."""
    table = AuditList(request, Audit.objects.visible_to(request.user).for_list())
    context = {"list": table, "today": today()}
    context["may_schedule"] = permits(request.user, SCHEDULE_AUDIT)
    context["may_plan"] = permits(request.user, MANAGE_PROGRAMME)
    context["may_manage_templates"] = permits(request.user, MANAGE_TEMPLATES)
    context["sees_auditors"] = permits(request.user, SEE_AUDITORS)
    return table.export_response() or show(request, "audits/audits.html", context, fragments=LIST)  # type: ignore[return-value]


@require_safe
def audit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = get_object_or_404(Audit.objects.visible_to(request.user).for_page().with_training(today()), uuid=uuid)
    on = today(row.unit)
    record = AuditRecord(row, user=request.user, on=on)
    return show(request, "audits/audit.html", {"audit": row, "record": record, "today": on, **record.story})


@require_safe
def first_audit(request: HttpRequest) -> HttpResponse:
    """The walk through an audit that the reader leads, for who does it the first time."""
    return show(request, "audits/first_audit.html", {"walk": FirstAudit(request.user, request.GET.get("audit", ""))})


@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: HttpRequest) -> HttpResponse:
    """The form of one audit; recurring ones are planned on the programme's page."""
    require(request.user, SCHEDULE_AUDIT)
    form = ScheduleForm(request.POST if request.method == "POST" else None, actor=request.user, on=today())
    planned = submit(form, _schedule, actor=request.user) if request.method == "POST" else None
    if planned is None:
        return show(request, "audits/schedule.html", {"form": form})
    messages.success(request, _("%(ref)s is planned.") % {"ref": planned.ref})
    return redirect(planned)


def _schedule(*, unit: Any, **given: Any) -> Audit:
    return schedule_audit(unit=unit, on=today(unit), **given)
