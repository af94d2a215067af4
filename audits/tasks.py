"""The clock's door: audits of recurring lines, reminders and rungs of findings, and the end of accepted risks."""

from datetime import date
from typing import Any

from django.db import IntegrityError

from audits.actions import create_occurrences, end_risk
from audits.escalation import remind_of_review, tell, to_look_at
from audits.models import Finding, ProgrammeLine, RiskAcceptance
from foundation.access import robot
from foundation.directory.calendars import work_calendar
from foundation.models.work import Due
from foundation.sweeps import each, rule


@rule("audits.occurrences", replays=True)
def sweep_occurrences(*, on: date, zone: str) -> dict[str, Any]:
    """Creates the audits that recurring lines of the zone's units owe; the missed ones are listed in the run."""
    lines = (
        ProgrammeLine.objects.live(on).in_effect().filter(unit__zone=zone).order_by("pk").values_list("pk", flat=True)
    )
    created: list[str] = []
    missed: list[str] = []

    def act(pk: int) -> bool:
        line = ProgrammeLine.objects.select_related("unit__calendar", "programme").get(pk=pk)
        outcome = create_occurrences(actor=robot(), line=line, on=on)
        created.extend(outcome["created"])
        missed.extend(f"{line}: {day}" for day in outcome["missed"])
        return bool(outcome["created"])

    each(list(lines), act, "audits.occurrences")
    return {"created": created, "missed": missed}


@rule("audits.ladder", replays=False)
def sweep_ladder(*, on: date, zone: str) -> dict[str, Any]:
    """Reminds before and escalates after the due dates of the zone's findings, each rung once."""
    told = each(
        list(to_look_at(on=on, zone=zone).values_list("pk", flat=True)), lambda pk: _tell(pk, on), "audits.ladder"
    )
    return {"told": len(told)}


def _tell(pk: int, on: date) -> bool:
    due = Due.objects.get(pk=pk)
    finding = Finding.objects.select_related(
        "audit__lead",
        "owner__deputy",
        "owner__manager",
        "verifier",
        "process__owner",
        "process__deputy",
        "unit__calendar",
    ).get(uuid=due.subject_uuid)
    try:
        return tell(due, finding, on=on, calendar=work_calendar(finding.unit)) is not None
    except IntegrityError:
        return False  # another worker told it


@rule("audits.risks", replays=True)
def sweep_risks(*, on: date, zone: str) -> dict[str, Any]:
    """Opens the zone's findings again whose accepted risk ended before the day, and tells of reviews that are due on it."""
    ended = Finding.objects.risk_accepted().filter(unit__zone=zone, accepted_until__lt=on)
    opened = each(list(ended.values_list("pk", flat=True)), lambda pk: _end(pk, on), "audits.risks")
    running = RiskAcceptance.objects.filter(ended_on=None, review_on=on, finding__unit__zone=zone)
    told = each(list(running.values_list("pk", flat=True)), lambda pk: _review(pk, on), "audits.risks")
    return {"opened": len(opened), "told": len(told)}


def _end(pk: int, on: date) -> bool:
    finding = Finding.objects.select_related("unit", "audit__lead", "owner").get(pk=pk)
    end_risk(actor=robot(), finding=finding, on=on)
    return True


def _review(pk: int, on: date) -> bool:
    remind_of_review(RiskAcceptance.objects.select_related("finding__owner", "accepted_by").get(pk=pk), on=on)
    return True
