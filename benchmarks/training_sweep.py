"""How long a night of training takes: 100,000 people with seven courses each, of whom 1,000 changed their job.

    python -m benchmarks.training_sweep [people]                                on SQLite, in a folder of its own
    python -m tests.postgres python -m benchmarks.training_sweep [people]       on a PostgreSQL of its own

Prints seconds, queries and what was done for the night after the change and for one in which nothing changed, and how much
memory the nights added.
"""

import logging
import os
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from typing import Any

PEOPLE, CHANGED, JOBS = 100_000, 1_000, 8  # a course less than there are jobs for each
TODAY = date(2026, 11, 20)
BATCH = 5_000


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    folder = tempfile.mkdtemp(prefix="attest-training-")
    os.environ.setdefault("VAR", folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    import django  # once the settings are named

    django.setup()
    from django.conf import settings  # as above
    from django.core.management import call_command  # as above

    logging.disable(logging.WARNING)
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        settings.DATABASES["default"]["NAME"] = f"{folder}/training.sqlite3"
    call_command("migrate", verbosity=0)
    _fill(people)
    before = _memory()
    _change_jobs()
    _night("1,000 changed their job", TODAY + timedelta(days=1))
    _night("nothing changed", TODAY + timedelta(days=2))
    print(f"memory added by the nights: {_memory() - before} MB")


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _fill(people: int) -> None:
    from foundation.access import robot  # once Django is set up
    from foundation.directory.actions import add_unit  # as above
    from foundation.directory.models import Calendar, JobRole, JobRoleSpell, Person  # as above
    from people.actions import define_course  # as above

    calendar = Calendar.objects.create(code="ALL", name="All")
    facts = {"kind": "group", "zone": "Europe/Lisbon", "calendar": calendar, "parent": None}
    unit = add_unit(actor=robot(), code="MN", name="Meridane Networks", **facts)
    jobs = JobRole.objects.bulk_create([JobRole(code=f"J{n}", name=f"Job {n}") for n in range(JOBS)])
    for first in range(0, people, BATCH):
        rows = [
            Person(
                number=f"P{n}", name=f"Person {n}", email=f"p{n}@meridane.example", unit=unit, start_on=date(2020, 1, 1)
            )
            for n in range(first, min(first + BATCH, people))
        ]
        made = Person.objects.bulk_create(rows)
        JobRoleSpell.objects.bulk_create(
            [JobRoleSpell(person=row, role=jobs[row.pk % JOBS], unit=unit, from_on=date(2020, 1, 1)) for row in made]
        )
    for n, job in enumerate(jobs):
        roles = [one for one in jobs if one != job]
        course = define_course(actor=robot(), unit=unit, code=f"C{n}", title=f"Course {n}", roles=roles)
        _have_completed(course)


def _have_completed(course: Any) -> None:
    """Everybody whom the course catches has completed it."""
    from people.models import Assignment, Completion  # once Django is set up
    from people.querysets import caught_by  # as above

    keys = list(caught_by(course, TODAY).order_by("pk").values_list("pk", flat=True))
    facts = {
        "course": course,
        "anchor_on": date(2026, 1, 5),
        "assigned_on": date(2026, 1, 5),
        "due_on": date(2026, 2, 4),
    }
    for first in range(0, len(keys), BATCH):
        batch = keys[first : first + BATCH]
        done = {"course": course, "completed_on": date(2026, 3, 2), "valid_until": date(2027, 3, 2)}
        made = Completion.objects.bulk_create([Completion(person_id=key, **done) for key in batch])
        Assignment.objects.bulk_create(
            [
                Assignment(person_id=key, completion=one, reason="role", state="completed", **facts)
                for key, one in zip(batch, made, strict=True)
            ]
        )


def _change_jobs() -> None:
    from foundation.directory.models import JobRole, JobRoleSpell  # once Django is set up

    day, last = TODAY + timedelta(days=1), JobRole.objects.order_by("-pk")[0]
    spells = list(JobRoleSpell.objects.order_by("pk").exclude(role=last)[:CHANGED])
    JobRoleSpell.objects.filter(pk__in=[one.pk for one in spells]).update(to_on=TODAY)
    JobRoleSpell.objects.bulk_create(
        [JobRoleSpell(person_id=one.person_id, role=last, unit_id=one.unit_id, from_on=day) for one in spells]
    )


def _night(name: str, on: date) -> None:
    from django.db import connection  # once Django is set up
    from django.test.utils import CaptureQueriesContext  # as above

    from people.tasks import sweep_training  # as above

    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        done = sweep_training(on=on, zone="Europe/Lisbon")
    seconds = time.perf_counter() - begun
    print(f"{name}: {seconds:.1f} s, {len(asked)} queries, {done}")


if __name__ == "__main__":
    main()
