"""The clock's door: training and signing follow people."""

from datetime import date
from typing import Any

from foundation import policy
from foundation.access import robot
from foundation.dates import add_months
from foundation.sweeps import each, rule
from people.actions import forget_hr_lines
from people.models import HrImport
from people.policies import HR_LINE_MONTHS


@rule("people.hr_lines", replays=False)
def sweep_hr_lines(*, on: date, zone: str) -> dict[str, Any]:
    """Removes the lines of files of human resources that were taken over or dropped long ago."""
    before = add_months(on, -policy.current(HR_LINE_MONTHS, on).value)
    old = HrImport.objects.filter(unit__zone=zone).exclude(state="read")
    found = old.filter(updated_at__date__lt=before, lines__isnull=False).order_by("pk").distinct()

    def act(pk: int) -> object:
        return forget_hr_lines(actor=robot(), hr_import=HrImport.objects.select_related("unit").get(pk=pk))

    return {"forgotten": len(each(list(found.values_list("pk", flat=True)), act, "people.hr_lines"))}
