"""The dates of findings as they were issued, and the reminders and rungs that the clock has sent for them since."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.dues import STEPS
from audits.escalation import late_party, late_words
from audits.models import Finding
from audits.policies import DUE_PERIODS, LADDER, VERIFICATION_WINDOWS
from foundation.dates import finding_dues, reminders
from foundation.demonstration import Story
from foundation.directory.calendars import work_calendar
from foundation.directory.models import Person, Role, User
from foundation.models.work import Due, DueNotice
from foundation.rows import pointer

Line = Mapping[str, str]
LAST_STEP = {Finding.Type.MAJOR: "action", Finding.Type.MINOR: "action", Finding.Type.OFI: "disposition"}


def write_dues(story: Story, line: Line, finding: Finding) -> None:
    """Writes one date for each step; the last one is the date of the content file, which stands as issued."""
    if finding.type not in LAST_STEP:
        return
    issued, met = finding.issued_on, _met(story, line, finding)
    calendar = work_calendar(finding.unit)
    for due in finding_dues(finding.type, issued, periods=DUE_PERIODS, calendar=calendar):
        is_last = due.step == LAST_STEP[finding.type]
        _write(finding, due.step, issued, story.day(line["due"]) if is_last else due.due_on, met.get(due.step))
    if finding.implemented_on is not None:
        last = finding.implemented_on + timedelta(days=VERIFICATION_WINDOWS[finding.type]["max_days"])
        _write(finding, "verification", finding.implemented_on, last, met.get("verification"))
    for due in Due.objects.about(finding):
        _notices(story, finding, due)


def _met(story: Story, line: Line, finding: Finding) -> dict[str, date | None]:
    """The day each step was done; a returned plan is open again."""
    return {
        "plan": story.maybe_day(line["plan_submitted"]),
        "correction": finding.corrected_on,
        "action": finding.implemented_on,
        "disposition": story.maybe_day(line["disposition_on"]),
        "verification": story.maybe_day(line["verified"]),
    }


def _write(finding: Finding, step: str, anchor: date, computed: date, met_on: date | None) -> None:
    facts = {"anchor": anchor, "rule": "imported", "policy_version": 1, "computed": computed, "met_on": met_on}
    Due.objects.create(**pointer(finding), step=step, **facts)


def _notices(story: Story, finding: Finding, due: Due) -> None:
    """What the sweeps have told: rungs of whatever was or is late, reminders of what is still to come."""
    told = [*_rungs(finding, due)]
    if due.met_on is None:
        told += [(reminder.key, reminder.on) for reminder in reminders(due.due_on, work_calendar(finding.unit))]
    until = due.met_on or story.on
    for key, on in sorted(told, key=lambda entry: entry[1]):
        if due.anchor < on <= until:
            DueNotice.objects.create(due=due, key=key, on=on)
            _tell(story, finding, due, key=key, on=on)


def _rungs(finding: Finding, due: Due) -> Iterator[tuple[str, date]]:
    for number, days in enumerate(LADDER[finding.type], start=1):
        yield f"rung-{number}", due.due_on + timedelta(days=days)


def _tell(story: Story, finding: Finding, due: Due, *, key: str, on: date) -> None:
    """The event of one notice, in the early morning, with the same people as the clock would tell."""
    offset, facts = (on - story.on).days, {"step": due.step, "due_on": due.due_on}
    at = story.moment(offset, "06:15", unit=finding.unit)
    if not key.startswith("rung-"):
        words = {"step": STEPS[due.step], "day": date_format(due.due_on, "j M Y")}
        summary = _("Reminder: %(step)s is due on %(day)s") % words
        notify = story.accounts_of(late_party(finding, due.step))
        _record(story, finding, at, kind="finding.reminded", summary=summary, details=facts, notify=notify)
        return
    number = int(key.removeprefix("rung-"))
    summary = late_words(due, number=number, on=on)
    details = {**facts, "rung": number, "skipped": []}
    notify = _rung_accounts(story, finding, due.step, number)
    _record(story, finding, at, kind="finding.escalated", summary=summary, details=details, notify=notify)


def _record(
    story: Story, finding: Finding, at: datetime, *, kind: str, summary: str, details: dict, notify: list[User]
) -> None:
    story.tell(at=at, actor=story.robot, kind=kind, subject=finding, summary=summary, details=details, notify=notify)


def _rung_accounts(story: Story, finding: Finding, step: str, number: int) -> list[User]:
    late, process = late_party(finding, step), finding.process
    people: dict[int, list[Person | None]] = {
        1: [late, late.deputy if late else None],
        2: [process.owner if process else None, late.manager if late else None],
        3: [finding.unit.accountable_officer],
        4: [story.people["P-0014"]],
    }
    officers = list(User.objects.holding(Role.CO, finding.unit, story.on)) if number == 3 else []
    return [*story.accounts_of(*people[number]), *officers]
