"""How far the audit programme is, and how punctual. Source: K-03 and K-04 (docs/adr/0050-figures.md)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q

from audits.figures.numbers import Figure
from audits.querysets import HELD, AuditQuerySet

GRACE = timedelta(days=7)

PROGRAMME = Q(in_programme=True) & ~Q(state="cancelled")
PUNCTUAL = Q(state__in=HELD, actual_end__lte=F("baseline_end") + GRACE)


def plan_filter(part: str, *, on: date) -> Q:
    """The audits a part of the figures counts: yes (in the programme), due, held, punctual, cancelled."""
    due = PROGRAMME & Q(baseline_end__lte=on)
    return {
        "yes": PROGRAMME,
        "due": due,
        "held": due & Q(state__in=HELD),
        "punctual": due & PUNCTUAL,
        "cancelled": Q(in_programme=True, state="cancelled", baseline_end__lte=on),
    }[part]


@dataclass(frozen=True)
class ProgrammeFigures:
    """`completion` to date and of the `whole` programme, `punctuality` of what is due, and what was `cancelled`."""

    completion: Figure
    punctuality: Figure
    whole: Figure
    cancelled: int


def programme(audits: AuditQuerySet, *, on: date) -> ProgrammeFigures:
    """Audits whose approved last day has come, however often they were postponed, and how many of them are reported."""
    parts = {name: Count("pk", filter=plan_filter(name, on=on)) for name in ("due", "held", "punctual", "cancelled")}
    held = PROGRAMME & Q(state__in=HELD)
    found = audits.order_by().aggregate(**parts, all=Count("pk", filter=PROGRAMME), all_held=Count("pk", filter=held))
    return ProgrammeFigures(
        completion=Figure(found["held"], found["due"]),
        punctuality=Figure(found["punctual"], found["due"]),
        whole=Figure(found["all_held"], found["all"]),
        cancelled=found["cancelled"],
    )
