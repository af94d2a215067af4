"""Writing, moving and meeting the due dates of audits and findings.

Source: docs/adr/0001-time-rules.md (T-10 to T-13, T-52).
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from audits.models import Audit, Finding
from foundation import policy
from foundation.dates import (
    DueDate,
    Period,
    Roll,
    Window,
    add_working_days,
    capped,
    extension_limit,
    finding_dues,
    report_due,
    roll,
    verification_window,
)
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
    due_dates = limited(finding, proposed(finding.type, finding.unit, on=on, halved=halved))
    wanted = [due for due in due_dates if not only or due.step in only]
    return [
        _write(finding, due.step, anchor=due.anchor, rule=due.rule, version=version, computed=due.due_on)
        for due in wanted
    ]


def limited(finding: Finding, wanted: list[DueDate]) -> list[DueDate]:
    """The dates brought forward to the body's limit, where the finding has one. Source: T-11."""
    if finding.cap_on is None:
        return wanted
    calendar = work_calendar(finding.unit)
    return [one for due in wanted for one in capped([due], cap_of(finding, due.step), calendar)]


def cap_of(finding: Finding, step: str) -> date | None:
    """The body's limit for a step; that for a remedial proposal holds for the plan alone. Source: T-11."""
    if finding.cap_source == Finding.CapSource.REMEDY and step != "plan":
        return None
    return finding.cap_on


def recompute(finding: Finding) -> None:
    """Writes the dates of another type as of the day of issue, by the policy of that day; what was done stays done."""
    before = list(Due.objects.about(finding).filter(step__in=OWNERS))
    for due in before:
        due.notices.all().delete()  # they told of dates that no longer are; the event log keeps them
    Due.objects.filter(pk__in=[due.pk for due in before]).delete()
    issue(finding, on=finding.issued_on)  # type: ignore[arg-type]  # it is issued
    _keep(finding, before)


def bring_forward(finding: Finding) -> None:
    """Counts the dates anew under the limit of the body; imported ones stand as issued as far as it allows. Source: T-11."""
    before = list(Due.objects.about(finding).filter(step__in=OWNERS))
    for due in before:
        if due.rule == IMPORTED:
            limit = _last_working_day(finding, due.step)
            Due.objects.filter(pk=due.pk, computed__gt=limit).update(computed=limit)
        else:
            issue(finding, on=due.anchor, halved=due.anchor != finding.issued_on, only=(due.step,))
    _keep(finding, before)
    action = Due.objects.about(finding).filter(step="action").first()
    if action is not None:
        finding.actions.open().filter(due_on__gt=action.due_on).update(due_on=action.due_on)


def _keep(finding: Finding, before: Iterable[Due]) -> None:
    """What was done stays done, and a date that was moved stands as far as the limit of the body allows."""
    now = {due.step: due for due in Due.objects.about(finding)}
    for old in before:
        due = now.get(old.step)
        if due is None:
            continue
        moved = min(old.approved, _last_working_day(finding, old.step)) if old.approved else None
        kept = {"approved": moved, "reason": old.reason} if moved and moved > due.computed else {"approved": None}
        Due.objects.filter(pk=due.pk).update(met_on=old.met_on, **kept)


def _last_working_day(finding: Finding, step: str) -> date:
    """The limit of the body rolled backward; without one there is no end."""
    cap = cap_of(finding, step)
    return date.max if cap is None else roll(cap, work_calendar(finding.unit), Roll.BACKWARD)


def movable(dues: Iterable[Due], *, on: date) -> list[Due]:
    """The dates of the owner's steps that are still ahead. Source: T-13."""
    return [due for due in dues if due.step in OWNERS and due.met_on is None and on < due.due_on]


def latest(due: Due, finding: Finding) -> date:
    """The day to which all extensions together may move a date. Source: T-13."""
    period = Period.from_policy(policy.current("audits.finding_dues", due.anchor).value[finding.type][due.step])
    original = period.half() if due.anchor != finding.issued_on else period
    cap = cap_of(finding, due.step)
    return extension_limit(due.computed, original, calendar=work_calendar(finding.unit), cap=cap)


def move(due: Due, *, to: date, reason: str) -> None:
    """Sets an approved date beside the computed one; it is reminded of anew."""
    Due.objects.filter(pk=due.pk).update(approved=to, reason=reason)
    due.notices.all().delete()


def disputable_until(finding: Finding) -> date:
    """The last day on which the owner may dispute an issued finding, by the calendar of the audited unit."""
    issued = finding.issued_on
    return add_working_days(issued, DISPUTE_WORKING_DAYS, work_calendar(finding.unit))  # type: ignore[arg-type]


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


OWNERS = ("plan", "correction", "action", "disposition")  # the steps whose dates count from the issue
DISPUTE_WORKING_DAYS = 5
IMPORTED = "imported"
STEPS = {
    "plan": _("Plan with cause"),
    "correction": _("Correction"),
    "action": _("Corrective action"),
    "disposition": _("Decision on the opportunity"),
    "verification": _("Effectiveness check"),
    "report": _("Report"),
}
