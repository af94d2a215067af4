"""What comes of a management review: decisions, and actions that somebody carries out by a day."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from assurance.actions.guidance import accounts_of
from assurance.actions.reviews import in_work
from assurance.models import ManagementReview, ReviewOutcome
from assurance.permissions import CARRY_OUT_REVIEW_ACTION, PREPARE_REVIEW
from assurance.policies import REVIEWS
from foundation import policy
from foundation.access import require
from foundation.dates import Roll, roll
from foundation.directory.calendars import work_calendar
from foundation.directory.models import Person, User
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb

Kind = ReviewOutcome.Kind


@verb("assurance.record_outcome")
def record_outcome(
    *,
    actor: User,
    review: ManagementReview,
    kind: str,
    text: str,
    on: date,
    owner: Person | None = None,
    due_on: date | None = None,
) -> ReviewOutcome:
    """Records a decision, or an action with its owner; an action is due on a working day of its owner's unit.

    Without a day the policy says when. Raises ValidationError for an action without an owner or due in the past.
    """
    require(actor, PREPARE_REVIEW, review)
    locked = in_work(review)
    last = locked.outcomes.aggregate(last=Max("number"))["last"] or 0
    outcome = ReviewOutcome(review=locked, number=last + 1)
    _say(outcome, kind=kind, text=text, owner=owner, due_on=due_on, on=on)
    locked.writers.add(actor)
    summary = _("Recorded %(number)d: %(kind)s") % {"number": outcome.number, "kind": outcome.get_kind_display()}
    _tell(outcome, "recorded", summary, actor=actor)
    return outcome


@verb("assurance.change_outcome")
def change_outcome(
    *,
    actor: User,
    outcome: ReviewOutcome,
    kind: str,
    text: str,
    on: date,
    owner: Person | None = None,
    due_on: date | None = None,
) -> ReviewOutcome:
    """Changes a decision or action until the meeting is recorded."""
    require(actor, PREPARE_REVIEW, outcome)
    review = in_work(outcome.review)
    locked = ReviewOutcome.objects.select_for_update().get(pk=outcome.pk)
    locked.review = review
    _say(locked, kind=kind, text=text, owner=owner, due_on=due_on, on=on)
    review.writers.add(actor)
    _tell(locked, "reworded", _("Changed %(number)d") % {"number": locked.number}, actor=actor)
    return locked


@verb("assurance.remove_outcome")
def remove_outcome(*, actor: User, outcome: ReviewOutcome) -> ManagementReview:
    """Takes a decision or action out again before the meeting is recorded; its number is not given again."""
    require(actor, PREPARE_REVIEW, outcome)
    review = in_work(outcome.review)
    locked = ReviewOutcome.objects.select_for_update().get(pk=outcome.pk)
    locked.review = review
    review.writers.add(actor)
    _tell(locked, "removed", _("Removed %(number)d") % {"number": locked.number}, actor=actor)
    locked.delete()
    return review


def _say(outcome: ReviewOutcome, *, kind: str, text: str, owner: Person | None, due_on: date | None, on: date) -> None:
    if kind == Kind.ACTION:
        if owner is None:
            raise ValidationError({"owner": _("Say who carries the action out.")})
        if due_on is not None and due_on < on:
            raise ValidationError({"due_on": _("This day is over. Give one that is still to come.")})
        due_on = due_day(owner, due_on, on=on)
    outcome.kind, outcome.text, outcome.owner, outcome.due_on = kind, text.strip(), owner, due_on
    outcome.full_clean()
    outcome.save()


def due_day(owner: Person, due_on: date | None, *, on: date) -> date:
    """The day an action is due: as named or by the policy, moved on to a working day of its owner's unit. Source: T-04."""
    wanted = due_on or on + timedelta(days=policy.current(REVIEWS, on).value["action_days"])
    return roll(wanted, work_calendar(owner.unit), Roll.FORWARD)


def _tell(outcome: ReviewOutcome, verb_done: str, summary: str, *, actor: User) -> None:
    """Until the review is signed, its outcomes are part of its own story."""
    facts: dict[str, Any] = {"number": outcome.number, "kind": outcome.kind, "text": outcome.text}
    details = facts | {"owner": outcome.owner, "due_on": outcome.due_on}
    kind = f"management_review.{verb_done}"
    record(actor=actor, kind=kind, subject=outcome.review, summary=summary, details=details)


@verb("assurance.carry_out_review_action")
def carry_out_review_action(*, actor: User, outcome: ReviewOutcome, done_note: str, on: date) -> ReviewOutcome:
    """Says that an action is done, and what was done; who prepared and who chaired the review are told.

    Raises WrongState for an action of a review that is not signed, and for one that is done already.
    """
    rows = ReviewOutcome.objects.select_for_update(of=("self",)).for_list()
    locked = rows.select_related("review__prepared_by").get(pk=outcome.pk)
    require(actor, CARRY_OUT_REVIEW_ACTION, locked)
    if locked.kind != Kind.ACTION or locked.review.state != ManagementReview.State.SIGNED:
        raise WrongState(_("Only an action of a signed review is carried out."))
    if locked.done_on is not None:
        raise WrongState(_("This action is done already."))
    if not done_note.strip():
        raise ValidationError({"done_note": _("Say what was done.")})
    locked.done_on, locked.done_by, locked.done_note = on, actor, done_note.strip()
    locked.full_clean()
    locked.save()
    told = [locked.review.prepared_by, *accounts_of(locked.review.chair)]
    details = {"done_on": on, "note": locked.done_note}
    record(
        actor=actor,
        kind="review_action.done",
        subject=locked,
        summary=_("carried it out"),
        details=details,
        notify=[user for user in told if user.pk != actor.pk],
    )
    return locked
