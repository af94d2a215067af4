"""Writing and meeting the due dates of audits and findings. Source: docs/adr/0001-time-rules.md (T-10, T-12, T-52)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audits.models import Audit, Finding
from foundation import policy
from foundation.dates import DueDate, Window, finding_dues, report_due, verification_window
from foundation.directory.calendars import work_calendar
from foundation.directory.models import Unit
from foundation.models.work import Due
from foundation.rows import pointer


def proposed(finding_type: str, unit: Unit, *, on: date, halved: bool = False) -> list[DueDate]:
    """The dates a finding of this type gets when it is issued on a day, by the audited unit's calendar (two queries)."""
    periods = policy.current("audits.finding_dues", on)
    return finding_dues(finding_type, on, periods=periods.value, calendar=work_calendar(unit), halved=halved)


def issue(finding: Finding, *, on: date, halved: bool = False, only: tuple[str, ...] = ()) -> list[Due]:
    """Writes the dates; after a re-open they take the place of the old ones, which the event log keeps."""
    version = policy.current("audits.finding_dues", on).version
    wanted = [due for due in proposed(finding.type, finding.unit, on=on, halved=halved) if not only or due.step in only]
    return [
        _write(finding, due.step, anchor=due.anchor, rule=due.rule, version=version, computed=due.due_on)
        for due in wanted
    ]


def await_verification(finding: Finding, *, on: date) -> Window:
    """Writes the last day for the verifier; returns the window."""
    windows = policy.current("audits.verification", on)
    window = verification_window(on, **windows.value[finding.type])
    _write(finding, "verification", anchor=on, rule="T-12", version=windows.version, computed=window.last)
    return window


def await_report(audit: Audit, *, on: date) -> Due:
    """Writes when the report is due after the closing meeting held on a day. Source: T-52."""
    clocks = policy.current("audits.clocks", on)
    days = report_due(on, work_calendar(audit.unit), working_days=clocks.value["report_working_days"])
    return _write(audit, "report", anchor=on, rule="T-52", version=clocks.version, computed=days)


def meet(row: Audit | Finding, *steps: str, on: date) -> None:
    """Notes that steps were done; without steps, everything still open."""
    dues = Due.objects.about(row).open()
    (dues.filter(step__in=steps) if steps else dues).update(met_on=on)


def _write(row: Audit | Finding, step: str, *, anchor: date, rule: str, version: int, computed: date) -> Due:
    facts = {
        "anchor": anchor,
        "rule": rule,
        "policy_version": version,
        "computed": computed,
        "approved": None,
        "met_on": None,
        "reason": "",
    }
    due, created = Due.objects.update_or_create(**pointer(row), step=step, defaults=facts)
    if not created:
        due.notices.all().delete()  # a new date is reminded of and escalated anew; the event log keeps what was told
    return due


STEPS = {
    "plan": _("Plan with cause"),
    "correction": _("Correction"),
    "action": _("Corrective action"),
    "disposition": _("Decision on the opportunity"),
    "verification": _("Effectiveness check"),
    "report": _("Report"),
}
