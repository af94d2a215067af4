"""How fast the pages of an audit are with 1,000 requirements on its checklist and 200 findings.

    python -m benchmarks.audit_page                                  on SQLite, in a folder of its own
    python -m tests.postgres python -m benchmarks.audit_page         on a PostgreSQL of its own

Prints for each page the median and the slowest of the calls, the processor's share, the queries, and the size compressed.
"""

import gzip
import logging
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

REQUIREMENTS, FINDINGS, TEAM = 1000, 200, 6
CALLS = 9
TARGET_MS, TARGET_QUERIES = 300, 12
SAVING_QUERIES = 24  # a save asks, locks, writes and tells, and then draws what has changed
STARTED = date(2026, 11, 2)


def main() -> None:
    folder = tempfile.mkdtemp(prefix="attest-audit-")
    os.environ.setdefault("VAR", folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from foundation.processes.memory import leave_out_what_stays

    if connection.vendor == "sqlite":
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = f"{folder}/scale.sqlite3"
    call_command("migrate", verbosity=0)
    leave_out_what_stays()
    lead, audit, earlier = fill()
    print(f"{connection.vendor}: {REQUIREMENTS:,} questions, {FINDINGS} findings")
    measure(lead, audit, earlier)


def fill() -> Any:
    """A large audit in its fieldwork with half its questions answered; returns its lead, it, and the audit of last year."""
    from django.db import connection

    from assurance.models import Framework, Requirement
    from foundation.directory.models import Calendar, Person, RoleGrant, Unit, User

    calendar = Calendar.objects.create(code="ALL", name="All")
    unit = Unit.objects.create(code="MN", name="MN", kind="group", zone="UTC", weekend=[5, 6], calendar=calendar)
    unit.path = f"{unit.pk:06d}/"
    unit.save(update_fields=["path"])
    people = Person.objects.bulk_create(
        Person(number=f"P-{n}", name=f"Person {n}", email=f"p{n}@x.example", unit=unit, start_on=date(2020, 1, 1))
        for n in range(TEAM)
    )
    lead = User.objects.create_user(email="lead@x.example", name="Lead", person=people[0])
    RoleGrant.objects.create(user=lead, role="LA", unit=unit, from_on=date(2020, 1, 1))
    framework = Framework.objects.create(code="BIG", title="Large catalogue", edition="1", issuer="X")
    requirements = Requirement.objects.bulk_create(
        Requirement(framework=framework, ref=f"R-{n:04d}", title=f"Requirement {n}", kind="control", order=n)
        for n in range(REQUIREMENTS)
    )
    audits = [held(unit, people, framework, requirements, year) for year in (2025, 2026)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return lead, audits[1], audits[0]


def held(unit: Any, people: list[Any], framework: Any, requirements: list[Any], year: int) -> Any:
    """An audit of one year: a question for each requirement, every second one answered, every fifth with a finding."""
    from audits.models import Audit, ChecklistItem, Finding, TeamMember

    first = STARTED.replace(year=year)
    days = {"planned_start": first, "planned_end": first + timedelta(days=60), "actual_start": first}
    audit = Audit.objects.create(
        ref=f"A-{year}-1", title="Large", unit=unit, lead=people[0], method="on_site", state="in_progress",
        baseline_start=first, baseline_end=first, **days,
    )  # fmt: skip
    audit.frameworks.add(framework)
    parts = ["lead", *["auditor"] * (TEAM - 1)]
    TeamMember.objects.bulk_create(
        TeamMember(audit=audit, person=who, part=part) for who, part in zip(people, parts, strict=True)
    )
    items = ChecklistItem.objects.bulk_create(
        ChecklistItem(
            audit=audit, requirement=requirement, order=n, number=requirement.ref, title=requirement.title,
            question="Is it done, and what shows it?", expected=["Register"], assignee=people[n % TEAM],
            result=("minor" if not n % 5 else "conforms") if n % 2 or not n % 5 else "", note="Seen.",
        )
        for n, requirement in enumerate(requirements)
    )  # fmt: skip
    Finding.objects.bulk_create(
        Finding(
            audit=audit, item=item, ref=f"F-{year}-{n:04d}", type="minor", title="A column is missing.",
            statement="A column is missing.", requirement=item.requirement, unit=unit, owner=people[n % TEAM],
            raised_by=people[0], raised_on=first,
        )
        for n, item in enumerate(items[:: REQUIREMENTS // FINDINGS])
    )  # fmt: skip
    return audit


def measure(lead: Any, audit: Any, earlier: Any) -> None:
    from django.test import Client
    from django.urls import reverse

    client = Client(headers={"host": "localhost"})
    client.force_login(lead)
    item = audit.items.filter(result="").order_by("order")[200]
    bench = {"HX-Request": "true", "HX-Target": "workbench"}
    ahead = bench | {"HX-Target": "ahead"}
    token = {"field": "note", "note": "Seen."}
    pages: dict[str, Callable[[], Any]] = {
        "audit": lambda: client.get(audit.get_absolute_url()),
        "fieldwork, whole page": lambda: client.get(item.get_absolute_url()),
        "fieldwork, next question": lambda: client.get(item.get_absolute_url(), headers=bench),
        "fieldwork, fetched ahead": lambda: client.get(item.get_absolute_url(), headers=ahead),
        "fieldwork, a note is saved": lambda: client.post(f"{item.get_absolute_url()}save/", token, headers=bench),
        "finding sheet": lambda: client.get(f"{item.get_absolute_url()}finding/"),
        "two audits side by side": lambda: client.get(reverse("audits:comparison", args=[audit.uuid, earlier.uuid])),
    }
    for name, call in pages.items():
        print(line_of(name, call, SAVING_QUERIES if "saved" in name else TARGET_QUERIES))


def line_of(name: str, call: Callable[[], Any], most: int) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    answer = call()
    if answer.status_code != 200:
        return f"{name:28} answered {answer.status_code}"
    taken, worked = [], []
    for _number in range(CALLS):
        began, busy = time.perf_counter(), time.process_time()
        call()
        taken.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    with CaptureQueriesContext(connection) as queries:
        answer = call()
    median, size = statistics.median(taken), len(gzip.compress(answer.content)) // 1024
    fits = median < TARGET_MS and len(queries) <= most
    said = f"{name:28} median {median:5.0f} ms, slowest {max(taken):5.0f} ms, processor {statistics.median(worked):5.0f} ms"
    return f"{said}, {len(queries):2} queries, {size:3} kB{'' if fits else '   TOO MUCH'}"


if __name__ == "__main__":
    main()
