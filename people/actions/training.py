"""Who is asked to take a course, how it goes, and what is completed."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from foundation import policy, words
from foundation.access import require, robot
from foundation.dates import WorkCalendar
from foundation.directory.actions import grant_clearance
from foundation.directory.actions.units import officers
from foundation.directory.calendars import work_calendar
from foundation.directory.models import Leave, Person, User
from foundation.refusals import Refused, WrongState
from foundation.trail import record
from foundation.verbs import verb
from people import clocks
from people.models import Assignment, Attempt, Completion, Course
from people.permissions import ASSIGN_COURSE, RECORD_COMPLETION, TAKE_COURSE, UNBLOCK_COURSE
from people.policies import DUES_POLICY
from people.workflows import ASSIGNMENT

S, R = Assignment.State, Assignment.Reason


@verb("people.assign_course")
def assign_course(*, actor: User, course: Course, person: Person, on: date) -> Assignment:
    """Asks somebody by hand to take a course, again if they have completed it; they are told.

    Who asked stands with the course alone, so that what a sanction imposes looks like everything else. Refused for people
    who are not at work, and where it is asked already. Source: domain 2.7, T-31.
    """
    locked = Person.objects.select_for_update(of=("self",)).select_related("unit__calendar").get(pk=person.pk)
    require(actor, ASSIGN_COURSE, locked)
    _insist_on_asking(course, locked, on)
    before = Assignment.objects.active().select_for_update().filter(course=course, person=locked).first()
    if before is not None and before.state != S.COMPLETED:
        raise Refused("asked", _("%(person)s is asked to take it already.") % {"person": locked}, "person")
    if before is not None:
        Assignment.objects.filter(pk=before.pk).update(released_on=on)
    covers = before.completion if before is not None else _latest(locked, course)
    made = Assignment(course=course, person=locked, reason=R.MANUAL, completion=covers, assigned_on=on, anchor_on=on)
    _set_due(made, calendar=work_calendar(locked.unit), on=on)
    made.full_clean()
    made.save()
    day = {"day": words.day(made.due_on)}
    details = {"course": course.code, "due_on": made.due_on}
    summary = _("asked for it, due on %(day)s") % day
    told: dict[str, Any] = {"summary": summary, "details": details, "notify": officers(locked)}
    record(actor=robot(), kind="assignment.assigned", subject=made, **told)
    if actor.kind != User.Kind.ROBOT:
        by_hand = _("asked somebody by hand")
        record(actor=actor, kind="course.asked", subject=course, summary=by_hand, details={"assignment": made})
    return made


def _insist_on_asking(course: Course, person: Person, on: date) -> None:
    if not course.is_active:
        raise Refused("retired", _("%(course)s is not offered any more.") % {"course": course}, "course")
    if not Person.objects.active(on).filter(pk=person.pk).exists():
        raise Refused("left", _("%(person)s does not work here on this day.") % {"person": person}, "person")


def _set_due(row: Assignment, *, calendar: WorkCalendar, on: date) -> None:
    current = policy.current(DUES_POLICY, on)
    periods = clocks.Periods(**current.value)
    leaves = [clocks.Away(one.from_on, one.to_on) for one in Leave.objects.filter(person=row.person_id)]
    counted = clocks.due(row.reason, row.anchor_on, assigned_on=on, calendar=calendar, periods=periods)
    row.due_on = clocks.after_leave(counted, leaves, calendar=calendar, periods=periods)
    row.policy_version = current.version


def _latest(person: Person, course: Course) -> Completion | None:
    return Completion.objects.filter(person=person, course=course).order_by("-completed_on", "-pk").first()


@verb("people.start_course")
def start_course(*, actor: User, assignment: Assignment, on: date) -> Assignment:
    """Begins the course, for whom it is asked of."""
    return ASSIGNMENT.move(assignment, "start", actor=actor, on=on)


@verb("people.submit_attempt")
def submit_attempt(
    *, actor: User, assignment: Assignment, score: int, at: datetime, on: date, version: int | None = None
) -> Attempt:
    """Notes an attempt with the score that the server counted, and what follows: passed, free to try again, or blocked.

    `version` is that of what was asked, where it is not the one in force. Passed, it is completed. Blocked, the manager is
    told, who gives further attempts. Source: domain 2.7.
    """
    row = _locked(assignment)
    require(actor, TAKE_COURSE, row)
    if row.state != S.IN_PROGRESS:
        raise WrongState(ASSIGNMENT.wrong_state(row, ASSIGNMENT.step("pass")))
    passed = score >= row.course.pass_mark
    attempt = Attempt(assignment=row, at=at, score=score, passed=passed, version=version or row.course.version)
    attempt.full_clean()
    attempt.save()
    record(
        actor=actor,
        kind="assignment.attempted",
        subject=row,
        summary=_("answered the questions: %(score)d %%") % {"score": score},
        details={"score": score, "passed": passed, "version": attempt.version},
    )
    _follow(row, attempt, on)
    return attempt


def _follow(row: Assignment, attempt: Attempt, on: date) -> None:
    """The step that the score decides on, taken by the house itself."""
    told: dict[str, Any] = {"actor": robot(), "on": on, "given": {"score": attempt.score}}
    if attempt.passed:
        facts = {"score": attempt.score, "version": attempt.version, "source": Completion.Source.COURSE}
        made = _completed(row.person, row.course, on, on=on, assignment=row, **facts)
        ASSIGNMENT.move(row, "pass", changes={"completion": made}, **told)
        return
    left = row.course.max_attempts + row.more_attempts - row.attempts.count()
    step, heard = ("fail", []) if left > 0 else ("block", officers(row.person, row.person.manager))
    ASSIGNMENT.move(row, step, notify=heard, **told)


def _locked(assignment: Assignment) -> Assignment:
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("course", "person__unit")
    return rows.get(pk=assignment.pk)


def _completed(person: Person, course: Course, completed_on: date, *, on: date, **facts: Any) -> Completion:
    """A new completion with its end, and the clearance that it gives while it holds."""
    earlier = Completion.objects.filter(person=person, course=course, completed_on__lte=completed_on)
    before = earlier.aggregate(last=Max("valid_until"))["last"]
    window = {"before": before, "window_days": course.renewal_window_days}
    until = clocks.valid_until(completed_on, course.validity_months, **window)
    made = Completion(person=person, course=course, completed_on=completed_on, valid_until=until, **facts)
    made.full_clean()
    made.save()
    if course.clearance and person.left_on is None and made.is_valid(on):
        source = f"{course}, {words.day(completed_on)}"
        given = {"code": course.clearance, "from_on": completed_on, "until": until, "source": source}
        grant_clearance(actor=robot(), person=person, **given)
    return made


@verb("people.record_completion")
def record_completion(
    *,
    actor: User,
    person: Person,
    course: Course,
    completed_on: date,
    on: date,
    source: str = Completion.Source.IMPORTED,
    score: int | None = None,
) -> Completion:
    """Notes what somebody completed elsewhere, by a proof that was accepted or from older records.

    What is asked of them now is recognised while it holds. Refused for oneself, and for a day to come. Source: T-30.
    """
    locked = Person.objects.select_for_update(of=("self",)).select_related("unit").get(pk=person.pk)
    require(actor, RECORD_COMPLETION, locked)
    if actor.person_id == locked.pk:
        raise Refused("S-07", _("Nobody records their own completion. Ask another officer."), "person")
    if completed_on > on:
        raise ValidationError({"completed_on": _("It cannot have been completed on a day to come.")})
    asked = Assignment.objects.active().select_for_update().filter(person=locked, course=course).first()
    facts = {"score": score, "version": course.version, "source": source, "assignment": asked}
    made = _completed(locked, course, completed_on, on=on, **facts)
    _recognise(asked, made, on)
    said = {"day": words.day(completed_on), "source": made.get_source_display()}
    summary = _("recorded that it was completed on %(day)s (%(source)s)") % said
    details = {"course": course.code, "completed_on": completed_on, "valid_until": made.valid_until}
    record(actor=actor, kind="completion.recorded", subject=made, summary=summary, details=details)
    return made


def _recognise(asked: Assignment | None, made: Completion, on: date) -> None:
    """What is asked now is settled by a completion that holds; one that has run out covers nothing."""
    if asked is None or not made.is_valid(on):
        return
    if asked.state in ASSIGNMENT.step("recognise").sources:
        ASSIGNMENT.move(asked, "recognise", actor=robot(), on=on, changes={"completion": made})
    elif asked.completion is not None and asked.completion.completed_on < made.completed_on:
        Assignment.objects.filter(pk=asked.pk).update(completion=made)


@verb("people.waive_course")
def waive_course(*, actor: User, assignment: Assignment, until: date, reason: str, on: date) -> Assignment:
    """Asks nothing until the end of a day, for a reason; the person is told.

    Never for oneself nor for one's own line of managers. Source: domain 2.7.
    """
    changes = {"waived_until": until, "waived_because": reason.strip()}
    told: dict[str, Any] = {
        "given": {"until": until},
        "details": {"until": until},
        "notify": officers(assignment.person),
    }
    return ASSIGNMENT.move(assignment, "waive", actor=actor, on=on, reason=reason, changes=changes, **told)


@verb("people.unblock_course")
def unblock_course(*, actor: User, assignment: Assignment, on: date) -> Assignment:
    """Gives as many attempts again as the course has; the person is told. Source: domain 2.7."""
    row = _locked(assignment)
    require(actor, UNBLOCK_COURSE, row)
    changes = {"more_attempts": row.more_attempts + row.course.max_attempts}
    return ASSIGNMENT.move(assignment, "unblock", actor=actor, on=on, changes=changes, notify=officers(row.person))
