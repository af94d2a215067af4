"""The last 365 days of findings: what was due, issued, checked and closed in them, and how much of it counts.

Each share has a population with `hit`, 1 for the rows of its numerator: the figures count it, the lists show its rows.
Source: K-05, K-06, K-14 and K-18 (docs/adr/0050-figures.md).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat, TruncMonth

from audits.figures.findings import FAMILIES, YEAR, Closing, OpenKind, closed_in_year, due_actions, met, open_kind
from audits.figures.numbers import Figure
from audits.models import Verification
from audits.querysets import FindingQuerySet
from foundation.dates import add_months

COLUMNS = ("what", "kind", "since", "day", "hits")
CASES = ("major", "minor")
LATE = "late "


@dataclass(frozen=True)
class Month:
    """What happened in one month: findings issued by type, and findings closed."""

    first: date
    opened: dict[str, int]
    closed: int


@dataclass(frozen=True)
class Late:
    """So many findings of a type that are late with a step since a day."""

    type: str
    step: str
    due_on: date
    reopened: bool
    number: int


@dataclass(frozen=True)
class Year:
    """The figures of a year: `shares` by population and type, months, times to close by severity, what is late on its
    last day, and the `open` findings of that day by type."""

    months: list[Month]
    shares: dict[str, dict[str, Figure]]
    closing: dict[str, Closing]
    late: list[Late]
    open: dict[str, OpenKind]

    def share(self, name: str) -> Figure:
        """All types of a population together."""
        return whole(self.shares[name])


def _one_if(condition: Any) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _actions(findings: FindingQuerySet, on: date) -> FindingQuerySet:
    return due_actions(findings, on=on).annotate(hit=_one_if(met(on)))


def _original(findings: FindingQuerySet, on: date) -> FindingQuerySet:
    return due_actions(findings, on=on, by="computed").annotate(hit=_one_if(met(on)))


def _issued_ever(findings: FindingQuerySet) -> FindingQuerySet:
    return findings.nonconformities().exclude(state__in=("draft", "void"))


def _issued(findings: FindingQuerySet, on: date) -> FindingQuerySet:
    return (
        _issued_ever(findings)
        .filter(issued_on__gt=on - YEAR, issued_on__lte=on)
        .annotate(hit=_one_if(Q(repeat_of__isnull=False)))
    )


def _checked(findings: FindingQuerySet, on: date) -> FindingQuerySet:
    done = _done(on).filter(finding=OuterRef("pk"))
    return _issued_ever(findings).filter(Exists(done)).annotate(hit=_one_if(Exists(done.filter(_at_first()))))


def _done(on: date) -> QuerySet[Verification]:
    return Verification.objects.filter(on__gt=on - YEAR, on__lte=on).order_by()


def _at_first() -> Q:
    """Effective, and the first judgement of its finding."""
    earlier = Q(on__lt=OuterRef("on")) | Q(on=OuterRef("on"), pk__lt=OuterRef("pk"))
    return Q(result="effective") & ~Q(Exists(Verification.objects.filter(earlier, finding=OuterRef("finding"))))


def _checks(findings: FindingQuerySet, on: date) -> QuerySet[Verification]:
    """The judgements of a year: a finding that was judged twice is counted twice."""
    judged = _issued_ever(findings).order_by().values("pk")
    return _done(on).filter(finding__in=judged).annotate(hit=_one_if(_at_first()), type=F("finding__type"))


POPULATIONS: dict[str, Callable[[FindingQuerySet, date], FindingQuerySet]] = {
    "actions": _actions,
    "original": _original,
    "issued": _issued,
    "checked": _checked,
}
COUNTED: dict[str, Callable[[FindingQuerySet, date], QuerySet[Any]]] = {**POPULATIONS, "checked": _checks}


def rows_of_year(findings: FindingQuerySet, part: str, *, on: date) -> FindingQuerySet:
    """The findings a number of the year counts: a population, its “-hit” or “-miss” rows, or those closed."""
    name, _dash, which = part.partition("-")
    if name == "closed":
        return closed_in_year(findings, on=on)
    rows = POPULATIONS[name](findings, on)
    return rows.filter(hit=1 if which == "hit" else 0) if which else rows


def year(findings: FindingQuerySet, *, on: date) -> Year:
    """All that the board says of the year (one query)."""
    first, *others = [_counted(findings, name, on) for name in COUNTED]
    then = (_took(findings, on), _late(findings, on), _open(findings, on))
    rows = list(first.union(*others, *_flow(findings, on), *then, all=True))
    late = [
        Late(kind, what.removeprefix(LATE), since, bool(again), number)
        for what, kind, since, _day, again, number in rows
        if what.startswith(LATE)
    ]
    return Year(
        _months(rows, on), {name: _shares(rows, name) for name in COUNTED}, _closing(rows), late, _kinds(rows, on)
    )


def shares(findings: FindingQuerySet, *names: str, on: date) -> dict[str, dict[str, Figure]]:
    """The shares of some populations alone, by type (one query)."""
    first, *others = [_counted(findings, name, on) for name in names]
    rows = list(first.union(*others, all=True))
    return {name: _shares(rows, name) for name in names}


def whole(parts: dict[str, Figure]) -> Figure:
    """All types of a population together."""
    return Figure(sum(one.numerator for one in parts.values()), sum(one.denominator for one in parts.values()))


def months_of(on: date, count: int = 12) -> list[date]:
    """The first days of the last months up to that of `on`."""
    return [add_months(on.replace(day=1), -number) for number in range(count - 1, -1, -1)]


def _lines(rows: QuerySet[Any], what: Any, *, since: Any = None, day: Any = None, hits: Any = None) -> QuerySet[Any]:
    """A branch of the union: how many rows there are of each type, with these days and in or out of the numerator."""
    no_day, no_hits = Cast(Value(None), DateField()), Value(0, IntegerField())
    told = {"what": Value(what, CharField()) if isinstance(what, str) else what, "kind": F("type")}
    told |= {"since": since or no_day, "day": day or no_day, "hits": hits or no_hits}
    return rows.order_by().annotate(**told).values_list(*COLUMNS).annotate(number=Count("pk"))


def _counted(findings: FindingQuerySet, name: str, on: date) -> QuerySet[Any]:
    return _lines(COUNTED[name](findings, on), name, hits=F("hit"))


def _flow(findings: FindingQuerySet, on: date) -> tuple[QuerySet[Any], QuerySet[Any]]:
    first = months_of(on)[0]
    told = findings.filter(type__in=FAMILIES).exclude(state__in=("draft", "void"))
    opened = told.filter(issued_on__gte=first, issued_on__lte=on)
    closed = told.filter(state="closed", closed_on__gte=first, closed_on__lte=on)
    return (
        _lines(opened, "opened", day=Cast(TruncMonth("issued_on"), DateField())),
        _lines(closed, "closed", day=Cast(TruncMonth("closed_on"), DateField())),
    )


def _took(findings: FindingQuerySet, on: date) -> QuerySet[Any]:
    return _lines(closed_in_year(findings, on=on), "took", since=F("issued_on"), day=F("closed_on"))


def _late(findings: FindingQuerySet, on: date) -> QuerySet[Any]:
    """The late findings by step, date and whether they were reopened; `hits` says the last."""
    step = Concat(Value(LATE), "next_due_step", output_field=CharField())
    return _lines(findings.overdue_on(on), step, since=F("next_due_on"), hits=_one_if(Q(reopened_count__gt=0)))


def _open(findings: FindingQuerySet, on: date) -> QuerySet[Any]:
    """The open findings by the day they were issued; `hits` says whether they are past a date."""
    rows = findings.open_on(on).filter(type__in=FAMILIES).with_due_on(on)
    return _lines(rows, "open", since=F("issued_on"), hits=_one_if(Q(next_due_on__lt=on)))


def _kinds(rows: list[Any], on: date) -> dict[str, OpenKind]:
    found: dict[str, list[tuple[date, bool, int]]] = {kind: [] for kind in FAMILIES}
    for what, kind, since, _day, late, number in rows:
        if what == "open":
            found[kind].append((since, bool(late), number))
    return {kind: open_kind(issued, on=on) for kind, issued in found.items()}


def _shares(rows: list[Any], name: str) -> dict[str, Figure]:
    found = {(kind, hit): number for what, kind, _since, _day, hit, number in rows if what == name}
    return {kind: Figure(found.get((kind, 1), 0), found.get((kind, 1), 0) + found.get((kind, 0), 0)) for kind in CASES}


def _months(rows: list[Any], on: date) -> list[Month]:
    found = {(what, day, kind): number for what, kind, _since, day, _hit, number in rows}
    return [
        Month(
            first=month,
            opened={kind: found.get(("opened", month, kind), 0) for kind in FAMILIES},
            closed=sum(found.get(("closed", month, kind), 0) for kind in FAMILIES),
        )
        for month in months_of(on)
    ]


def _closing(rows: list[Any]) -> dict[str, Closing]:
    days: dict[str, list[int]] = {kind: [] for kind in CASES}
    for what, kind, since, day, _hit, number in rows:
        if what == "took":
            days[kind] += [(day - since).days] * number
    return {kind: Closing(sorted(found)) for kind, found in days.items()}
