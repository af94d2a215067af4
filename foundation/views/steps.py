"""The one door for steps of any record: its sheet, and taking it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from foundation import steps
from foundation.access import require
from foundation.clock import today
from foundation.signin.fresh import require_fresh_sign_in
from foundation.web import show, submit
from foundation.workflow import Step, workflow_of

SHEET = {"sheet": "foundation/_step.html"}


def step(request: HttpRequest, workflow: str, uuid: UUID, name: str) -> HttpResponse:
    """Shows what a step asks for, filled with what the address names; takes it on POST, or asks the second person."""
    row, wanted = _subject(request, workflow, uuid, name)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = steps.fresh_form(row, wanted, *data, actor=request.user, on=today(row.unit))
    form.initial.update({name: request.GET[name] for name in form.fields if name in request.GET})
    if form.wants_more:
        form.keep_as_typed()
    elif form.is_bound and (done := _take(form, row, wanted)):
        messages.success(request, steps.said(done, wanted))
        return redirect(row)
    return show(request, "foundation/step.html", _sheet(form, row, wanted), fragments=SHEET)


def _take(form: steps.StepForm, row: Any, wanted: Step) -> Any:
    return submit(form, steps.take, actor=form.actor, subject=row, step=wanted.name, on=form.on)


def _subject(request: HttpRequest, workflow: str, uuid: UUID, name: str) -> tuple[Any, Step]:
    """404 for what does not exist or may not be seen, 403 for a step of other people; a signature asks who one is."""
    found = steps.subject_of(workflow, uuid, name, request.user)
    if found is None:
        raise Http404
    row, wanted = found
    require(request.user, wanted.permission, row)
    if wanted.signed and request.method == "POST":
        require_fresh_sign_in(request)
    return row, wanted


def _sheet(form: steps.StepForm, row: Any, wanted: Step) -> dict[str, Any]:
    workflow = workflow_of(row)
    refusal = None if form.is_bound else steps.standing(row, wanted, actor=form.actor, on=form.on)
    words, can_answer = steps.words_of(workflow, wanted), steps.answerable(form, refusal)
    closed = refusal is not None and not can_answer
    return {"form": form, "row": row, "step": wanted, "words": words, "refusal": refusal, "closed": closed}
