"""The limits that bodies from outside set for what they found. Source: docs/adr/0001-time-rules.md (T-11)."""

from datetime import date, timedelta

from audits.models import Audit, Finding
from foundation.dates import WorkCalendar, add_months, add_working_days

STAGE2_MONTHS = 6
LEAD_WORKING_DAYS = 20  # the body verifies and decides in them, before the certificate ends
REMEDY_DAYS = 30
SOURCE = Finding.CapSource
# where a limit is computed: for majors of which kind of audit
KINDS = {SOURCE.STAGE2: Audit.Kind.STAGE2, SOURCE.RECERTIFICATION: Audit.Kind.RECERTIFICATION}


def cap_from(source: str, day: date, calendar: WorkCalendar) -> date:
    """The limit that follows from a day; not rolled, since outsiders set it.

    `day` is the limit itself in a letter, the last day of stage 2, the last day of the certificate, or the day of the
    notice that asks for a remedial proposal.
    """
    if source == SOURCE.STAGE2:
        return add_months(day, STAGE2_MONTHS)
    if source == SOURCE.RECERTIFICATION:
        return add_working_days(day - timedelta(days=1), -LEAD_WORKING_DAYS, calendar)
    if source == SOURCE.REMEDY:
        return day + timedelta(days=REMEDY_DAYS)
    return day


def last_day(audit: Audit) -> date:
    return audit.actual_end or audit.planned_end


def cap_of_the_audit(finding: Finding, calendar: WorkCalendar) -> tuple[str, date] | None:
    """Where the limit of a major comes from and its day, if it is known without a letter: of stage 2, or by the certificate."""
    audit = finding.audit
    if finding.type != Finding.Type.MAJOR:
        return None
    if audit.kind == Audit.Kind.STAGE2:
        return SOURCE.STAGE2, cap_from(SOURCE.STAGE2, last_day(audit), calendar)
    return None if audit.nc_cap_on is None else (SOURCE.RECERTIFICATION, audit.nc_cap_on)
