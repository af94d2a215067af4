"""Reminders before and the ladder after the due dates of findings. Source: docs/adr/0001-time-rules.md (T-50, T-51)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.dues import STEPS
from audits.models import Finding, RiskAcceptance
from foundation import policy
from foundation.access import Role, robot
from foundation.dates import Climb, WorkCalendar, climb, reminders, rung
from foundation.directory.models import Person, Unit, User
from foundation.directory.querysets import covers
from foundation.models.work import Due, DueNotice
from foundation.trail import record

REMINDER_HORIZON = timedelta(days=31)  # the longest reminder, with room for holidays


@dataclass(frozen=True)
class Told:
    """What one sweep did for one due date: the notice that was mailed and the rungs that were only recorded."""

    key: str
    skipped: tuple[str, ...]


def late_party(finding: Finding, step: str) -> Person | None:
    """Who is late: the verifier (or the lead) with a verification, the owner with everything else. Source: T-51.

    None while a panel has the finding: its officers are late together.
    """
    if finding.state == Finding.State.DISPUTED:
        return None
    if step == "verification":
        return finding.verifier or finding.audit.lead
    return finding.owner


def tell(due: Due, finding: Finding, *, on: date, calendar: WorkCalendar) -> Told | None:
    """Sends the reminder or the rung that is due, once; None when nothing is new. The caller opened a transaction."""
    if on <= due.due_on:
        return _remind(due, finding, on=on, calendar=calendar)
    ladder = policy.current("audits.ladder", on).value.get(finding.type)
    if ladder is None:
        return None
    first = 2 if finding.reopened_count else 1
    told = {int(key.removeprefix("rung-")) for key in _keys(due) if key.startswith("rung-")}
    step = climb(rung(due.due_on, on=on, ladder=ladder, first=first), told=told, first=first)
    return None if step is None else _escalate(due, finding, step, on=on)


def _keys(due: Due) -> Iterable[str]:
    return due.notices.values_list("key", flat=True)


def _remind(due: Due, finding: Finding, *, on: date, calendar: WorkCalendar) -> Told | None:
    told = set(_keys(due))
    ready = [reminder for reminder in reminders(due.due_on, calendar) if due.anchor < reminder.on <= on]
    if not ready or ready[-1].key in told:
        return None
    skipped = tuple(reminder.key for reminder in ready[:-1] if reminder.key not in told)
    _note(due, ready[-1].key, skipped, on=on)
    summary = _("Reminder: %(step)s is due on %(day)s") % {
        "step": STEPS[due.step],
        "day": date_format(due.due_on, "j M Y"),
    }
    people = on_duty([late_party(finding, due.step)], on=on)
    _send(finding, "finding.reminded", summary, due=due, people=people, officers=_panel(finding, on=on))
    return Told(ready[-1].key, skipped)


def _escalate(due: Due, finding: Finding, step: Climb, *, on: date) -> Told:
    skipped = tuple(f"rung-{number}" for number in step.skipped)
    _note(due, f"rung-{step.rung}", skipped, on=on)
    summary = late_words(due, number=step.rung, on=on)
    details = {"rung": step.rung, "skipped": list(step.skipped)}
    people = on_duty(_rung_people(finding, due.step, step.rung), on=on)
    officers = list(User.objects.holding(Role.CO, finding.unit, on)) if step.rung == 3 else _panel(finding, on=on)
    _send(finding, "finding.escalated", summary, due=due, people=people, officers=officers, details=details)
    return Told(f"rung-{step.rung}", skipped)


def _panel(finding: Finding, *, on: date) -> list[User]:
    """The officers, while a dispute waits for them; nobody else. Source: T-51."""
    disputed = finding.state == Finding.State.DISPUTED
    return list(User.objects.holding(Role.CO, finding.unit, on)) if disputed else []


def late_words(due: Due, *, number: int, on: date) -> str:
    """ "Corrective action is 41 days late (escalation 4)"."""
    days = (on - due.due_on).days
    said = ngettext(
        "%(step)s is %(days)d day late (escalation %(rung)d)",
        "%(step)s is %(days)d days late (escalation %(rung)d)",
        days,
    )
    return said % {"step": STEPS[due.step], "days": days, "rung": number}


def _note(due: Due, key: str, skipped: tuple[str, ...], *, on: date) -> None:
    """Written first: the unique key makes a second worker fail here, before anybody is mailed."""
    DueNotice.objects.create(due=due, key=key, on=on)
    DueNotice.objects.bulk_create([DueNotice(due=due, key=missed, on=on, skipped=True) for missed in skipped])


def _send(
    finding: Finding,
    kind: str,
    summary: str,
    *,
    due: Due,
    people: list[Person],
    officers: list[User] | None = None,
    details: dict[str, object] | None = None,
) -> None:
    users = [*User.objects.filter(person__in=people, is_active=True), *(officers or [])]
    facts = {"step": due.step, "due_on": due.due_on, **(details or {})}
    record(actor=robot(), kind=kind, subject=finding, summary=summary, details=facts, notify=users)


def _rung_people(finding: Finding, step: str, number: int) -> list[Person | None]:
    """Who hears of it on a rung: 1 late party and deputy, 2 process owner and manager, 3 heads above, 4 security officer."""
    late, process = late_party(finding, step), finding.process
    if number == 1:
        return [late, late.deputy if late else None, process.deputy if process else None]
    if number == 2:
        return [process.owner if process else None, late.manager if late else None]
    above = Unit.objects.above(finding.unit).select_related("accountable_officer", "security_officer")
    if number == 3:
        return [unit.accountable_officer for unit in above if unit.kind in (Unit.Kind.REGION, Unit.Kind.BUSINESS_UNIT)]
    return [unit.security_officer for unit in above if unit.parent_id is None]


def remind_of_review(acceptance: RiskAcceptance, *, on: date) -> None:
    """Tells who carries a risk, and who owns the finding, that it is to be looked at again. The caller opened a transaction."""
    finding = acceptance.finding
    words = {"day": date_format(acceptance.expires_on, "j M Y")}
    summary = _("The accepted risk is to be reviewed today; it ends on %(day)s") % words
    people = on_duty([acceptance.accepted_by, finding.owner], on=on)
    users = User.objects.filter(person__in=people, is_active=True)
    details = {"expires_on": acceptance.expires_on}
    record(actor=robot(), kind="finding.risk_review", subject=finding, summary=summary, details=details, notify=users)


def on_duty(people: Iterable[Person | None], *, on: date) -> list[Person]:
    """The people who can act: for somebody on leave the deputy of the leave, or the standing one, is told instead."""
    chosen: dict[int, Person] = {}
    for person in people:
        if person is None:
            continue
        leave = person.leaves.filter(covers(on)).select_related("deputy").first()
        stand_in = person if leave is None else leave.deputy or person.deputy or person
        chosen[stand_in.pk] = stand_in
    return list(chosen.values())


def to_look_at(*, on: date, zone: str) -> models.QuerySet[Due]:
    """Open dates of open findings in the units of a zone that a reminder or a rung could concern."""
    findings = Finding.objects.open().filter(unit__zone=zone).values("uuid")
    soon = on + REMINDER_HORIZON
    return Due.objects.about_any(Finding, findings).open().filter(due_on__lte=soon).order_by("due_on", "pk")
