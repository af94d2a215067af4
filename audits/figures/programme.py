"""How far the audit programme is, and how punctual. Source: K-03 and K-04 (docs/adr/0050-figures.md)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from audits.figures.numbers import Figure
from audits.models import Audit
from audits.querysets import HELD, AuditQuerySet
from foundation.board import columns
from foundation.dates import first_moment
from foundation.models.trail import Event

GRACE = timedelta(days=7)
ONE_DAY = timedelta(days=1)
PROGRAMME = "programme"
HELD_LATE, HELD_IN_TIME = "held", "heldpunctual"
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


def programme_rows(audits: AuditQuerySet, *, on: date) -> QuerySet:
    """The audits of the programme by whether they were cancelled, due, held and punctual, as the board counts them."""
    flags = {
        "gone": cancelled_on(on),
        "due": Q(baseline_end__lte=on),
        "held": held_on(on),
        "punctual": held_on(on) & Q(actual_end__lte=F("baseline_end") + GRACE),
    }
    said = [
        Case(When(test, then=Value(name)), default=Value(""), output_field=CharField()) for name, test in flags.items()
    ]
    gone, due, held, punctual = said
    return columns(audits.filter(IN_PROGRAMME), PROGRAMME, gone, due, Concat(held, punctual))


def programme_of(counted: Iterable[tuple[str, str, str, str, int]]) -> ProgrammeFigures:
    """The figures from what was counted together."""
    rows = [row[1:] for row in counted if row[0] == PROGRAMME]

    def number(*, gone: str = "", due: bool = True, reported: tuple[str, ...] = ("", HELD_LATE, HELD_IN_TIME)) -> int:
        return sum(n for g, d, report, n in rows if g == gone and (d or not due) and report in reported)

    told = (HELD_LATE, HELD_IN_TIME)
    due = number()
    return ProgrammeFigures(
        completion=Figure(number(reported=told), due),
        punctuality=Figure(number(reported=(HELD_IN_TIME,)), due),
        whole=Figure(number(due=False, reported=told), number(due=False)),
        cancelled=number(gone="gone"),
    )
