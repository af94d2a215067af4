"""Courses and who is asked to take them, in the small company."""

from datetime import UTC, datetime
from typing import Any

from foundation.access import robot
from people.actions import assign_course, define_course, record_completion, start_course, submit_attempt
from people.models import Assignment, Completion, Course
from tests.company import TODAY, Company

S = Assignment.State
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
FACTS = {"title": "Security awareness", "validity_months": 12, "minutes": 20}


def course(company: Company, code: str = "AWR", *, unit: str = "MN", **facts: Any) -> Course:
    """A course that Ines defined; for everybody unless an audience is given."""
    return define_course(actor=company.cast["ines"], unit=company.units[unit], code=code, **{**FACTS, **facts})


def asked(company: Company, of: Course, name: str = "emma", *, on: Any = TODAY) -> Assignment:
    """Asked by hand of one of the cast."""
    return assign_course(actor=robot(), course=of, person=company.person(name), on=on)


def begun(company: Company, of: Course, name: str = "emma") -> Assignment:
    return start_course(actor=company.cast[name], assignment=asked(company, of, name), on=TODAY)


def blocked(company: Company, of: Course, name: str = "emma") -> Assignment:
    row = begun(company, of, name)
    for _number in range(of.max_attempts):
        submit_attempt(actor=company.cast[name], assignment=row, score=10, at=NOON, on=TODAY)
    row.refresh_from_db()
    return row


def completed(company: Company, of: Course, name: str = "emma", *, on: Any = TODAY) -> Completion:
    """Completed on a day, as older records say."""
    return record_completion(actor=robot(), person=company.person(name), course=of, completed_on=on, on=TODAY)


def placed(company: Company, of: Course, state: str, name: str = "emma") -> Assignment:
    """An assignment in a state, as its history would have led there."""
    row = blocked(company, of, name) if state == S.BLOCKED else asked(company, of, name)
    facts: dict[str, Any] = {}
    if state == S.COMPLETED:
        done = Completion.objects.create(person=row.person, course=of, completed_on=TODAY)
        facts = {"completion": done}
    if state == S.WAIVED:
        facts = {"waived_until": datetime(2027, 1, 31, tzinfo=UTC).date(), "waived_because": "On a secondment."}
    if state == S.CANCELLED:
        facts = {"released_on": TODAY}
    Assignment.objects.filter(pk=row.pk).update(**{"state": state, **facts})
    row.refresh_from_db()
    return row


def teach(company: Company) -> None:
    """For the world: a course that is asked of Emma and, in the other region, of Omar; and one that Emma completed."""
    completed(company, course(company, "EARLY", title="The first day"))
    of = course(company, "WORLD", unit="HQ", title="What everybody knows")
    for name in ("emma", "omar"):
        asked(company, of, name)
