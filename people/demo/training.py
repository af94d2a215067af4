"""The courses of the demonstration, who was asked to take them, and what came of it, as it happened."""

from collections import defaultdict
from datetime import date
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext as _

from foundation import words
from foundation.demonstration import Story, lines_of
from foundation.directory.calendars import work_calendar
from foundation.directory.models import Clearance, JobRole, Leave, Person
from people import clocks
from people.actions import define_course
from people.models import Assignment, Attempt, Completion, Course

CONTENT = Path(__file__).parent.parent / "content" / "demo"
BEGAN = -430  # the day on which the courses came into the register
S = Assignment.State

Line = dict[str, str]


def load_training(story: Story) -> None:
    """Defines the courses and tells, person by person, what each was asked, tried and completed."""
    courses = {line["code"]: _course(story, line) for line in lines_of(CONTENT / "courses.csv")}
    leaves: dict[int, list[clocks.Away]] = defaultdict(list)
    for leave in Leave.objects.all():
        leaves[leave.person_id].append(clocks.Away(leave.from_on, leave.to_on))
    learning = _Learning(story, courses, leaves)
    lines = lines_of(CONTENT / "training.csv")
    for _key, of_one in groupby(lines, lambda line: (line["course"], line["person"])):
        learning.tell(list(of_one))
    learning.write()


def _course(story: Story, line: Line) -> Course:
    facts = {name: line[name] for name in ("title", "summary", "clearance")}
    numbers = ("validity_months", "pass_mark", "max_attempts", "minutes", "renewal_window_days")
    course = define_course(
        actor=story.robot,
        unit=story.units["MN"],
        code=line["code"],
        roles=list(JobRole.objects.filter(code__in=line["job_roles"].split(";"))),
        kinds=[kind for kind in line["kinds"].split(";") if kind],
        units=[story.units[code] for code in line["units"].split(";") if code],
        **facts,
        **{name: int(line[name]) for name in numbers},
    )
    story.backdate(story.moment(BEGAN, unit=course.unit, key=course.code), course)
    return course


class _Learning:
    """What is written at once in the end: people's assignments with attempts, completions and clearances."""

    def __init__(self, story: Story, courses: dict[str, Course], leaves: dict[int, list[clocks.Away]]) -> None:
        self.story, self.courses, self.leaves = story, courses, leaves
        self.assignments: list[Assignment] = []
        self.attempts: list[Attempt] = []
        self.completions: list[Completion] = []

    def tell(self, lines: list[Line]) -> None:
        """One person and one course, the first time first."""
        course, person = self.courses[lines[0]["course"]], self.story.people[lines[0]["person"]]
        before: Completion | None = None
        for line, later in zip(lines, [*lines[1:], None], strict=True):
            made = self._completion(line, person, course, before) if line["completed_offset"] else None
            row = self._assignment(line, person, course, before, made)
            if later is not None:
                row.released_on = self.story.day(later["assigned_offset"])
            elif not _is_caught(person, course, self.story.on):
                row.released_on = person.spells.latest("from_on").from_on
            self._attempts(line, row)
            before = made or before

    def _completion(self, line: Line, person: Person, course: Course, before: Completion | None) -> Completion:
        day = self.story.day(line["completed_offset"])
        window = {"before": before.valid_until if before else None, "window_days": course.renewal_window_days}
        until = clocks.valid_until(day, course.validity_months, **window)
        made = Completion(person=person, course=course, completed_on=day, score=int(line["score"]), valid_until=until)
        self.completions.append(made)
        return made

    def _assignment(
        self, line: Line, person: Person, course: Course, before: Completion | None, made: Completion | None
    ) -> Assignment:
        assigned_on = self.story.day(line["assigned_offset"])
        anchor = before.valid_until if before and before.valid_until else assigned_on
        row = Assignment(
            person=person,
            course=course,
            reason=line["reason"],
            state=line["state"],
            anchor_on=anchor,
            assigned_on=assigned_on,
            due_on=self._due(line["reason"], anchor, assigned_on, person),
            completion=made or before,
        )
        self.assignments.append(row)
        return row

    def _due(self, reason: str, anchor: date, assigned_on: date, person: Person) -> date:
        told = {"calendar": work_calendar(person.unit), "periods": clocks.Periods()}
        due = clocks.due(reason, anchor, assigned_on=assigned_on, **told)
        return clocks.after_leave(due, self.leaves[person.pk], **told)

    def _attempts(self, line: Line, row: Assignment) -> None:
        """Those that failed on the days before, and the one that passed."""
        last = int(line["completed_offset"] or min(-1, int(line["assigned_offset"]) + 21))
        failed = [int(score) for score in line["failed"].split(";") if score]
        days = [(last - len(failed) + place, score, False) for place, score in enumerate(failed)]
        if line["completed_offset"]:
            days.append((last, int(line["score"]), True))
        for day, score, passed in days:
            at = self.story.moment(day, unit=row.person.unit, key=f"{row.course.code} {row.person.number} {day}")
            self.attempts.append(Attempt(assignment=row, at=at, score=score, passed=passed, version=1))

    def write(self) -> None:
        Completion.objects.bulk_create(self.completions)
        Assignment.objects.bulk_create(self.assignments)
        Attempt.objects.bulk_create(self.attempts)
        for row in self.assignments:
            if row.state == S.COMPLETED and row.completion is not None:
                row.completion.assignment = row
        Completion.objects.bulk_update(self.completions, ["assignment"])
        Clearance.objects.bulk_create([self._clearance(made) for made in self.completions])
        for row in self.assignments:
            self._trail(row)

    def _clearance(self, made: Completion) -> Clearance:
        source = f"{made.course}, {words.day(made.completed_on)}"
        facts = {"from_on": made.completed_on, "until": made.valid_until, "granted_by": self.story.robot}
        return Clearance(person=made.person, code=made.course.clearance, source=source, **facts)

    def _trail(self, row: Assignment) -> None:
        """Asked, and passed; whoever has an account heard of it."""
        story, unit = self.story, row.person.unit
        told = story.accounts_of(row.person)
        offset = (row.assigned_on - story.on).days
        at = story.moment(offset, "00:10", unit=unit)
        summary = _("asked for it, due on %(day)s") % {"day": words.day(row.due_on)}
        details = {"course": row.course.code, "due_on": row.due_on, "reason": row.reason}
        common = {"kind": "assignment.assigned", "subject": row, "details": details, "notify": told}
        story.tell(at=at, actor=story.robot, summary=summary, **common)
        story.backdate(at, row)
        if row.state == S.COMPLETED and row.completion is not None:
            passed = (row.completion.completed_on - story.on).days
            at = story.moment(passed, unit=unit, key=f"{row.course.code} {row.person.number} {passed}")
            story.tell(
                at=at, actor=story.account(row.person.number), kind="assignment.pass", subject=row, summary=_("passed")
            )


def _is_caught(person: Person, course: Course, on: date) -> bool:
    roles = {role.pk for role in course.audience.roles.all()}
    return not roles or person.spells.filter(role__in=roles, to_on=None).exists()
