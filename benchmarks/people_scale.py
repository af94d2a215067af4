"""How fast training is with 100,000 people and 7 courses each (700,000 assignments).

    python -m benchmarks.people_scale                                  on SQLite, in a folder of its own
    python -m tests.postgres python -m benchmarks.people_scale         on a PostgreSQL of its own
    python -m benchmarks.people_scale 2000                             with so many people

Prints the figure, and for each page the median and the slowest of the calls, the queries, and the size compressed. What a
night costs is measured by benchmarks/training_sweep.py.
"""

import gzip
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

PEOPLE, COURSES, JOBS, REGIONS, DEPARTMENTS, EMPLOYERS = 100_000, 7, 20, 5, 40, 30
CALLS = 5
BATCH = 2000
TODAY = date(2026, 11, 20)


def main() -> None:
    folder = tempfile.mkdtemp(prefix="attest-people-")
    os.environ.setdefault("VAR", folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "sqlite":
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = f"{folder}/scale.sqlite3"
    call_command("migrate", verbosity=0)
    began, people = time.perf_counter(), int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    officer = fill(people)
    written = time.perf_counter() - began
    print(f"{connection.vendor}: {people:,} people with {COURSES} courses each written in {written:.0f} s")
    figure(officer)
    measure(officer)


def fill(people: int) -> Any:
    """A company of that size in five regions; returns an officer of its root. One in ten is late with something."""
    from django.db import connection

    from foundation.directory.models import JobRole, RoleGrant, User

    root = unit("MN", None, "group")
    regions = [unit(f"R{n}", root, "region") for n in range(REGIONS)]
    units = [unit(f"D{n:02d}", regions[n % REGIONS], "department") for n in range(DEPARTMENTS)]
    jobs = JobRole.objects.bulk_create(JobRole(code=f"J{n:02d}", name=f"Job {n:02d}") for n in range(JOBS))
    courses = [course(root, n) for n in range(COURSES)]
    for first in range(0, people, BATCH):
        write(range(first, min(first + BATCH, people)), units, jobs, courses)
    officer = User.objects.create_user(email="co@x.example", name="Officer", person=write_officer(root))
    RoleGrant.objects.create(user=officer, role="CO", unit=root, from_on=date(2020, 1, 1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return officer


def unit(code: str, parent: Any, kind: str) -> Any:
    from foundation.directory.models import Calendar, Unit

    calendar, _made = Calendar.objects.get_or_create(code="ALL", defaults={"name": "All"})
    made = Unit.objects.create(
        code=code, name=code, kind=kind, parent=parent, zone="UTC", weekend=[5, 6], calendar=calendar
    )
    made.path = f"{parent.path if parent else ''}{made.pk:06d}/"
    made.save(update_fields=["path"])
    return made


def course(root: Any, number: int) -> Any:
    """For everybody."""
    from people.models import Audience, Course

    facts = {"title": f"Course {number}", "unit": root, "validity_months": 12, "clearance": f"C{number}"}
    return Course.objects.create(code=f"C{number}", audience=Audience.objects.create(), **facts)


def write_officer(root: Any) -> Any:
    from foundation.directory.models import Person

    return Person.objects.create(number="CO", name="Officer", email="co@x.example", unit=root, start_on=TODAY)


def write(numbers: range, units: list[Any], jobs: list[Any], courses: list[Any]) -> None:
    from foundation.directory.models import JobRoleSpell, Person
    from people.models import Assignment, Completion

    people = Person.objects.bulk_create(
        Person(
            number=f"P-{n}",
            name=f"Person {n:06d}",
            email=f"p{n}@x.example",
            unit=units[n % DEPARTMENTS],
            employer=f"Employer {n % EMPLOYERS:02d}" if n % 4 == 0 else "",
            start_on=date(2020, 1, 1),
        )
        for n in numbers
    )
    JobRoleSpell.objects.bulk_create(
        JobRoleSpell(person=person, role=jobs[n % JOBS], unit=person.unit, from_on=date(2020, 1, 1))
        for n, person in zip(numbers, people, strict=True)
    )
    made = Completion.objects.bulk_create(completions(numbers, people, courses))
    Assignment.objects.bulk_create(
        Assignment(
            person=one.person,
            course=one.course,
            reason="role",
            state="completed",
            completion=one,
            anchor_on=one.completed_on,
            assigned_on=one.completed_on,
            due_on=one.completed_on,
        )
        for one in made
    )


def completions(numbers: range, people: list[Any], courses: list[Any]) -> Iterator[Any]:
    """Spread over the year; everybody holds every course, and of one in ten a course has run out."""
    from people.models import Completion

    for n, person in zip(numbers, people, strict=True):
        for place, one in enumerate(courses):
            until = TODAY + timedelta(days=60 + (n * 7 + place * 31) % 300) if n % 10 or place else TODAY
            yield Completion(person=person, course=one, completed_on=TODAY - timedelta(days=90), valid_until=until)


def figure(officer: Any) -> None:
    from people.offers.training_figures import compliance

    for name, user in (("of everything", None), ("of what an officer sees", officer)):
        took = timed(lambda user=user: compliance(user, TODAY))
        print(f"figure {name:27} median {statistics.median(took):5.0f} ms, slowest {max(took):5.0f} ms")


def measure(officer: Any) -> None:
    from django.test import Client
    from django.urls import reverse

    client = Client(headers={"host": "localhost"})
    client.force_login(officer)
    matrix = reverse("people:training_matrix")
    pages = {
        "matrix by job": f"{matrix}?by=role",
        "matrix by region": f"{matrix}?by=region",
        "matrix by unit": f"{matrix}?by=unit",
        "matrix by employer": f"{matrix}?by=employer",
        "matrix by job, of one region": f"{matrix}?by=role&region=R1",
        "rows of a box": f"{reverse('people:training_people')}?under=me&course=C1&role=J03&scope=counted",
        "my team": reverse("people:team"),
        "my team, who is late": f"{reverse('people:team')}?standing=expired&standing=overdue",
        "home": reverse("people:own_page"),
    }
    for name, address in pages.items():
        print(line_of(name, lambda address=address: client.get(address)))


def timed(call: Callable[[], Any]) -> list[float]:
    taken = []
    for _number in range(CALLS):
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def line_of(name: str, call: Callable[[], Any]) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    answer = call()
    if answer.status_code != 200:
        return f"{name:34} answered {answer.status_code}"
    taken = timed(call)
    with CaptureQueriesContext(connection) as queries:
        answer = call()
    size = len(gzip.compress(answer.content)) // 1024
    spread = f"median {statistics.median(taken):5.0f} ms, slowest {max(taken):5.0f} ms"
    return f"{name:34} {spread}, {len(queries):2} queries, {size:3} kB"


if __name__ == "__main__":
    main()
