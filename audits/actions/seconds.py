"""What a verb that runs on a second person's yes knows of that yes: who gave it, and on which day."""

from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from audits.models import Finding
from foundation.directory.models import Person
from foundation.models.work import Approval
from foundation.verbs import is_running


class Yes(NamedTuple):
    """The person who agreed and the local day of it."""

    by: Person
    on: date


def agreed(finding: Finding, verb: str) -> Yes:
    """The newest yes to a verb about the finding. Raises RuntimeError when the verb does not run on one."""
    if not is_running("foundation.decide_approval"):
        raise RuntimeError(f"{verb} waits for a second person: ask for an approval.")
    given = Approval.objects.about(finding).filter(verb=verb, decision=Approval.Decision.YES)
    newest = given.select_related("decided_by").latest("decided_at")
    day = newest.decided_at.astimezone(ZoneInfo(finding.unit.zone)).date()  # type: ignore[union-attr]  # decided
    return Yes(newest.decided_by, day)  # type: ignore[arg-type]  # a constraint: who decided is known
