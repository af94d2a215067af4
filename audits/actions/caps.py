"""The limit that a body from outside sets for what it found. Source: T-11."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audits import dues
from audits.actions.audits import accounts
from audits.caps import cap_from, last_day
from audits.models import Finding
from audits.workflows import FINDING
from foundation.clock import EARLIEST, LATEST
from foundation.directory.calendars import work_calendar
from foundation.directory.models import User
from foundation.verbs import verb


@verb("audits.set_cap")
def set_cap(*, actor: User, finding: Finding, cap_source: str, on: date, counted_from: date | None = None) -> Finding:
    """Notes the limit with where it comes from; no date of the finding lies after it.

    `counted_from` is the limit in the letter, the last day of the certificate or the day of the notice; after stage 2
    the last day of the audit counts. Dates already issued are counted anew from the day of issue.
    Raises ValidationError without a day or with a year that cannot be, Refused for a finding of our own audits.
    """
    day = last_day(finding.audit) if cap_source == Finding.CapSource.STAGE2 else counted_from
    if day is None:
        raise ValidationError({"counted_from": _("Give the day that the limit follows from.")})
    if not EARLIEST <= day <= LATEST:
        raise ValidationError({"counted_from": _("Check the year.")})
    changes = {"cap_on": cap_from(cap_source, day, work_calendar(finding.unit)), "cap_source": cap_source}
    told, given = accounts(finding.owner, finding.audit.lead), {"cap_source": cap_source}
    details = {**changes, "counted_from": day}
    FINDING.move(finding, "set_cap", actor=actor, on=on, given=given, details=details, changes=changes, notify=told)
    if finding.issued_on is not None:
        dues.bring_forward(finding)
    return finding
