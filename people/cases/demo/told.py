"""One case of the demonstration while it is written: its line, its days, and who did what."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from foundation.dates import WorkCalendar, add_working_days
from foundation.demonstration import Story
from foundation.directory.calendars import work_calendar
from foundation.directory.models import Person, User
from people.cases.models import Case
from people.cases.trail import record_case

OFFICER, SECOND, INVESTIGATOR = "P-0019", "P-0018", "P-0052"
DECIDERS, PANEL, HR, COUNSEL = ("P-0008", "P-0009"), "P-0015", "P-0011", "P-0017"
# Days after the report on which each stage was reached.
ACKNOWLEDGED, OPENED, TOLD, FINISHED, CALLED, HEARD, PROPOSED, DECIDED, APPEALED = 2, 4, 11, 30, 32, 43, 48, 50, 62


@dataclass
class Told:
    """A case with the line that it comes from; `day(n)` is n days after the report."""

    story: Story
    line: dict[str, str]
    case: Case

    def day(self, after: int) -> date:
        return self.case.reported_on + timedelta(days=after)

    @property
    def subject(self) -> Person | None:
        return self.story.somebody(self.line["subject"])

    @property
    def calendar(self) -> WorkCalendar:
        unit = self.case.unit if self.subject is None else self.subject.unit
        return work_calendar(unit)

    @property
    def appeal_ends(self) -> date:
        return add_working_days(self.day(DECIDED), 15, self.calendar)

    def person(self, number: str) -> Person:
        return self.story.people[number]

    def tell(self, after: int, number: str, kind: str, summary: str, **details: Any) -> None:
        """Writes one event of the past; without a number scheduled work did it."""
        actor: User = self.story.account(number) if number else self.story.robot
        offset = (self.day(after) - self.story.on).days
        at = self.story.moment(offset, unit=self.case.unit, key=f"{self.line['key']} {kind}")
        record_case(actor=actor, kind=f"case.{kind}", subject=self.case, summary=summary, details=details, at=at)

    def due(self, step: str, *, anchor: date, due_on: date, rule: str, done_on: date | None = None) -> None:
        if done_on is not None and done_on > self.story.on:
            done_on = None
        self.case.dues.create(step=step, anchor=anchor, due_on=due_on, rule=rule, done_on=done_on)
