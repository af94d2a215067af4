"""The doors of a report: reading it, and writing it beside how it will read."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from audits.models import Audit, Report
from audits.permissions import LEAD_AUDIT
from audits.records import ReportRecord
from audits.workflows import AUDIT
from foundation import steps
from foundation.access import require
from foundation.clock import today
from foundation.web import show, submit

STEP = next(step for step in AUDIT.steps if step.name == "write_report")
PREVIEW = {"preview": "audits/_report_preview.html"}


@require_safe
def report(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The report of an audit as a record; its draft is for the team and who may review it."""
    audit = get_object_or_404(Audit.objects.visible_to(request.user).for_page().with_training(today()), uuid=uuid)
    record = ReportRecord(audit, user=request.user, on=today(audit.unit))
    if record.report is None:
        raise Http404
    context = {"audit": audit, "report": record.report, "record": record, "today": record.on}
    return show(request, "audits/report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_write(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The report as it is written, beside how it will read; saving is the step, a preview keeps nothing."""
    audit = get_object_or_404(Audit.objects.visible_to(request.user).for_page().with_training(today()), uuid=uuid)
    require(request.user, LEAD_AUDIT, audit)
    form = _form(request, audit)
    if "preview" in request.POST:
        form.keep_as_typed()
    elif form.is_bound and (done := submit(form, steps.take, subject=audit, step=STEP.name, **_by(form))):
        messages.success(request, steps.said(done, STEP))
        return redirect(audit)
    return show(request, "audits/report_write.html", _page(form, audit), fragments=PREVIEW)


def _form(request: HttpRequest, audit: Audit) -> steps.StepForm:
    data = (request.POST,) if request.method == "POST" else ()
    return steps.fresh_form(audit, STEP, *data, actor=request.user, on=today(audit.unit))


def _by(form: steps.StepForm) -> dict[str, Any]:
    return {"actor": form.actor, "on": form.on}


def _page(form: steps.StepForm, audit: Audit) -> dict[str, Any]:
    refusal = None if form.is_bound else steps.standing(audit, STEP, **_by(form))
    draft = Report(audit=audit, **{name: form[name].value() or "" for name in form.fields})
    record = ReportRecord(audit, user=form.actor, on=form.on)
    standing = {"refusal": refusal, "closed": refusal is not None, "words": steps.words_of(AUDIT, STEP)}
    return {"audit": audit, "row": audit, "form": form, "step": STEP, "report": draft, "record": record, **standing}
