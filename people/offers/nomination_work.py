"""What recognition brings to My work: nominations to finish, review, award, answer and publish. None has a date."""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast

from foundation.access import reach
from people.models import Nomination
from people.permissions import DECIDE

NO_TEXT = Value("", CharField())
NO_DAY = Cast(Value(None), DateField())


def to_finish(user: Any, on: date) -> QuerySet:
    """One's own drafts."""
    rows = Nomination.objects.filter(state="draft", nominator=user.person_id)
    return lines(rows, "finish_nomination", user)


def to_review(user: Any, on: date) -> QuerySet:
    return lines(_to_decide(user).filter(state="submitted"), "review_nomination", user)


def to_award(user: Any, on: date) -> QuerySet:
    return lines(_to_decide(user).filter(state="reviewed"), "award_nomination", user)


def to_answer(user: Any, on: date) -> QuerySet:
    """Awards of one's own that wait for one's word."""
    return lines(Nomination.objects.asking(user.person_id), "answer_award", user)


def to_publish(user: Any, on: date) -> QuerySet:
    """Awards that everybody in them agrees to show."""
    rows = Nomination.objects.agreed().filter(reach(user, *DECIDE))
    return lines(rows, "publish_award", user)


def _to_decide(user: Any) -> QuerySet:
    """Those of the units one decides for, without one's own."""
    return Nomination.objects.filter(reach(user, *DECIDE)).not_of(user.person_id)


def lines(rows: QuerySet, task: str, user: Any) -> QuerySet:
    """With the columns of My work, held by whoever looks."""
    return rows.annotate(
        task=Value(task, CharField()),
        row_uuid=F("uuid"),
        row_ref=F("ref"),
        row_title=F("title"),
        row_detail=NO_TEXT,
        clause=NO_TEXT,
        area_code=NO_TEXT,
        unit_name=F("unit__name"),
        unit_path=F("unit__path"),
        held_by_id=Value(user.person_id, BigIntegerField()),
        held_by=Value(user.name, CharField()),
        grade=NO_TEXT,
        opens_on=NO_DAY,
        due_by=NO_DAY,
    )
