"""The clock's door: audits of recurring lines, and the reminders and rungs of findings."""

from datetime import date
from typing import Any

from django.db import IntegrityError

from audits.actions import create_occurrences
from audits.escalation import tell, to_look_at
from audits.models import Finding, ProgrammeLine
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
