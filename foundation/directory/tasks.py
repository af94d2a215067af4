"""The clock's door: jobs that begin today, and the access of those whose last day is over."""

from datetime import date
from typing import Any

from django.db.models import F

from foundation.access import robot
from foundation.directory.actions import end_access_of_leaver, take_up_job
from foundation.directory.models import JobRoleSpell, Person
from foundation.sweeps import each, rule


@rule("directory.jobs", replays=True)
def sweep_jobs(*, on: date, zone: str) -> dict[str, Any]:
    """Takes people to the unit of the job that begins on the day."""
    begun = JobRoleSpell.objects.filter(from_on=on, person__unit__zone=zone).exclude(unit=F("person__unit"))

    def act(pk: int) -> object:
        return take_up_job(actor=robot(), spell=JobRoleSpell.objects.select_related("unit").get(pk=pk))

    return {"taken_up": len(each(list(begun.values_list("pk", flat=True)), act, "directory.jobs"))}


@rule("directory.leavers", replays=False)
def sweep_leavers(*, on: date, zone: str) -> dict[str, Any]:
    """Ends the access of people of the zone whose last day or contract is over and whose accounts are still open."""
    gone = Person.objects.gone(on).filter(unit__zone=zone, accounts__is_active=True).distinct()

    def act(pk: int) -> object:
        return end_access_of_leaver(actor=robot(), person=Person.objects.get(pk=pk), on=on)

    return {"ended": len(each(list(gone.values_list("pk", flat=True)), act, "directory.leavers"))}
