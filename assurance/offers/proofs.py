"""What fresh evidence brings to My work: each control in operation of which a cell is soon without proof, or is already."""

from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, DateField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from assurance.models import Cell, Control
from assurance.querysets.freshness import EXPIRING_DAYS
from foundation.access import Role, reach
from foundation.offers import Task, Work, offer_work

EMPTY = Value("", CharField())
SOON = timedelta(days=EXPIRING_DAYS)


def _proven(until: date) -> QuerySet[Cell]:
    """Cells that something proved, and that count until a day at the latest. Source: T-40."""
    return Cell.objects.filter(applicable=True, process__state="active", fresh_until__lte=until)


def expiring(user: Any, on: date) -> QuerySet[Control]:
    """Held by the owner of the control, chased by officers; due on the last day on which the first cell is proven."""
    mine = Q(owner=user.person_id, owner__isnull=False) | reach(user, Role.CO)
    first = _proven(on + SOON).filter(control=OuterRef("pk")).order_by("fresh_until").values("fresh_until")[:1]
    rows = Control.objects.filter(mine, state="operating", pk__in=_proven(on + SOON).values("control"))
    return rows.annotate(
        task=Value("renew_proof", CharField()),
        row_uuid=F("uuid"),
        row_ref=F("code"),
        row_title=F("statement"),
        row_detail=EMPTY,
        clause=EMPTY,
        area_code=EMPTY,
        unit_name=F("unit__name"),
        unit_path=F("unit__path"),
        held_by_id=F("owner"),
        held_by=F("owner__name"),
        grade=EMPTY,
        opens_on=Cast(Value(None), DateField()),
        due_by=Subquery(first),
    )


def overdue(rows: QuerySet[Control], on: date) -> QuerySet[Control]:
    return rows.filter(pk__in=_proven(on - timedelta(days=1)).values("control"))


offer_work(
    Work(
        "assurance.proofs",
        (
            Task(
                "renew_proof",
                _("Bring fresh evidence for the control"),
                _("Chase fresh evidence for the control"),
                "assurance:control",
                ("warn", "clock", _("Evidence runs out")),
            ),
        ),
        expiring,
        overdue=overdue,
    )
)
