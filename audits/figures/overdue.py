"""What is past its date, on which rung of the ladder, and whom it waits for. Source: K-08, T-50, T-51."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from audits.escalation import late_party
from audits.figures.year import Late
from audits.models import Finding
from audits.querysets import FindingQuerySet
from foundation.dates import rung
from foundation.directory.models import Person


@dataclass(frozen=True)
class OverdueLine:
    """One late finding: the step that is late, since when, the rung reached of how many, and the late party."""

    finding: Finding
    step: str
    due_on: date
    days: int
    rung: int
    rungs: int
    holder: Person | None


def overdue_rows(findings: FindingQuerySet, *, on: date) -> FindingQuerySet:
    """Open findings past the earliest date that is not met, majors first, then the oldest date."""
    return _weighed(findings.overdue_on(on).select_related("owner", "verifier", "audit__lead", "unit"))


def overdue_lines(rows: Iterable[Finding], *, on: date, ladders: Mapping[str, Sequence[int]]) -> list[OverdueLine]:
    """The rows of `overdue_rows` with their rung and the person who is late."""
    return [_line(row, on=on, ladder=ladders.get(row.type, ())) for row in rows]


def late_by_rung(late: Iterable[Late], *, on: date, ladders: Mapping[str, Sequence[int]]) -> dict[str, Counter[int]]:
    """How many findings are late with each step, by the rung reached."""
    found: dict[str, Counter[int]] = {}
    for one in late:
        ladder = ladders.get(one.type, ())
        reached = rung(one.due_on, on=on, ladder=ladder, first=_first(one.reopened)) if ladder else 0
        found.setdefault(one.step, Counter())[reached] += one.number
    return found


def on_rung(number: int, *, on: date, ladders: Mapping[str, Sequence[int]]) -> Q:
    """The findings with `next_due_on` whose late date has reached just this rung."""
    found = Q(pk__in=[])
    for kind, ladder in ladders.items():
        for place, days in enumerate(ladder, start=1):
            late = Q(type=kind, next_due_on__lte=on - timedelta(days=days))
            if place < len(ladder):
                late &= Q(next_due_on__gt=on - timedelta(days=ladder[place]))
            for reopened, again in ((False, Q(reopened_count=0)), (True, Q(reopened_count__gt=0))):
                if min(max(place, _first(reopened)), len(ladder)) == number:
                    found |= late & again
    return found


def _first(reopened: bool) -> int:
    """The rung at which the ladder starts. Source: T-50."""
    return 2 if reopened else 1


def awaiting_verification(findings: FindingQuerySet, *, on: date) -> FindingQuerySet:
    """Implemented findings whose effect is still to be checked and whose last day for it has not passed."""
    waiting = findings.open_on(on).filter(implemented_on__lte=on).with_due_on(on)
    return waiting.exclude(next_due_on__lt=on).order_by("ref")


def late_and_waiting(
    findings: FindingQuerySet, *, on: date, late: int, waiting: int
) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """The first of `overdue_rows`, of `awaiting_verification` and of the accepted risks, which share no row (one query)."""
    first = _named(overdue_rows(findings, on=on)[:late])
    others = _named(awaiting_verification(findings, on=on)[:waiting])
    carried = _named(findings.carried_on(on)[:waiting])
    wanted = findings.filter(pk__in=first.union(others, carried)).with_due_on(on)
    wanted = wanted.annotate(is_carried=Exists(findings.carried_on(on).filter(pk=OuterRef("pk"))))
    rows = list(_weighed(wanted.select_related("owner", "verifier", "audit__lead", "unit")))
    accepted = [row for row in rows if vars(row)["is_carried"]]
    open_rows = [row for row in rows if row not in accepted]
    overdue = [row for row in open_rows if vars(row)["next_due_on"] and vars(row)["next_due_on"] < on]
    rest = sorted((row for row in open_rows if row not in overdue), key=lambda row: row.ref)
    return overdue, rest, sorted(accepted, key=lambda row: row.ref)


def _named(first: FindingQuerySet) -> QuerySet:
    """The keys of the first rows, in a shape that SQLite puts together with others."""
    return Finding.objects.filter(pk__in=first.values("pk")).order_by().values("pk")


def _weighed(rows: FindingQuerySet) -> FindingQuerySet:
    """Majors first, then the oldest date."""
    severe = (When(type="major", then=Value(0)), When(type="minor", then=Value(1)))
    weight = Case(*severe, default=Value(2), output_field=IntegerField())
    return rows.annotate(weight=weight).order_by("weight", "next_due_on", "pk")


def _line(finding: Finding, *, on: date, ladder: Sequence[int]) -> OverdueLine:
    due_on, step = finding.next_due_on, finding.next_due_step  # type: ignore[attr-defined]
    first = _first(finding.reopened_count > 0)
    return OverdueLine(
        finding=finding,
        step=step,
        due_on=due_on,
        days=(on - due_on).days,
        rung=rung(due_on, on=on, ladder=ladder, first=first) if ladder else 0,
        rungs=len(ladder),
        holder=late_party(finding, step),
    )
