"""Management reviews: the lists, one review as it is prepared, held and signed, and what comes of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from assurance.actions import (
    carry_out_review_action,
    change_outcome,
    change_review,
    note_input,
    plan_review,
    record_outcome,
    remove_outcome,
)
from assurance.forms import DoneForm, InputForm, OutcomeForm, ReviewForm
from assurance.lists import ManagementReviewList, ReviewActionList
from assurance.models import ManagementReview, ReviewInput, ReviewOutcome
from assurance.permissions import CARRY_OUT_REVIEW_ACTION, PREPARE_REVIEW
from assurance.records.reviews import outcome_page, review_page, with_review_seen
from assurance.records.system import whole
from foundation.access import permits, require
from foundation.clock import today
from foundation.lists import TableList
from foundation.web import show, submit

LIST = {"list": "ui/_table.html"}
SHEET = {"sheet": "assurance/_form_sheet.html"}
TABS = (
    ("reviews", gettext_lazy("Reviews")),
    ("review_actions", gettext_lazy("Actions")),
    ("objectives", gettext_lazy("Objectives")),
)


@require_safe
def reviews(request: HttpRequest) -> HttpResponseBase:
    rows = ManagementReview.objects.visible_to(request.user).for_list(today())
    return listed(request, ManagementReviewList(request, rows), may_plan=permits(request.user, PREPARE_REVIEW, whole()))


@require_safe
def review_actions(request: HttpRequest) -> HttpResponseBase:
    """The actions that signed reviews gave, one's own among them."""
    rows = ReviewOutcome.objects.visible_to(request.user).actions().with_standing(today()).for_list()
    return listed(request, ReviewActionList(request, rows))


def listed(request: HttpRequest, table: TableList, **more: Any) -> HttpResponseBase:
    """One of the three lists with the tabs of all."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    tabs = [{"label": label, "url": reverse(f"assurance:{name}"), "current": name == here} for name, label in TABS]
    context = {"list": table, "tabs": tabs, "today": today(), **more}
    return table.export_response() or show(request, "assurance/reviews.html", context, fragments=LIST)


@require_safe
def review(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One review: its topics with figures and notes, its decisions and actions, its signature."""
    rows = ManagementReview.objects.visible_to(request.user).for_page(today())
    return show(request, "assurance/review.html", review_page(get_object_or_404(rows, uuid=uuid), request.user))


def review_plan(request: HttpRequest) -> HttpResponseBase:
    unit = whole()
    require(request.user, PREPARE_REVIEW, unit)
    form = ReviewForm(_sent(request), unit=unit, on=today(unit))
    if form.is_bound and (row := submit(form, plan_review, actor=request.user, unit=unit, on=today(unit))):
        messages.success(request, _("%(ref)s is planned. Gather its inputs when the day comes.") % {"ref": row.ref})
        return redirect(row)
    return sheet(request, form, _("Plan a management review"), reverse("assurance:reviews"))


def review_change(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _to_write(request, uuid)
    known = {"title": row.title, "planned_on": row.planned_on, "chair": row.chair, "agenda": row.agenda}
    form = ReviewForm(_sent(request), initial=known, unit=row.unit, on=today(row.unit))
    if form.is_bound and submit(form, change_review, actor=request.user, review=row, on=today(row.unit)):
        messages.success(request, _("The plan of the review is changed."))
        return redirect(row)
    return sheet(request, form, _("Change the plan"), row.get_absolute_url(), note=str(row))


def review_note(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """What is said of one topic."""
    seen = ReviewInput.objects.visible_to(request.user).select_related("review__unit")
    topic = get_object_or_404(seen, uuid=uuid)
    require(request.user, PREPARE_REVIEW, topic.review)
    form = InputForm(_sent(request), initial={"note": topic.note})
    if form.is_bound and submit(form, note_input, actor=request.user, review_input=topic):
        messages.success(request, _("The note is written."))
        return redirect(topic.review)
    return sheet(request, form, str(topic), topic.review.get_absolute_url(), note=str(topic.review))


def review_outcome_add(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _to_write(request, uuid)
    on = today(row.unit)
    form = OutcomeForm(_sent(request), on=on)
    if form.is_bound and submit(form, record_outcome, actor=request.user, review=row, on=on):
        messages.success(request, _("Recorded."))
        return redirect(row)
    return sheet(request, form, _("Record a decision or an action"), row.get_absolute_url(), note=str(row))


@require_safe
def review_outcome(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """A decision, or an action as its owner meets it."""
    return show(request, "assurance/review_outcome.html", outcome_page(_outcome(request, uuid), request.user))


def review_outcome_change(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _outcome(request, uuid)
    require(request.user, PREPARE_REVIEW, row)
    known, on = {"kind": row.kind, "text": row.text, "owner": row.owner, "due_on": row.due_on}, today(row.unit)
    form = OutcomeForm(_sent(request), initial=known, on=on)
    if form.is_bound and submit(form, change_outcome, actor=request.user, outcome=row, on=on):
        messages.success(request, _("The record is changed."))
        return redirect(row.review)
    return sheet(request, form, _("Change what is recorded"), row.review.get_absolute_url(), note=str(row))


@require_POST
def review_outcome_remove(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Takes what was recorded out again, before the meeting is closed."""
    row = _outcome(request, uuid)
    require(request.user, PREPARE_REVIEW, row)
    remove_outcome(actor=request.user, outcome=row)
    messages.success(request, _("It is taken out of the review."))
    return redirect(row.review)


def review_outcome_done(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _outcome(request, uuid)
    require(request.user, CARRY_OUT_REVIEW_ACTION, row)
    form = DoneForm(_sent(request))
    given = {"actor": request.user, "outcome": row, "on": today(row.unit)}
    if form.is_bound and submit(form, carry_out_review_action, **given):
        messages.success(request, _("The action is done. Who prepared the review has been told."))
        return redirect(row)
    return sheet(request, form, _("Say that it is done"), row.get_absolute_url(), note=str(row))


def _review(request: HttpRequest, uuid: UUID) -> ManagementReview:
    return get_object_or_404(ManagementReview.objects.visible_to(request.user).for_list(today()), uuid=uuid)


def _to_write(request: HttpRequest, uuid: UUID) -> ManagementReview:
    row = _review(request, uuid)
    require(request.user, PREPARE_REVIEW, row)
    return row


def _outcome(request: HttpRequest, uuid: UUID) -> ReviewOutcome:
    seen = with_review_seen(ReviewOutcome.objects.visible_to(request.user), request.user)
    return get_object_or_404(seen.with_standing(today()).for_list(), uuid=uuid)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def sheet(request: HttpRequest, form: Any, title: str, cancel: str, *, note: str = "") -> HttpResponseBase:
    """A form over the page it belongs to."""
    context = {"form": form, "title": title, "cancel": cancel, "note": note}
    return show(request, "assurance/form_page.html", context, fragments=SHEET)
