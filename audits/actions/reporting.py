"""From the closing meeting to the issued report."""

from datetime import date
from typing import Any

from audits import dues
from audits.actions.audits import accounts, audited, start_follow_up
from audits.actions.findings import issue_finding, note_finding
from audits.models import Audit, Finding, Meeting, Report
from audits.paper import contents, digest_of
from audits.permissions import LEAD_AUDIT
from audits.workflows import AUDIT
from foundation.access import require
from foundation.directory.models import User
from foundation.verbs import verb


@verb("audits.close_fieldwork")
def close_fieldwork(
    *, actor: User, audit: Audit, attendees: str, on: date, minutes: str = "", disagreements: str = ""
) -> Audit:
    """Records the closing meeting; the report is due ten working days later. Source: T-52."""
    AUDIT.move(audit, "hold_closing", actor=actor, on=on, changes={"actual_end": on}, notify=accounts(*audited(audit)))
    meeting = Meeting(
        audit=audit,
        kind=Meeting.Kind.CLOSING,
        held_on=on,
        attendees=attendees,
        minutes=minutes,
        disagreements=disagreements,
    )
    meeting.full_clean()
    meeting.save()
    dues.await_report(audit, on=on)
    return audit


@verb("audits.write_report")
def write_report(*, actor: User, audit: Audit, summary: str, conclusion: str, on: date, **fields: Any) -> Report:
    """Writes or changes the draft; a change sends it back to quality review."""
    AUDIT.move(audit, "write_report", actor=actor, on=on)
    report = Report.objects.select_for_update().filter(audit=audit).first() or Report(audit=audit)
    report.summary, report.conclusion, report.reviewer, report.reviewed_on = summary, conclusion, None, None
    for key, value in fields.items():
        setattr(report, key, value)
    report.full_clean()
    report.save()
    return report


@verb("audits.review_report")
def review_report(*, actor: User, audit: Audit, on: date, comment: str = "") -> Report:
    """Agrees to the report as it stands. Refused (S-06) for the lead, who wrote it."""
    AUDIT.move(audit, "review_report", actor=actor, on=on, details={"comment": comment}, notify=accounts(audit.lead))
    report = Report.objects.select_for_update().get(audit=audit)
    report.reviewer, report.reviewed_on = actor.person, on
    report.save(update_fields=["reviewer", "reviewed_on", "updated_at"])
    return report


@verb("audits.issue_report")
def issue_report(*, actor: User, audit: Audit, on: date) -> Audit:
    """Issues the report as a fixed record: the findings are issued with it and their dates start. Source: T-10."""
    require(actor, LEAD_AUDIT, audit)
    AUDIT.move(audit, "issue", actor=actor, on=on, notify=accounts(*audited(audit)))
    return fix_report(audit.report, actor=actor, issued_on=on, on=on)


def fix_report(report: Report, *, actor: User, issued_on: date, on: date) -> Audit:
    """Fixes a report that bears a day, inside the caller's verb: the findings are issued with it, their dates start."""
    audit = report.audit
    _issue_findings(audit, actor=actor, on=on)
    report.issued_on = issued_on
    report.content = contents(report, on=on)
    report.sha256 = digest_of(report.content)
    report.save(update_fields=["issued_on", "content", "sha256", "updated_at"])
    dues.meet(audit, "report", on=on)
    return start_follow_up(audit, on=on)


def _issue_findings(audit: Audit, *, actor: User, on: date) -> None:
    for finding in audit.findings.filter(state=Finding.State.DRAFT).order_by("pk"):
        silent = finding.type in (Finding.Type.OBSERVATION, Finding.Type.GOOD_PRACTICE)
        (note_finding if silent else issue_finding)(actor=actor, finding=finding, on=on)
