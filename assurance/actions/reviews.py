"""Management reviews: planned, given the figures of a day, held, and signed by the chair as a fixed record. Source: 2.19."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assurance.actions.guidance import accounts_of
from assurance.models import ManagementReview, Objective, ReviewInput, ReviewOutcome
from assurance.paper.minutes import digest_of, signed_contents
from assurance.permissions import PREPARE_REVIEW, SIGN_REVIEW, able_to_chair
from assurance.review_figures import gathered
from assurance.workflows import REVIEW
from foundation.access import require
from foundation.directory.models import Person, Unit, User
from foundation.numbers import next_reference
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb
from foundation.words import day

S = ManagementReview.State
T = ReviewInput.Topic


@verb("assurance.plan_review")
def plan_review(
    *, actor: User, unit: Unit, title: str, planned_on: date, chair: Person, on: date, agenda: str = ""
) -> ManagementReview:
    """Plans a review of the whole organisation with a topic for each input of the standard; its chair is told.

    Raises ValidationError for a part of the organisation, and for a chair who is not top management or prepares it.
    """
    require(actor, PREPARE_REVIEW, unit)
    if unit.parent_id is not None:
        raise ValidationError({"unit": _("Management reviews the whole organisation.")})
    _insist_chair(chair, unit, writers=[actor], on=on)
    facts = {"title": title.strip(), "planned_on": planned_on, "chair": chair, "agenda": agenda.strip()}
    review = ManagementReview(ref=next_reference("MR", on.year), unit=unit, prepared_by=actor, **facts)
    review.full_clean()
    review.save()
    review.writers.add(actor)
    ReviewInput.objects.bulk_create([ReviewInput(review=review, topic=topic) for topic in T])
    summary = _("Review planned for %(day)s") % {"day": date_format(planned_on, "j M Y")}
    told = accounts_of(chair)
    record(actor=actor, kind="management_review.planned", subject=review, summary=summary, details=facts, notify=told)
    return review


def _insist_chair(chair: Person, unit: Unit, *, writers: Iterable[User], on: date) -> None:
    """The chair is top management, and none of those who write at the review. Source: S-06."""
    if not able_to_chair(unit, on).filter(pk=chair.pk).exists():
        raise ValidationError({"chair": _("A review is chaired by a manager of the whole organisation.")})
    if chair.pk in [user.person_id for user in writers]:
        raise ValidationError({"chair": _("Whoever prepares a review does not chair it: the chair signs it.")})


@verb("assurance.change_review")
def change_review(
    *, actor: User, review: ManagementReview, title: str, planned_on: date, chair: Person, agenda: str, on: date
) -> ManagementReview:
    """Changes title, day, chair or agenda until the meeting is recorded; who does becomes one of its writers."""
    require(actor, PREPARE_REVIEW, review)
    locked = in_work(review)
    _insist_chair(chair, locked.unit, writers=[actor, locked.prepared_by, *locked.writers.all()], on=on)
    before = {"title": locked.title, "planned_on": locked.planned_on, "chair": locked.chair, "agenda": locked.agenda}
    now: dict[str, Any] = {"title": title.strip(), "planned_on": planned_on, "chair": chair, "agenda": agenda.strip()}
    changed = {name: {"from": before[name], "to": value} for name, value in now.items() if before[name] != value}
    for name, value in now.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    locked.writers.add(actor)
    told = accounts_of(chair) if {"chair", "planned_on"} & changed.keys() else []
    summary = _("Changed the plan of the review")
    record(actor=actor, kind="management_review.changed", subject=locked, summary=summary, details=changed, notify=told)
    return locked


def in_work(review: ManagementReview) -> ManagementReview:
    """The review under its lock. Raises WrongState once the meeting is recorded."""
    rows = ManagementReview.objects.select_for_update(of=("self",)).select_related("unit", "chair", "prepared_by")
    locked = rows.get(pk=review.pk)
    if locked.state not in (S.PLANNED, S.GATHERED):
        raise WrongState(_("The meeting is recorded. The chair can ask for a change, or sign."))
    return locked


@verb("assurance.gather_inputs")
def gather_inputs(*, actor: User, management_review: ManagementReview, cut_off: date, on: date) -> ManagementReview:
    """Keeps the figures of a day, the actions of earlier reviews and the objectives; notes stay as they are.

    Raises ValidationError for a day that is still to come.
    """
    require(actor, PREPARE_REVIEW, management_review)
    if cut_off > on:
        raise ValidationError({"cut_off": _("This day is still to come. Figures are of a day that has begun.")})
    details = {"cut_off": cut_off}
    REVIEW.move(management_review, "gather", actor=actor, on=on, details=details, changes={"cut_off": cut_off})
    fill_inputs(management_review, cut_off)
    management_review.writers.add(actor)
    return management_review


def fill_inputs(review: ManagementReview, cut_off: date) -> None:
    """Writes what each topic says on a day, inside the caller's verb."""
    figures = gathered(cut_off)
    rows = {T.ACTIONS: _earlier_actions(cut_off), T.OBJECTIVES: _objectives(cut_off)}
    for one in review.inputs.all():
        one.figures, one.rows = figures.get(one.topic, []), rows.get(T(one.topic), [])
        one.full_clean()
        one.save()


def _earlier_actions(on: date) -> list[dict[str, Any]]:
    found = ReviewOutcome.objects.carried_into(on).for_list().order_by("due_on", "pk")
    return [
        {
            "ref": str(one),
            "text": one.text,
            "owner": str(one.owner),
            "due_on": _day(one.due_on),
            "done_on": _day(one.done_on if one.done_on and one.done_on <= on else None),
        }
        for one in found
    ]


def _objectives(on: date) -> list[dict[str, Any]]:
    found = Objective.objects.pursued_on(on).with_standing(on).for_list().order_by("by_on", "title", "pk")
    return [
        {
            "title": one.title,
            "figure": one.metric,
            "aim": one.aim,
            "target": float(one.target),
            "measured": None if (measured := vars(one)["measured"]) is None else float(measured),
            "is_share": vars(one)["measured_denominator"] is not None,
            "by_on": _day(one.by_on),
            "standing": vars(one)["standing"],
        }
        for one in found
    ]


def _day(value: date | None) -> str:
    return "" if value is None else value.isoformat()


@verb("assurance.note_input")
def note_input(*, actor: User, review_input: ReviewInput, note: str) -> ReviewInput:
    """What the officer says of a topic, beside its figures or in their place."""
    require(actor, PREPARE_REVIEW, review_input.review)
    review = in_work(review_input.review)
    row = ReviewInput.objects.select_for_update().get(pk=review_input.pk)
    row.note = note.strip()
    row.full_clean()
    row.save()
    review.writers.add(actor)
    summary = _("Wrote a note on “%(topic)s”") % {"topic": row}
    record(actor=actor, kind="management_review.noted", subject=review, summary=summary, details={"topic": row.topic})
    return row


@verb("assurance.hold_review")
def hold_review(
    *, actor: User, management_review: ManagementReview, held_on: date, attendance: str, minutes: str, on: date
) -> ManagementReview:
    """Records the meeting; nothing of it is changed any more, and the chair is asked to sign.

    Raises ValidationError for a day to come or before the cut-off, and without attendance or minutes.
    """
    require(actor, PREPARE_REVIEW, management_review)
    management_review.refresh_from_db()
    if held_on > on:
        raise ValidationError({"held_on": _("This day is still to come.")})
    if management_review.cut_off is not None and held_on < management_review.cut_off:
        raise ValidationError({"held_on": _("A review is held on or after the day its figures are of.")})
    facts = {"attendance": attendance.strip(), "minutes": minutes.strip()}
    for name, text in facts.items():
        if not text:
            raise ValidationError({name: _("Write this down: it is signed.")})
    told = accounts_of(management_review.chair)
    changes = {"held_on": held_on, **facts}
    REVIEW.move(management_review, "hold", actor=actor, on=on, changes=changes, notify=told)
    management_review.writers.add(actor)
    return management_review


@verb("assurance.return_review")
def return_review(*, actor: User, management_review: ManagementReview, on: date, reason: str) -> ManagementReview:
    """Gives the record back to those who wrote it, with what is to be changed; it is recorded anew after that."""
    told = [management_review.prepared_by, *management_review.writers.all()]
    changes = {"held_on": None}
    moved: ManagementReview = REVIEW.move(
        management_review, "request_change", actor=actor, on=on, reason=reason, changes=changes, notify=told
    )
    return moved


@verb("assurance.sign_review")
def sign_review(*, actor: User, management_review: ManagementReview, on: date) -> ManagementReview:
    """Fixes the review as a record with its hash; whoever has an action is told. Refused (S-06) for who wrote at it."""
    require(actor, SIGN_REVIEW, management_review)
    locked = ManagementReview.objects.select_for_update().get(pk=management_review.pk)
    content = signed_contents(locked, by=actor.name, on=on)
    digest = digest_of(content)
    changes = {"signed_by": actor, "signed_on": on, "content": content, "sha256": digest}
    told = [locked.prepared_by, *locked.writers.all()]
    REVIEW.move(management_review, "sign", actor=actor, on=on, changes=changes, details={"sha256": digest}, notify=told)
    for outcome in management_review.outcomes.filter(kind=ReviewOutcome.Kind.ACTION).for_list():
        _assign(outcome, actor=actor)
    return management_review


def _assign(outcome: ReviewOutcome, *, actor: User) -> None:
    words = {"who": outcome.owner, "day": day(outcome.due_on)}
    record(
        actor=actor,
        kind="review_action.assigned",
        subject=outcome,
        summary=_("gave %(who)s an action, due on %(day)s") % words,
        details={"owner": outcome.owner, "due_on": outcome.due_on},
        notify=accounts_of(outcome.owner),
    )
