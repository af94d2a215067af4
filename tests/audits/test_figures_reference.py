"""The figures in SQL against the definitions in plain Python, over findings and audits with dates at the edges."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from statistics import mean, median

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from audits.figures import Figure, closing_times, late_by_rung, on_rung, open_by_type, programme, rows_of_year, year
from audits.models import Audit, Finding, Verification
from audits.policies import LADDER
from foundation.dates import rung
from foundation.models.work import Due
from foundation.rows import pointer
from tests.company import TODAY, plan_audit

EDGES = (-400, -366, -365, -364, -100, -8, -7, -1, 0, 1, 30)
OPEN = {"issued", "plan_submitted", "action", "implemented"}
HELD = {"issued", "follow_up", "closed"}
SEVERE = ("major", "minor")
DAYS = st.sampled_from(EDGES)
MAYBE = st.none() | DAYS


@dataclass
class Told:
    """A finding as it is drawn, its days counted from the cut-off."""

    type: str
    state: str
    issued: int
    due: int | None
    extended: int | None
    done: int | None
    closed: int
    met: bool
    repeats: bool
    reopened: int
    checks: list[tuple[int, bool]] = field(default_factory=list)

    @property
    def counts(self) -> bool:
        return self.type in SEVERE and self.state not in ("draft", "void")


@dataclass
class Planned:
    """An audit as it is drawn."""

    state: str
    approved: int
    ended: int | None
    in_programme: bool

    @property
    def is_held(self) -> bool:
        """Reported by the cut-off: what ended later was not, on that day."""
        return self.state in HELD and (self.ended is None or self.ended <= 0)


FINDINGS = st.builds(
    Told,
    type=st.sampled_from([*SEVERE, *SEVERE, "ofi", "observation"]),
    state=st.sampled_from(["draft", "issued", "action", "implemented", "closed", "closed", "void"]),
    issued=st.sampled_from([day for day in EDGES if day <= 0]),
    due=MAYBE,
    extended=MAYBE,
    done=MAYBE,
    closed=st.sampled_from([day for day in EDGES if day <= 0]),
    met=st.booleans(),
    repeats=st.booleans(),
    reopened=st.integers(0, 1),
    checks=st.lists(st.tuples(DAYS, st.booleans()), max_size=3),
)
AUDITS = st.builds(
    Planned,
    state=st.sampled_from(["planned", "in_progress", "issued", "follow_up", "closed", "cancelled"]),
    approved=DAYS,
    ended=MAYBE,
    in_programme=st.booleans(),
)


def day(offset: int | None) -> date | None:
    return None if offset is None else TODAY + timedelta(days=offset)


def in_year(offset: int | None) -> bool:
    return offset is not None and -365 < offset <= 0


def write(drawn: list[Told], audit: Audit, person) -> list[Finding]:
    first = Finding.objects.create(
        ref="F-Z", audit=audit, unit=audit.unit, type="observation", title="T", statement="S.", raised_on=TODAY
    )
    facts = {"audit": audit, "unit": audit.unit, "title": "T", "statement": "S."}
    rows = Finding.objects.bulk_create(
        Finding(
            ref=f"F-{number}",
            type=one.type,
            state=one.state,
            raised_on=day(one.issued),
            issued_on=None if one.state == "draft" else day(one.issued),
            implemented_on=day(one.done),
            closed_on=day(one.closed) if one.state == "closed" else None,
            repeat_of=first if one.repeats else None,
            reopened_count=one.reopened,
            **facts,
        )
        for number, one in enumerate(drawn)
    )
    rule = {"step": "action", "anchor": TODAY, "rule": "T-10", "policy_version": 1}
    Due.objects.bulk_create(
        Due(
            **pointer(row), **rule, computed=day(one.due), approved=day(one.extended), met_on=TODAY if one.met else None
        )
        for row, one in zip(rows, drawn, strict=True)
        if one.due is not None
    )
    Verification.objects.bulk_create(
        Verification(
            finding=row,
            by=person,
            on=day(on),
            method="sample",
            sample="S",
            result="effective" if good else "not_effective",
        )
        for row, one in zip(rows, drawn, strict=True)
        for on, good in one.checks
    )
    return rows


def due_of(one: Told, *, original: bool) -> int | None:
    if one.due is None or original or one.extended is None:
        return one.due
    return one.extended


def actions(drawn: list[Told], *, original: bool) -> tuple[set[int], set[int]]:
    """K-05: which are counted, and which of them met their date."""
    counted, met = set(), set()
    for number, one in enumerate(drawn):
        due = due_of(one, original=original)
        if not one.counts or due is None or not (in_year(due) or (due > 0 and in_year(one.done))):
            continue
        counted.add(number)
        if one.done is not None and one.done <= due and all(good for _on, good in one.checks):
            met.add(number)
    return met, counted


def repeats(drawn: list[Told]) -> tuple[set[int], set[int]]:
    issued = {number for number, one in enumerate(drawn) if one.counts and in_year(one.issued)}
    return {number for number in issued if drawn[number].repeats}, issued


def checks(drawn: list[Told]) -> tuple[int, int]:
    """K-18: judgements in the year, and those of them that were the first of their finding and good."""
    good = every = 0
    for one in drawn:
        if not one.counts:
            continue
        in_order = sorted(enumerate(one.checks), key=lambda pair: (pair[1][0], pair[0]))
        for place, (_number, (on, effective)) in enumerate(in_order):
            every += in_year(on)
            good += in_year(on) and effective and place == 0
    return good, every


def closed(drawn: list[Told], kind: str) -> list[int]:
    taken = [one for one in drawn if one.type == kind and one.state == "closed" and in_year(one.closed)]
    return sorted(one.closed - one.issued for one in taken)


def late(drawn: list[Told]) -> list[tuple[Told, int]]:
    """Open findings with a date that is past and not met, and that date."""
    found = [(one, due_of(one, original=False)) for one in drawn if one.state in OPEN and not one.met]
    return [(one, due) for one, due in found if due is not None and due < 0]


def behind(rows: list[Finding], part: str) -> set[int]:
    known = {row.pk: number for number, row in enumerate(rows)}
    return {known[row.pk] for row in rows_of_year(Finding.objects.all(), part, on=TODAY)}


def compare(drawn: list[Told], rows: list[Finding]) -> None:
    everything = Finding.objects.filter(pk__in=[row.pk for row in rows])
    found = year(everything, on=TODAY)
    wanted = {
        "actions": actions(drawn, original=False),
        "original": actions(drawn, original=True),
        "issued": repeats(drawn),
    }
    for name, (hit, counted) in wanted.items():
        assert found.share(name) == Figure(len(hit), len(counted)), name
        assert (behind(rows, f"{name}-hit"), behind(rows, name)) == (hit, counted), name
        assert behind(rows, f"{name}-miss") == counted - hit, name
    assert found.share("checked") == Figure(*checks(drawn))
    assert len(behind(rows, "checked-hit")) == checks(drawn)[0]
    for kind, times in closing_times(everything, on=TODAY).items():
        days = closed(drawn, kind)
        assert (list(times.days), list(found.closing[kind].days)) == (days, days)
        enough = len(days) >= 3
        assert times.mean == (Fraction(sum(days), len(days)) if enough else None)
        assert times.median == (median(days) if enough else None)
    for kind, open_now in open_by_type(everything, on=TODAY).items():
        ages = [-one.issued for one in drawn if one.type == kind and one.state in OPEN]
        assert (open_now.count, open_now.oldest) == (len(ages), max(ages, default=None))
        assert open_now.mean_age == (mean(map(Fraction, ages)) if ages else None)
        assert open_now.overdue == sum(one.type == kind for one, _due in late(drawn))
    rungs: dict[int, int] = {}
    for one, due in late(drawn):
        ladder = LADDER.get(one.type, ())
        reached = rung(day(due), on=TODAY, ladder=ladder, first=1 + one.reopened) if ladder else 0
        rungs[reached] = rungs.get(reached, 0) + 1
    assert late_by_rung(found.late, on=TODAY, ladders=LADDER) == ({"action": rungs} if rungs else {})
    overdue = everything.overdue(on=TODAY)
    for number in range(1, 5):
        assert overdue.filter(on_rung(number, on=TODAY, ladders=LADDER)).count() == rungs.get(number, 0)


def compare_programme(drawn: list[Planned], audits) -> None:
    due = [one for one in drawn if one.in_programme and one.state != "cancelled" and one.approved <= 0]
    held = [one for one in due if one.is_held]
    punctual = [one for one in held if one.ended is not None and one.ended <= one.approved + 7]
    whole = [one for one in drawn if one.in_programme and one.state != "cancelled"]
    found = programme(audits, on=TODAY)
    assert found.completion == Figure(len(held), len(due))
    assert found.punctuality == Figure(len(punctual), len(due))
    assert found.whole == Figure(sum(one.is_held for one in whole), len(whole))
    assert found.completion.share is None or due


def test_the_figures_follow_their_definitions(company):
    audit, leo = plan_audit(company, on=TODAY), company.person("leo")

    @settings(
        max_examples=15, phases=[Phase.generate], deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.lists(FINDINGS, max_size=14), st.lists(AUDITS, max_size=8))
    def check(findings, plan):
        with transaction.atomic():
            compare(findings, write(findings, audit, leo))
            fields = {"unit": audit.unit, "kind": audit.kind, "method": audit.method, "title": "T"}
            fields |= {"planned_start": TODAY, "planned_end": TODAY, "baseline_start": TODAY}
            made = Audit.objects.bulk_create(
                Audit(
                    ref=f"A-Z-{number}",
                    state=one.state,
                    baseline_end=day(one.approved),
                    actual_end=day(one.ended),
                    in_programme=one.in_programme,
                    **fields,
                )
                for number, one in enumerate(plan)
            )
            compare_programme(plan, Audit.objects.filter(pk__in=[row.pk for row in made]))
            transaction.set_rollback(True)

    check()
    check_nothing = year(Finding.objects.none(), on=TODAY)
    assert {name: check_nothing.share(name).told["value"] for name in check_nothing.shares} == {
        "actions": None, "original": None, "issued": None, "checked": None,
    }  # fmt: skip
