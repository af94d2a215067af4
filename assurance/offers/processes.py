"""What processes offer to the screens that span all apps: reviews that are due, and processes nobody answers for."""

from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from assurance.models import Process
from assurance.parts import Part, offer_part
from assurance.workflows import PROCESS
from foundation.access import Role, reach
from foundation.looks import look
from foundation.offers import Task, Work, offer_work
from foundation.steps import explain
from foundation.webhooks.kinds import Family, offer_events

SOON = timedelta(days=30)


def _lines(rows: QuerySet[Process], task: str) -> QuerySet[Process]:
    """The columns of My work that both branches share."""
    empty = Value("", CharField())
    return rows.annotate(
        task=Value(task, CharField()),
        row_uuid=F("uuid"),
        row_ref=F("code"),
        row_title=F("name"),
        row_detail=empty,
        clause=empty,
        area_code=F("area__code"),
        unit_name=F("unit__name"),
        unit_path=F("unit__path"),
        grade=empty,
        opens_on=Cast(Value(None), DateField()),
    )


def to_review(user: Any, on: date) -> QuerySet[Process]:
    """Processes whose review is due within a month or late: the owner reviews, officers chase."""
    mine = Q(owner=user.person_id, owner__isnull=False) | reach(user, Role.CO)
    rows = Process.objects.filter(mine, state="active", next_review_on__lte=on + SOON, owner__isnull=False)
    return _lines(rows, "review_process").annotate(
        held_by_id=F("owner"), held_by=F("owner__name"), due_by=F("next_review_on")
    )


def ownerless(user: Any, on: date) -> QuerySet[Process]:
    """Active processes nobody answers for any more: an officer names an owner. Source: ISO/IEC 27001, 5.3."""
    rows = Process.objects.filter(reach(user, Role.CO), state="active").with_gaps(on).filter(is_ownerless=True)
    return _lines(rows, "name_owner").annotate(
        held_by_id=Value(user.person_id, BigIntegerField()),
        held_by=Value(user.name, CharField()),
        due_by=Cast(Value(None), DateField()),
    )


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
                "name_owner",
                _("Name an owner"),
                _("Name an owner"),
                "assurance:process",
                ("bad", "user-minus", _("Nobody answers for it")),
            ),
        ),
        ownerless,
        dated=False,
    ),
)
offer_part(
    Part(
        _("Place in the quality system"),
        _(
            "Which process, document and clause of the quality management system each process belongs to; what is missing."
        ),
        "assurance:quality",
        "check-badge",
        12,
        (Role.CO, Role.PM, Role.LA, Role.AU, Role.MGR, Role.PO),
    )
)
explain(
    "process",
    activate=(_("From today it counts in the figures, and its review clock starts."), "play"),
    review=(_("It is still right: the next review counts from today."), "check-badge"),
    retire=(_("It is kept as a record and counts in no figure from today."), "archive-box"),
)
look("assurance.Process", active=("good", "check-circle"))
look(
    "event",
    **{
        "process.activate": ("good", "play"),
        "process.review": ("good", "check-badge"),
        "process.retire": ("mute", "archive-box"),
    },
)
offer_events(
    Family(
        "process",
        _("Processes"),
        steps=PROCESS,
        more=[("added", _("Added")), ("changed", _("Facts changed")), ("owner_changed", _("Owner changed"))],
    )
)
