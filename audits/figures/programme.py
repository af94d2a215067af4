"""How far the audit programme is, and how punctual. Source: K-03 and K-04 (docs/adr/0050-figures.md)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q

from audits.figures.numbers import Figure
from audits.models import Audit
from audits.querysets import HELD, AuditQuerySet
from foundation.dates import first_moment
from foundation.models.trail import Event

GRACE = timedelta(days=7)
ONE_DAY = timedelta(days=1)
IN_PROGRAMME = Q(in_programme=True)


def held_on(on: date) -> Q:
    """Audits whose report had been issued by a day; one that others report on counts from its last day."""
    theirs = Q(report__issued_on=None) & (Q(actual_end=None) | Q(actual_end__lte=on))
    return Q(state__in=HELD) & (Q(report__issued_on__lte=on) | theirs)


def cancelled_on(on: date) -> Q:
    """Audits that had been cancelled by a day: the log says of each when."""
    after = Event.objects.about_any(Audit, OuterRef("uuid")).filter(kind="audit.cancel")
    return Q(state="cancelled") & ~Q(Exists(after.filter(at__gte=first_moment(on + ONE_DAY, settings.TIME_ZONE))))


def plan_filter(part: str, *, on: date) -> Q:
    """The audits a part of the figures counts: yes (in the programme), due, held, punctual, cancelled."""
    programme = IN_PROGRAMME & ~cancelled_on(on)
    due, held = programme & Q(baseline_end__lte=on), held_on(on)
    return {
        "yes": programme,
        "due": due,
        "held": due & held,
        "punctual": due & held & Q(actual_end__lte=F("baseline_end") + GRACE),
        "cancelled": IN_PROGRAMME & cancelled_on(on) & Q(baseline_end__lte=on),
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
    whole = plan_filter("yes", on=on)
    parts |= {"all": Count("pk", filter=whole), "all_held": Count("pk", filter=whole & held_on(on))}
    found = audits.order_by().aggregate(**parts)
    return ProgrammeFigures(
        completion=Figure(found["held"], found["due"]),
        punctuality=Figure(found["punctual"], found["due"]),
        whole=Figure(found["all_held"], found["all"]),
        cancelled=found["cancelled"],
    )
