"""The figures of a day that has been, against their definitions in plain Python over the rows of the demonstration."""

from datetime import date, timedelta
from statistics import mean, median

import pytest

from assurance.models import GatePass
from audits.models import Audit, Extension, Finding, RiskAcceptance, Verification
from certifications.models import Certificate, Cycle, CycleAudit, EarlierAudit, Suspension
from foundation.dates import add_months
from foundation.figures import figures_on
from foundation.models.trail import Event
from foundation.models.work import Due
from tests.assurance.test_numbers_walk import that_day

__all__ = ["that_day"]

DAYS = [date(2026, 6, 30), date(2026, 2, 28), date(2026, 9, 30), date(2026, 11, 19)]
YEAR = timedelta(days=365)
SEVERE = ("major", "minor")


def in_year(day: date | None, on: date) -> bool:
    return day is not None and on - YEAR < day <= on


class Story:
    """The findings of the demonstration as they stood on a day."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.told = [
            row for row in Finding.objects.exclude(state__in=["draft", "void"]).order_by("ref") if row.issued_on
        ]
        self.severe = [row for row in self.told if row.type in SEVERE]

    def is_carried(self, row: Finding) -> bool:
        rows = RiskAcceptance.objects.filter(finding=row)
        return any(one.accepted_on <= self.on and (one.ended_on is None or one.ended_on > self.on) for one in rows)

    def is_open(self, row: Finding) -> bool:
        if row.state in ("noted", "published"):
            return False
        ended = row.closed_on is not None and row.closed_on <= self.on
        return row.issued_on <= self.on and not ended and not self.is_carried(row)

    def dues(self, row: Finding) -> list[tuple[date, str]]:
        found = []
        for due in Due.objects.about(row):
            if due.anchor > self.on or (due.met_on is not None and due.met_on <= self.on):
                continue
            later = Extension.objects.filter(finding=row, step=due.step, granted_on__gt=self.on).order_by("granted_on")
            first = later.first()
            found.append((first.from_on if first else due.due_on, due.step))
        return sorted(found)

    def late(self, row: Finding) -> tuple[date, str] | None:
        dues = self.dues(row) if self.is_open(row) else []
        return dues[0] if dues and dues[0][0] < self.on else None

    def opened(self, kind: str) -> list[int]:
        return [(self.on - row.issued_on).days for row in self.told if row.type == kind and self.is_open(row)]


@pytest.fixture(params=DAYS, ids=str)
def on(request, demonstrated, that_day, db) -> date:
    return request.param


def test_the_programme_is_that_of_the_day(on):
    def held(row: Audit) -> bool:
        if row.state not in ("issued", "follow_up", "closed"):
            return False
        report = getattr(row, "report", None)
        day = report.issued_on if report is not None and report.issued_on else row.actual_end
        return day is not None and day <= on

    def cancelled(row: Audit) -> bool:
        later = Event.objects.about(row).filter(kind="audit.cancel", at__date__gt=on)
        return row.state == "cancelled" and not later.exists()

    programme = list(Audit.objects.filter(in_programme=True).select_related("report"))
    due = [row for row in programme if row.baseline_end <= on and not cancelled(row)]
    punctual = [row for row in due if held(row) and row.actual_end <= row.baseline_end + timedelta(days=7)]

    found = figures_on(on)

    assert found["K-03"]["numerator"] == len([row for row in due if held(row)])
    assert found["K-03"]["denominator"] == found["K-04"]["denominator"] == len(due)
    assert found["K-04"]["numerator"] == len(punctual)


def test_open_and_late_findings_are_those_of_the_day(on):
    story = Story(on)

    found = figures_on(on)

    for kind in SEVERE:
        ages = story.opened(kind)
        told = found["K-07"]["parts"][kind]
        assert (told["n"], told["max"]) == (len(ages), max(ages, default=None)), kind
        assert told["mean"] is None if not ages else abs(told["mean"] - mean(ages)) < 0.051
    late = {row.ref: story.late(row) for row in story.told}
    steps: dict[str, dict[str, int]] = {}
    for ref, one in late.items():
        if one is not None:
            step = "ofi_disposition" if one[1] == "disposition" else one[1]
            steps.setdefault(step, {})[ref] = (on - one[0]).days
    beside = ("awaiting_verification", "risk_accepted", "rungs")
    assert {name: one for name, one in found["K-08"]["parts"].items() if name not in beside} == steps
    majors = [row.ref for row in story.told if row.type == "major" and late[row.ref]]
    assert (found["K-23"]["value"], found["K-23"]["parts"]["late"]["rows"]) == (len(majors), majors)


def test_the_year_up_to_the_day_is_counted(on):
    story = Story(on)
    counted, met = [], []
    for row in story.severe:
        due = Due.objects.about(row).filter(step="action").first()
        if due is None or story.is_carried(row):
            continue
        early = due.due_on > on and in_year(row.implemented_on, on)
        if in_year(due.due_on, on) or early:
            counted.append(row.ref)
            checks = Verification.objects.filter(finding=row, result="not_effective", on__lte=on)
            if row.implemented_on is not None and row.implemented_on <= due.due_on and not checks:
                met.append(row.ref)
    closed = {kind: [] for kind in SEVERE}
    for row in story.severe:
        if row.state == "closed" and in_year(row.closed_on, on):
            closed[row.type].append((row.closed_on - row.issued_on).days)
    issued = [row for row in story.severe if in_year(row.issued_on, on)]
    checks = [one for one in Verification.objects.filter(finding__type__in=SEVERE) if in_year(one.on, on)]

    found = figures_on(on)

    assert (found["K-05"]["numerator"], found["K-05"]["denominator"]) == (len(met), len(counted))
    assert found["K-05"]["parts"]["missed"]["rows"] == sorted(set(counted) - set(met))
    for kind, days in closed.items():
        told = found["K-06"]["parts"][kind]
        assert sorted(told["cases"].values()) == sorted(days)
        assert (told["median"] is None) == (len(days) < 3)
        assert told["median"] is None or abs(told["median"] - median(days)) < 0.051
    again = [row for row in issued if row.repeat_of_id]
    assert (found["K-14"]["numerator"], found["K-14"]["denominator"]) == (len(again), len(issued))
    assert found["K-18"]["denominator"] == len(checks)


def test_certificates_are_those_of_the_day(on):
    def last(row: Certificate) -> date:
        ends = [row.expires_on, row.ended_on]
        ends += [one - timedelta(days=1) for one in (row.superseded_on, row.withdrawn_on) if one]
        return min(one for one in ends if one)

    granted = [row for row in Certificate.objects.order_by("ref") if row.effective_from and row.state != "refused"]
    live = [row for row in granted if row.effective_from <= on <= last(row)]

    def is_suspended(row: Certificate) -> bool:
        rows = Suspension.objects.filter(certificate=row, since__lte=on)
        return any(one.lifted_on is None or one.lifted_on > on for one in rows)

    def restorable(row: Certificate) -> bool:
        if row.state != "expired" or row.ended_by != "date" or row.ended_on >= on or not row.scheme.restore_months:
            return False
        return add_months(row.ended_on, row.scheme.restore_months) >= on

    def lacks(row: Certificate) -> bool:
        cycle = Cycle.objects.filter(certificate=row).exclude(decision_on=None).order_by("-decision_on").first()
        if cycle is None or row.scheme.surveillance != "ms":
            return False
        held = [one.ended_on for one in EarlierAudit.objects.filter(cycle=cycle)]
        held += [one.audit.actual_end for one in CycleAudit.objects.filter(cycle=cycle) if one.audit.actual_end]
        first, target = add_months(cycle.decision_on, 12), add_months(cycle.expires_on, -3)
        spans = [(cycle.decision_on + timedelta(days=1), first)] if cycle.kind == "initial" else []
        spans += [(date(y, 1, 1), date(y, 12, 31)) for y in range(cycle.decision_on.year + 1, target.year)]
        return any(end < on and end <= row.expires_on and not any(a <= day <= end for day in held) for a, end in spans)

    watched = live + [row for row in granted if restorable(row)]
    soon = [row for row in live if row.expires_on <= on + timedelta(days=180)]
    risky = {row.ref for row in watched if row not in live or row in soon or is_suspended(row) or lacks(row)}

    found = figures_on(on)

    parts = found["K-11"]["parts"]
    assert parts["live"]["value"] == len(live)
    assert parts["suspended"]["value"] == len([row for row in live if is_suspended(row)])
    assert parts["restorable"]["value"] == len([row for row in granted if restorable(row)])
    for days in (30, 60, 90):
        ends = on + timedelta(days=days)
        assert sorted(parts[str(days)]["rows"]) == [row.ref for row in live if row.expires_on <= ends]
    assert set(found["K-22"]["parts"]["at_risk"]["rows"]) == risky
    assert found["K-22"]["parts"]["watched"]["value"] == len(watched)


def test_gates_are_those_of_the_year_up_to_the_day(on):
    decided = [row for row in GatePass.objects.exclude(state="open") if in_year(row.decided_on, on)]
    whole = [row for row in decided if row.was_complete and row.state != "waived"]

    found = figures_on(on)

    assert (found["K-19"]["numerator"], found["K-19"]["denominator"]) == (len(whole), len(decided))
