"""What people of the demonstration have put on lines of My work: a few reminders, and some of their own put off."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from foundation.demonstration.story import Story
from foundation.directory.models import User
from foundation.models.marks import Nudge, Snooze
from foundation.offers import Chapter, offer_demonstration
from foundation.words import day
from foundation.work.chosen import rows_of
from foundation.work.lines import Line, Liner
from foundation.work.table import Table, due, held_by
from foundation.work.written import Piece

OFFICER, OWNER = "P-0013", "P-0003"
WORDS = "Can you say by Friday how far you are?"
REMINDERS = ((-2, WORDS), (-5, ""), (-9, "Please write if something keeps you."))
REASONS = ("The supplier answers next week.", "Waits for the figures of this month.")


def load(*, today: date) -> None:
    """The officer has chased what is late, and an owner has put off what can wait."""
    story = Story(today)
    officer = story.account(OFFICER)
    late = _lines(story, officer, [*held_by([officer.person_id or 0], "chasing"), due("<", story.on)])
    _remind(story, officer, [line for line in late if _has_account(story, line)])
    for owner in (officer, story.account(OWNER)):
        ahead = due(">", story.on + timedelta(days=8))
        _put_off(story, owner, _lines(story, owner, [*held_by([owner.person_id or 0], "mine"), ahead]))


def _lines(story: Story, user: User, terms: Sequence[Piece]) -> list[Line]:
    liner = Liner(person_id=user.person_id, on=story.on)
    return liner.lines(Table(user, story.on).page(terms, 0, 50)) if user.person_id else []


def _has_account(story: Story, line: Line) -> bool:
    return any(account.person_id == line.holder_id for account in story.accounts.values())


def _remind(story: Story, officer: User, lines: Sequence[Line]) -> None:
    rows = rows_of(officer, lines, story.on)
    for line, (offset, words) in zip(lines, REMINDERS, strict=False):
        at = story.moment(offset, unit=story.units["MN"], key=str(line.key))
        told = [account for account in story.accounts.values() if account.person_id == line.holder_id]
        summary = f"reminded {line.holder} of {line.ref or line.title}" + (f": {words}" if words else "")
        details = {"task": line.kind, "due_on": line.due, "words": words}
        about: dict[str, Any] = {"subject": rows[line.key], "summary": summary, "details": details, "notify": told}
        story.tell(at=at, actor=officer, kind="work.reminded", **about)
        facts: dict[str, Any] = {"person_id": line.holder_id, "sent_by_id": officer.person_id, "words": words}
        Nudge.objects.create(task=line.kind, line_uuid=line.line, on=story.day(offset), **facts)


def _put_off(story: Story, owner: User, lines: Sequence[Line]) -> None:
    rows = rows_of(owner, lines, story.on)
    for line, reason in zip(lines, REASONS, strict=False):
        until = story.day(6)
        at = story.moment(-1, unit=story.units["MN"], key=str(line.key))
        summary = f"put {line.ref or line.title} off until {day(until)}: {reason}"
        details = {"task": line.kind, "until": until, "reason": reason}
        subject = rows[line.key]
        story.tell(at=at, actor=owner, kind="work.snoozed", subject=subject, summary=summary, details=details)
        facts: dict[str, Any] = {"person_id": owner.person_id, "on": story.day(-1), "until": until, "reason": reason}
        Snooze.objects.create(task=line.kind, line_uuid=line.line, **facts)


offer_demonstration(Chapter("work", 90, load))
