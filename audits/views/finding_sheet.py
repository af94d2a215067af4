"""The finding sheet: opened from a question with everything filled in that is known, sent in one go."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audits.actions import change_finding, issue_at_once
from audits.actions import log_finding as log
from audits.models import Audit, ChecklistItem, Finding
from audits.records.finding_sheet import Sheet, dates, may_issue
from audits.views.fieldwork import item_or_404
from foundation.clock import today
from foundation.web import show, submit

FRAGMENTS = {"sheet": "audits/_sheet.html"}


def log_finding(request: HttpRequest, uuid: UUID, item: UUID) -> HttpResponse:
    """The sheet for a new finding; saving it leads back to the question."""
    question = item_or_404(request, uuid, item)
    sheet = opened(request, question.audit, question)
    verb, facts = (issue_at_once if wants_issue(request) else log), {"audit": question.audit, "item": question}
    if sheet.is_sent and (finding := submit(sheet.form, verb, actor=request.user, on=sheet.on, **facts)):
        messages.success(request, _said(finding))
        return redirect(question)
    return show(request, "audits/fieldwork_finding.html", sheet.context, fragments=FRAGMENTS)


def edit_finding(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same sheet for a draft."""
    draft = get_object_or_404(Finding.objects.visible_to(request.user).for_sheet(), uuid=uuid)
    sheet = opened(request, draft.audit, draft.item, draft)
    verb, facts = (issue_at_once, {"on": sheet.on}) if wants_issue(request) else (change_finding, {})
    if sheet.is_sent and (finding := submit(sheet.form, verb, actor=request.user, finding=draft, **facts)):
        messages.success(request, _said(finding))
        return redirect(draft.item or finding)
    return show(request, "audits/fieldwork_finding.html", sheet.context, fragments=FRAGMENTS)


@require_safe
def finding_dues(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The due dates if it were issued today; they follow type and process while the sheet is filled in."""
    visible = Audit.objects.visible_to(request.user).select_related("unit__calendar", "lead")
    audit = get_object_or_404(visible, uuid=uuid)
    chosen, kind = request.GET.get("process", ""), request.GET.get("type", "")
    process = audit.processes.select_related("unit__calendar").filter(pk=chosen if chosen.isdigit() else 0).first()
    kind = kind if kind in Finding.Type.values else Finding.Type.MINOR
    context = (
        {"audit": audit} | dates(audit, process, kind, on=today(audit.unit)) | may_issue(request.user, audit, kind)
    )
    return show(request, "audits/_sheet_dues.html", context | {"swap": True})


def opened(request: HttpRequest, audit: Audit, item: ChecklistItem | None, draft: Finding | None = None) -> Sheet:
    sent: tuple[Any, ...] = (request.POST, request.FILES) if request.method == "POST" else ()
    return Sheet(request.user, audit, item, draft, sent=sent, asked_type=request.GET.get("type", ""))


def wants_issue(request: HttpRequest) -> bool:
    return request.POST.get("then") == "issue"


def _said(finding: Finding) -> str:
    if finding.state == Finding.State.ISSUED:
        return _("%(ref)s is issued. Its owner has been told.") % {"ref": finding.ref}
    words = {"ref": finding.ref, "lead": finding.audit.lead}
    if finding.type == Finding.Type.MAJOR and finding.audit.lead_id != finding.raised_by_id:
        return _("%(ref)s is logged as a draft. %(lead)s has been told and may issue it before the report.") % words
    return _("%(ref)s is kept as a draft. It is issued with the report.") % words
