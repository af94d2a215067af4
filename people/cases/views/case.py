"""The pages of a case for those who work on it, and its steps."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from foundation import steps
from foundation.access import require
from foundation.clock import today
from foundation.steps import StepForm
from foundation.web import show, submit
from foundation.workflow import Step
from people.cases.actions import take_report as take_report_verb
from people.cases.forms import TakenForm
from people.cases.permissions import TAKE_REPORT
from people.cases.records import CaseRecord, case_page, desk_pages, way_back
from people.cases.views.apart import handled, reads, reads_and_writes, sent, worked_on_or_about
from people.cases.workflows import CASE

SHEET = {"sheet": "cases/_step_sheet.html"}


@reads
def case(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """How far a case is, what counts, who does what, and what may be done."""
    row = handled(request.user, uuid)
    record = CaseRecord(row, user=request.user, on=today(row.unit))
    context = {"case": row, "record": record, "today": record.on, "desk_pages": desk_pages(request.user, "")}
    return show(request, "cases/case.html", context)


@reads
def case_part(request: HttpRequest, uuid: UUID, part: str) -> HttpResponseBase:
    """One part of a case: inquiry, decision, messages, log."""
    row = handled(request.user, uuid)
    page = case_page(part, row, user=request.user, on=today(row.unit))
    if page is None:
        raise Http404
    context = {"case": row, "record": page, "today": page.on, "desk_pages": desk_pages(request.user, "")}
    return show(request, f"cases/case_{part}.html", context)


@reads_and_writes
def case_step(request: HttpRequest, uuid: UUID, name: str) -> HttpResponseBase:
    """Shows what a step asks for; takes it on POST. Who the case is about comes through this door as well."""
    row = worked_on_or_about(request.user, uuid)
    wanted = _step(name)
    require(request.user, wanted.permission, row)
    form = steps.fresh_form(row, wanted, *sent(request), actor=request.user, on=today(row.unit))
    if form.is_bound and (done := _taken(form, wanted)):
        messages.success(request, steps.said(done, wanted))
        return redirect(way_back(row, request.user))
    return show(request, "cases/case_step.html", _sheet(request, form, wanted), fragments=SHEET)


def _taken(form: StepForm, wanted: Step) -> Any:
    return submit(form, steps.take, actor=form.actor, subject=form.row, step=wanted.name, on=form.on)


def _step(name: str) -> Step:
    try:
        return CASE.step(name)
    except KeyError as unknown:
        raise Http404 from unknown


def _sheet(request: HttpRequest, form: StepForm, wanted: Step) -> dict[str, Any]:
    refusal = None if form.is_bound else steps.standing(form.row, wanted, actor=form.actor, on=form.on)
    closed = refusal is not None and not steps.answerable(form, refusal)
    words, back = steps.words_of(CASE, wanted), way_back(form.row, form.actor)
    told = {"form": form, "row": form.row, "step": wanted, "words": words, "refusal": refusal, "closed": closed}
    return told | {"back": back, "desk_pages": desk_pages(form.actor, "")}


@reads_and_writes
def take_report(request: HttpRequest) -> HttpResponseBase:
    """A case officer writes down what came by telephone, from an audit or from monitoring."""
    require(request.user, TAKE_REPORT)
    form, pages = TakenForm(*sent(request), on=today()), {"desk_pages": desk_pages(request.user, "home")}
    done = submit(form, take_report_verb, actor=request.user, on=today()) if form.is_bound else None
    if done is None:
        return show(request, "cases/take_report.html", {"form": form, **pages})
    if done.token is None:
        return redirect(done.case)
    return show(request, "cases/taken.html", {"code": done.token, "case": done.case, **pages})
