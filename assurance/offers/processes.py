"""What processes offer to the screens that span all apps: reviews, owners who are missing or asked, and their looks."""

from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from assurance.models import Process
from assurance.workflows import PROCESS
from foundation.access import Role, reach
from foundation.looks import look
from foundation.offers import Task, Work, offer_work
from foundation.steps import explain
from foundation.webhooks.kinds import Family, offer_events

SOON = timedelta(days=30)
EMPTY = Value("", CharField())
NO_DAY = Cast(Value(None), DateField())


def _lines(rows: QuerySet[Process], task: str, **more: Any) -> QuerySet[Process]:
    columns = {
        "task": Value(task, CharField()),
        "row_uuid": F("uuid"),
        "row_ref": F("code"),
        "row_title": F("name"),
        "row_detail": EMPTY,
        "clause": EMPTY,
        "area_code": F("area__code"),
        "unit_name": F("unit__name"),
        "unit_path": F("unit__path"),
        "grade": EMPTY,
        "opens_on": NO_DAY,
        "due_by": NO_DAY,
    }
    return rows.annotate(**(columns | more))


def _me(user: Any) -> dict[str, Any]:
    return {"held_by_id": Value(user.person_id, BigIntegerField()), "held_by": Value(user.name, CharField())}


def to_review(user: Any, on: date) -> QuerySet[Process]:
    """Active processes whose review is due within a month or late: the owner reviews, officers chase."""
    mine = Q(owner=user.person_id, owner__isnull=False) | reach(user, Role.CO)
    rows = Process.objects.running().filter(mine, owner__isnull=False, next_review_on__lte=on + SOON)
    return _lines(rows, "review_process", held_by_id=F("owner"), held_by=F("owner__name"), due_by=F("next_review_on"))


def without_owner(user: Any, on: date) -> QuerySet[Process]:
    """Ownerless processes, for officers of the unit and for the deputy: both can find somebody."""
    mine = reach(user, Role.CO) | Q(deputy=user.person_id, deputy__isnull=False)
    return _lines(Process.objects.ownerless(on).filter(mine), "find_owner", **_me(user))


def offered(user: Any, on: date) -> QuerySet[Process]:
    """What somebody is asked to take over; officers chase the answer."""
    mine = Q(next_owner=user.person_id) | reach(user, Role.CO)
    rows = Process.objects.running().filter(mine, next_owner__isnull=False)
    return _lines(rows, "take_process_over", held_by_id=F("next_owner"), held_by=F("next_owner__name"))


offer_work(
    Work(
        "assurance.process_reviews",
        (
            Task(
                "review_process",
                _("Review the process"),
                _("Chase the review of the process"),
                "assurance:process",
                ("warn", "squares-2x2", _("Review due")),
            ),
        ),
        to_review,
    ),
    Work(
        "assurance.ownerless",
        (
            Task(
                "find_owner",
                _("Find a new owner of the process"),
                _("Chase the owner of the process"),
                "assurance:process",
                ("bad", "exclamation-circle", _("Ownerless")),
            ),
        ),
        without_owner,
        dated=False,
    ),
    Work(
        "assurance.process_owners",
        (
            Task(
                "take_process_over",
                _("Take the process over, or decline"),
                _("Chase the answer of the new owner"),
                "assurance:process",
                ("info", "user-plus", _("Asked")),
            ),
        ),
        offered,
        dated=False,
    ),
)
explain(
    "process",
    activate=(_("From today its cells count, and its review is due in its period."), "play"),
    accept_owner=(_("You own it from now on. Who owned it before is told."), "hand-thumb-up"),
    decline_owner=(_("It stays where it is. Your reason goes to who proposed you."), "hand-thumb-down"),
    review=(
        _("Owner, quality system, gates and controls are as they should be; the next review counts from today."),
        "check-badge",
    ),
    retire=(_("Its cells leave the figures from today. It is kept as a record."), "archive-box"),
)
look(
    "event",
    **{
        "process.changed": ("info", "pencil"),
        "process.owner_proposed": ("info", "user-plus"),
        "process.ownerless": ("bad", "exclamation-circle"),
        "process.activate": ("good", "play"),
        "process.accept_owner": ("good", "hand-thumb-up"),
        "process.decline_owner": ("warn", "hand-thumb-down"),
        "process.review": ("good", "check-badge"),
        "process.retire": ("mute", "archive-box"),
    },
)
offer_events(
    Family(
        "process",
        _("Processes"),
        steps=PROCESS,
        more=[
            ("added", _("Added")),
            ("changed", _("Facts changed")),
            ("owner_changed", _("Owner changed")),
            ("owner_proposed", _("Owner proposed")),
            ("ownerless", _("Ownerless")),
        ],
    )
)
