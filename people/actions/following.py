"""What the clock does for many people at once: it asks whom a course catches, renews, and asks no more. Source: M-19, T-31.

Each verb takes a batch and costs the same few queries for one row as for a thousand.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Model
from django.utils.translation import gettext as _

from foundation import policy, words
from foundation.access import require
from foundation.dates import WorkCalendar
from foundation.directory.calendars import work_calendars
from foundation.directory.models import JobRoleSpell, Leave, Person, User
from foundation.trail import Told, record_each
from foundation.verbs import verb
from people import clocks
from people.models import Assignment, Completion, Course
from people.permissions import KEEP_TRAINING
from people.policies import DUES_POLICY
from people.workflows import ASSIGNMENT

S, R = Assignment.State, Assignment.Reason


class Batch:
    """What is read once for many people: their calendars, absences and accounts, and the periods in force."""

    def __init__(self, people: Sequence[Person], on: date) -> None:
        current = policy.current(DUES_POLICY, on)
        self.periods, self.version, self.on = clocks.Periods(**current.value), current.version, on
        self.calendar_of: Callable[[Model], WorkCalendar] = work_calendars([person.unit for person in people])
        self.leaves: dict[int, list[clocks.Away]] = defaultdict(list)
        self.accounts: dict[int, list[User]] = defaultdict(list)
        keys = [person.pk for person in people]
        for leave in Leave.objects.filter(person__in=keys):
            self.leaves[leave.person_id].append(clocks.Away(leave.from_on, leave.to_on))
        users = User.objects.filter(person__in=keys, is_active=True)
        for user in users.select_related("person__unit__calendar"):
            self.accounts[user.person_id or 0].append(user)

    def assignment(self, person: Person, course: Course, reason: str, anchor: date, **facts: Any) -> Assignment:
        """A new one, with its due date."""
        calendar = self.calendar_of(person.unit)
        due = clocks.due(reason, anchor, assigned_on=self.on, calendar=calendar, periods=self.periods)
        facts |= {"due_on": self.away(person, due), "policy_version": self.version}
        return Assignment(person=person, course=course, reason=reason, anchor_on=anchor, assigned_on=self.on, **facts)

    def away(self, person: Person, due_on: date) -> date:
        told: dict[str, Any] = {"calendar": self.calendar_of(person.unit), "periods": self.periods}
        return clocks.after_leave(due_on, self.leaves[person.pk], **told)

    def told(self, row: Assignment) -> list[User]:
        return self.accounts[row.person_id]


@verb("people.ask_people")
def ask_people(*, actor: User, course: Course, people: Sequence[Person], on: date) -> int:
    """Asks people whom the course catches and who are not asked yet; how many are new.

    Who joined lately is asked as a newcomer. Who holds a valid completion has nothing to do until its renewal opens.
    """
    require(actor, KEEP_TRAINING)
    batch, held = Batch(people, on), _held(course, people, on)
    moved = set(
        JobRoleSpell.objects.filter(person__in=people, from_on__gt=F("person__start_on"), from_on__lte=on).values_list(
            "person", flat=True
        )
    )
    joined = on - timedelta(days=batch.periods.joiner)
    rows, settled = [], []
    for person in people:
        completion = held.get(person.pk)
        if completion is not None and not _is_due(completion, course, on):
            settled.append(batch.assignment(person, course, R.ROLE, on, completion=completion))
        elif completion is not None and completion.valid_until is not None:
            rows.append(batch.assignment(person, course, R.RENEWAL, completion.valid_until, completion=completion))
        elif person.start_on > joined and person.pk not in moved:
            rows.append(batch.assignment(person, course, R.JOINER, person.start_on))
        else:
            rows.append(batch.assignment(person, course, R.ROLE, on))
    _write(actor, rows, batch.told)
    ASSIGNMENT.move_each(_write(actor, settled, lambda row: []), "recognise", actor=actor)
    return len(people)


def _held(course: Course, people: Sequence[Person], on: date) -> dict[int, Completion]:
    """The valid completion of each person that lasts longest."""
    rows = Completion.objects.filter(course=course, person__in=people).valid(on)
    ordered = sorted(rows, key=lambda row: row.valid_until or date.max)
    return {row.person_id: row for row in ordered}


def _is_due(completion: Completion, course: Course, on: date) -> bool:
    until = completion.valid_until
    return until is not None and clocks.renewal_opens(until, course.renewal_window_days) <= on


def _write(actor: User, rows: list[Assignment], told: Callable[[Assignment], list[User]]) -> list[Assignment]:
    made = Assignment.objects.bulk_create(rows)
    lines = [
        Told(
            row,
            _("asked for it, due on %(day)s") % {"day": words.day(row.due_on)},
            {"course": row.course.code, "due_on": row.due_on, "reason": row.reason},
            told(row),
        )
        for row in made
    ]
    record_each(actor=actor, kind="assignment.assigned", told=lines)
    return made


@verb("people.renew_assignments")
def renew_assignments(*, actor: User, assignments: Sequence[Assignment], on: date) -> int:
    """Asks again for what was completed and will run out; the earlier assignment counts no more. Source: T-31."""
    require(actor, KEEP_TRAINING)
    batch = Batch([row.person for row in assignments], on)
    Assignment.objects.filter(pk__in=[row.pk for row in assignments]).update(released_on=on)
    rows = []
    for row in assignments:
        if row.completion is not None and row.completion.valid_until is not None:
            until = row.completion.valid_until
            rows.append(batch.assignment(row.person, row.course, R.RENEWAL, until, completion=row.completion))
    return len(_write(actor, rows, batch.told))


@verb("people.release_assignments")
def release_assignments(*, actor: User, assignments: Sequence[Assignment], on: date) -> int:
    """Asks no more: what is open is cancelled, what was completed counts no longer for the figures."""
    require(actor, KEEP_TRAINING)
    done = [row for row in assignments if row.state == S.COMPLETED]
    Assignment.objects.filter(pk__in=[row.pk for row in done]).update(released_on=on)
    summary = _("counts no more: it is not asked any longer")
    record_each(actor=actor, kind="assignment.released", told=[Told(row, summary) for row in done])
    rest = [row for row in assignments if row.state != S.COMPLETED]
    return len(done) + ASSIGNMENT.move_each(rest, "cancel", actor=actor, changes={"released_on": on})


@verb("people.end_waivers")
def end_waivers(*, actor: User, assignments: Sequence[Assignment], on: date) -> int:
    """Asks again once a waiver has ended, with at least the days everybody has. Source: T-31."""
    require(actor, KEEP_TRAINING)
    batch = Batch([row.person for row in assignments], on)
    _move_dues(assignments, lambda row: max(row.due_on, _again(row, batch)))
    return ASSIGNMENT.move_each(assignments, "ask_again", actor=actor, notify=batch.told)


def _again(row: Assignment, batch: Batch) -> date:
    calendar = batch.calendar_of(row.person.unit)
    return clocks.due(R.MANUAL, batch.on, assigned_on=batch.on, calendar=calendar, periods=batch.periods)


@verb("people.move_dues")
def move_dues(*, actor: User, assignments: Sequence[Assignment], on: date) -> int:
    """Moves what would have come due during an absence to some days after the return; how many. Source: T-31."""
    require(actor, KEEP_TRAINING)
    batch = Batch([row.person for row in assignments], on)
    before = {row.pk: row.due_on for row in assignments}
    moved = _move_dues(assignments, lambda row: batch.away(row.person, row.due_on))
    lines = [
        Told(
            row,
            _("due on %(day)s, after the return") % {"day": words.day(row.due_on)},
            {"due_on": [before[row.pk], row.due_on]},
        )
        for row in moved
    ]
    return record_each(actor=actor, kind="assignment.due_moved", told=lines)


def _move_dues(rows: Sequence[Assignment], due_of: Callable[[Assignment], date]) -> list[Assignment]:
    moved = []
    for row in rows:
        due = due_of(row)
        if due != row.due_on:
            row.due_on = due
            moved.append(row)
    Assignment.objects.bulk_update(moved, ["due_on"])
    return moved
