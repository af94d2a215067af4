"""The clock's door of cases. What a run did is in the log of cases alone: even a count of few would tell."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from celery import shared_task

from foundation import files
from foundation.access import robot
from foundation.dates import add_months
from foundation.directory.models import JobRoleSpell, Person, Unit
from foundation.sweeps import each, rule
from people.cases.actions import erase_case, finalise_case, raise_check, report_openings, scan_file, spend_case
from people.cases.clocks import watch_from, watch_until
from people.cases.dues import clocks
from people.cases.models import Case, CaseFile, OpeningReport, RetaliationCheck

K = RetaliationCheck.Kind


@rule("cases.cases", replays=True)
def sweep_cases(*, on: date, zone: str) -> dict[str, Any]:
    """Ends the time for appeals, notes what is spent, and erases what is due. Source: T-54, T-60."""
    rows = Case.objects.of_zone(zone)
    steps: tuple[tuple[Any, Callable[..., Any]], ...] = (
        (rows.to_finalise(on=on), finalise_case),
        (rows.to_spend(on=on), spend_case),
        (rows.to_erase(on=on), erase_case),
    )
    for found, act in steps:
        each(_ids(found), lambda pk, act=act: act(actor=robot(), case=_case(pk), on=on), "cases")  # type: ignore[misc]
    return {}


@rule("cases.retaliation", replays=False)
def sweep_retaliation(*, on: date, zone: str) -> dict[str, Any]:
    """Looks whether something befell somebody within twelve months of their report. Source: 2.20."""
    numbers = clocks(on).value
    rows = Case.objects.of_zone(zone).watched(first=watch_from(on, numbers))
    each(_ids(rows), lambda pk: _watch(_case(pk), on=on), "cases watched")
    return {}


def _watch(case: Case, *, on: date) -> bool:
    person = case.reporter.person
    if person is None:
        return False
    last = min(on, watch_until(case.reported_on, clocks(on).value))
    for kind, day in _events(person, first=case.reported_on, last=last):
        raise_check(actor=robot(), case=case, kind=kind, happened_on=day, on=on)
    return True


def _events(person: Person, *, first: date, last: date) -> list[tuple[str, date]]:
    """What the directory says of somebody in these days: they left, or a job of theirs ended."""
    spells = JobRoleSpell.objects.filter(person=person, to_on__gte=first, to_on__lte=last)
    ended = [(str(K.ROLE_ENDED), day) for day in spells.values_list("to_on", flat=True) if day is not None]
    left = person.left_on
    return [*([(str(K.LEFT), left)] if left is not None and first <= left <= last else []), *ended]


@rule("cases.openings", replays=False)
def sweep_openings(*, on: date, zone: str) -> dict[str, Any]:
    """Reports the openings of each month that has ended to the data protection officer. Source: 2.21."""
    if Unit.objects.filter(parent=None, zone=zone).exists():
        this = on.replace(day=1)
        latest = OpeningReport.objects.order_by("-month").values_list("month", flat=True).first()
        month = add_months(latest, 1) if latest else add_months(this, -1)
        while month < this:
            last = add_months(month, 1) - timedelta(days=1)
            report_openings(actor=robot(), first=month, last=last, on=on)
            month = add_months(month, 1)
    return {}


@shared_task
def scan_pending() -> int:
    """Scans what waits, one file per transaction; returns how many were judged. Without an answer a file waits on."""
    waiting = CaseFile.objects.filter(scan=CaseFile.Scan.PENDING).order_by("pk").values_list("pk", flat=True)[:100]
    return len(each(list(waiting), _scan, "cases.scan_pending"))


def _scan(pk: int) -> bool:
    file = CaseFile.objects.select_related("case__unit").get(pk=pk)
    try:
        result = files.scan(file.sha256)
    except files.ScannerUnavailable:
        return False
    scan_file(actor=robot(), file=file, result=result)
    return True


def _ids(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _case(pk: int) -> Case:
    return Case.objects.select_related("unit__calendar").get(pk=pk)
