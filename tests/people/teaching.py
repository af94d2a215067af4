"""People of the small company with courses that hold, wait, are late, or wait for another attempt."""

from datetime import date, timedelta
from typing import Any

from foundation.directory.models import Person
from people.models import Assignment, Audience, Completion, Course
from tests.company import TODAY, Company


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def course(company: Company, code: str = "AWR", **facts: Any) -> Course:
    about = {"title": "Security awareness", "unit": company.units["MN"], "validity_months": 12, **facts}
    return Course.objects.create(code=code, audience=Audience.objects.create(), **about)


def asked(of: Course, person: Person, *, due: int = 20, **facts: Any) -> Assignment:
    told = {"reason": "role", "anchor_on": day(-400), "assigned_on": day(-400), "due_on": day(due), **facts}
    return Assignment.objects.create(person=person, course=of, **told)


def learned(of: Course, person: Person, *, until: int = 200, **facts: Any) -> Assignment:
    made = Completion.objects.create(person=person, course=of, completed_on=day(-300), valid_until=day(until))
    return asked(of, person, completion=made, **{"state": "completed", **facts})


def reports(company: Company, manager: str, *names: str) -> None:
    """Says who reports to whom."""
    keys = [company.person(name).pk for name in names]
    Person.objects.filter(pk__in=keys).update(manager=company.person(manager))
