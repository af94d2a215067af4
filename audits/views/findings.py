"""The doors of findings: the list, one finding, and the completion of one of its actions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audits.actions import complete_action
from audits.forms import CompleteForm
from audits.lists import FindingList
from audits.models import CorrectiveAction, Finding
from audits.permissions import DO_ACTION, EXPORT_AUDITS, MANAGE_TEMPLATES
from audits.records import FindingRecord
from foundation.access import permits, require
from foundation.clock import today
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}
SHEET = {"sheet": "audits/_complete.html"}


def posted(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """Every finding the reader may see, what is due first on top."""
    table = FindingList(request, Finding.objects.visible_to(request.user).for_list())
    context = {"list": table, "today": today(), "may_manage_templates": permits(request.user, MANAGE_TEMPLATES)}
    context["may_export"] = permits(request.user, EXPORT_AUDITS)
    return table.export_response() or show(request, "audits/findings.html", context, fragments=LIST)  # type: ignore[return-value]


@require_safe
def finding(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = get_object_or_404(Finding.objects.visible_to(request.user).for_page(request.user), uuid=uuid)
    on = today(row.unit)
    record = FindingRecord(row, user=request.user, on=on)
    return show(request, "audits/finding.html", {"finding": row, "record": record, "today": on, **record.story})


@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What shows that a corrective action is implemented."""
    action = get_object_or_404(CorrectiveAction.objects.visible_to(request.user).for_page(), uuid=uuid)
    require(request.user, DO_ACTION, action)
    form = CompleteForm(*posted(request), actor=request.user, row=action)
    if form.is_bound and submit(form, complete_action, actor=request.user, action=action, on=today(action.unit)):
        messages.success(request, _("Action %(number)d is implemented.") % {"number": action.order})
        return redirect(action)
    return show(request, "audits/complete.html", {"form": form, "action": action}, fragments=SHEET)
