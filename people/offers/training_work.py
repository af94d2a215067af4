"""What training brings to My work: one's own courses, and for managers whoever is late or out of attempts."""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, DateField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from foundation.access import Role, reach
from foundation.offers import Task, Work, offer_work
from people.models import Assignment
from people.querysets.training import is_away

EMPTY = Value("", CharField())


def text(words: str) -> Value:
    return Value(words, CharField())


def common() -> dict[str, Any]:
    """What every line of training says of its assignment."""
    return {
        "row_uuid": F("uuid"),
        "row_ref": F("course__code"),
        "row_title": F("course__title"),
        "clause": EMPTY,
        "area_code": EMPTY,
        "unit_name": F("person__unit__name"),
        "unit_path": F("person__unit__path"),
        "grade": EMPTY,
        "opens_on": Cast(Value(None), DateField()),
        "due_by": F("due_on"),
    }


def own(user: Any, on: date) -> QuerySet:
    """One's own courses; a renewal before the old completion runs out, and what waits for another attempt."""
    task = Case(
        When(state="blocked", then=text("await_attempt")),
        When(reason="renewal", then=text("renew_course")),
        default=text("learn_course"),
        output_field=CharField(),
    )
    holder = {"held_by_id": Value(user.person_id, BigIntegerField()), "held_by": text(user.name)}
    rows = Assignment.objects.active().open().filter(person=user.person_id)
    return rows.annotate(task=task, row_detail=EMPTY, **common(), **holder)


def late(user: Any, on: date) -> QuerySet:
    """People of mine who are late; those on leave are not. They hold it, the manager chases."""
    rows = Assignment.objects.active().open().filter(person__manager=user.person_id, due_on__lt=on)
    holder = {"held_by_id": F("person"), "held_by": F("person__name")}
    task = text("chase_course")
    return rows.exclude(is_away(on)).annotate(task=task, row_detail=F("person__name"), **common(), **holder)


def blocked(user: Any, on: date) -> QuerySet:
    """Who is out of attempts: their manager gives more, officers see that it happens. Source: domain 2.7."""
    concerned = Q(person__manager=user.person_id) | reach(user, Role.CO, unit="person__unit")
    rows = Assignment.objects.active().filter(concerned, state="blocked").exclude(person=user.person_id)
    holder = {"held_by_id": F("person__manager"), "held_by": F("person__manager__name")}
    return rows.annotate(task=text("unblock_learner"), row_detail=F("person__name"), **common(), **holder)


def overdue(rows: QuerySet, on: date) -> QuerySet:
    return rows.filter(due_on__lt=on)


ASSIGNMENT, LEARN = "people:assignment", "people:learn"
offer_work(
    Work(
        "people.own_training",
        (
            Task(
                "learn_course",
                _("Take the course"),
                _("Chase the course"),
                LEARN,
                ("info", "academic-cap", _("To learn")),
            ),
            Task(
                "renew_course",
                _("Renew the course"),
                _("Chase the renewal"),
                LEARN,
                ("info", "arrow-path", _("Renewal")),
            ),
            Task(
                "await_attempt",
                _("Ask your manager for another attempt"),
                _("Chase the attempt"),
                ASSIGNMENT,
                ("bad", "lock-closed", _("Out of attempts")),
            ),
        ),
        own,
        overdue=overdue,
    ),
    Work(
        "people.late_training",
        (
            Task(
                "chase_course",
                _("Take the course"),
                _("Remind them of the course"),
                ASSIGNMENT,
                ("bad", "exclamation-triangle", _("Overdue")),
            ),
        ),
        late,
        overdue=overdue,
    ),
    Work(
        "people.blocked_training",
        (
            Task(
                "unblock_learner",
                _("Give another attempt"),
                _("Chase another attempt"),
                ASSIGNMENT,
                ("bad", "lock-closed", _("Out of attempts")),
            ),
        ),
        blocked,
        overdue=overdue,
    ),
)
