"""How fast lists of 100,000 rows are: findings and evidence, read by an officer of the whole company.

    python -m benchmarks.list_scale                                  on SQLite, in a folder of its own
    python -m tests.postgres python -m benchmarks.list_scale         on a PostgreSQL of its own
    python -m benchmarks.list_scale 5000                             with so many rows of each

Prints for the first page, a deep one, each order and some filters the median and the slowest of the calls, and the queries;
what is over the bound of 1,000 ms is marked.
"""

import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

ROWS, PEOPLE, REGIONS, DEPARTMENTS, AUDITS, REQUIREMENTS, PROCESSES = 100_000, 400, 5, 40, 400, 300, 60
CALLS, BATCH, TARGET_MS, DEEP = 3, 2000, 1000, 0.6
FIRST = date(2020, 1, 1)
TYPES = ("major", "minor", "minor", "observation", "ofi")
STATES = ("issued", "plan_submitted", "action", "implemented", "closed", "closed", "closed")
VERSION_STATES = ("accepted", "accepted", "accepted", "submitted", "rejected")


def main() -> None:
    folder = tempfile.mkdtemp(prefix="attest-lists-")
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
    began, rows = time.perf_counter(), int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    officer = fill(rows)
    written = time.perf_counter() - began
    print(
        f"{connection.vendor}: {rows:,} findings and {rows:,} pieces of evidence written in {written:.0f} s", flush=True
    )
    measure(officer, "audits:findings", ["?type=major", "?open=true", "?overdue=true", "?sort=-issued,owner"])
    measure(officer, "assurance:evidence_all", ["?state=submitted", "?title=7777", "?kind=record&sort=unit,-as_of"])


def fill(rows: int) -> Any:
    """A company of five regions with so many findings, each with a date to keep, and so much evidence of one version."""
    from django.db import connection

    from foundation.directory.models import Person, RoleGrant, User

    root = unit("MN", None, "group")
    regions = [unit(f"R{n}", root, "region") for n in range(REGIONS)]
    units = [unit(f"D{n:02d}", regions[n % REGIONS], "department") for n in range(DEPARTMENTS)]
    people = Person.objects.bulk_create(
        Person(number=f"P-{n}", name=f"Person {n * 7 % PEOPLE}", email=f"p{n}@x.example", unit=root, start_on=FIRST)
        for n in range(PEOPLE)
    )
    officer = User.objects.create_user(email="co@x.example", name="Officer", person=people[0])
    RoleGrant.objects.create(user=officer, role="CO", unit=root, from_on=FIRST)
    write_findings(rows, units, people)
    write_evidence(rows, units, officer)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return officer


def unit(code: str, parent: Any, kind: str) -> Any:
    from foundation.directory.models import Calendar, Unit

    calendar, _made = Calendar.objects.get_or_create(code="ALL", defaults={"name": "All"})
    made = Unit.objects.create(
        code=code, name=f"Unit {code}", kind=kind, parent=parent, zone="UTC", weekend=[5, 6], calendar=calendar
    )
    made.path = f"{parent.path if parent else ''}{made.pk:06d}/"
    made.save(update_fields=["path"])
    return made


def batches(rows: int) -> Iterator[range]:
    return (range(first, min(first + BATCH, rows)) for first in range(0, rows, BATCH))


def write_findings(rows: int, units: list[Any], people: list[Any]) -> None:
    from assurance.models import Area, Framework, Process, Requirement
    from audits.models import Audit, Finding
    from foundation.models import Due
    from foundation.rows import pointer

    framework = Framework.objects.create(code="BIG", title="Large catalogue", edition="1", issuer="X")
    facts = {"framework": framework, "kind": "control", "title": "Requirement"}
    requirements = Requirement.objects.bulk_create(
        Requirement(ref=f"R-{n:03d}", order=n, **facts) for n in range(REQUIREMENTS)
    )
    areas = list(Area.objects.all())
    processes = Process.objects.bulk_create(
        Process(code=f"P-{n}", name=f"Process {n}", area=areas[n % 5], unit=units[n % 40], state="active")
        for n in range(PROCESSES)
    )
    audits = Audit.objects.bulk_create(
        Audit(ref=f"A-{n:04d}", title=f"Audit {n}", method="remote", unit=units[n % 40], lead=people[n], **days(n))
        for n in range(AUDITS)
    )
    for batch in batches(rows):
        made = Finding.objects.bulk_create(
            finding(n, audits[n % AUDITS], people[n % 397], requirements[n % 300], processes[n % 60]) for n in batch
        )
        Due.objects.bulk_create(
            Due(step="action", anchor=one.issued_on, rule="T-01", policy_version=1, **pointer(one), **due(one))
            for one in made
        )


def days(number: int) -> dict[str, Any]:
    start = FIRST + timedelta(days=number * 6)
    end = start + timedelta(days=3)
    return {"planned_start": start, "planned_end": end, "baseline_start": start, "baseline_end": end}


def finding(number: int, audit: Any, owner: Any, requirement: Any, process: Any) -> Any:
    from audits.models import Finding

    state = STATES[number % 7]
    issued = FIRST + timedelta(days=number % 2400)
    return Finding(
        ref=f"F-{number:06d}",
        audit=audit,
        unit=audit.unit,
        type=TYPES[number % 5],
        title=f"Finding {number}",
        statement="It is not done.",
        requirement=requirement,
        process=process if number % 9 else None,
        owner=owner if number % 11 else None,
        raised_on=issued,
        issued_on=issued,
        closed_on=issued + timedelta(days=90) if state == "closed" else None,
        state=state,
    )


def due(one: Any) -> dict[str, Any]:
    return {"computed": one.issued_on + timedelta(days=60), "met_on": one.closed_on}


def write_evidence(rows: int, units: list[Any], officer: Any) -> None:
    from assurance.models import Evidence, EvidenceVersion

    kinds = Evidence.Kind.values
    for batch in batches(rows):
        made = Evidence.objects.bulk_create(
            Evidence(
                ref=f"EV-{n:06d}",
                title=f"Register {n * 7919 % rows}",
                kind=kinds[n % 10],
                unit=units[n % 40],
                disposal_due=FIRST + timedelta(days=n % 4000) if n % 3 else None,
            )
            for n in batch
        )
        EvidenceVersion.objects.bulk_create(
            EvidenceVersion(
                evidence=one,
                number=1,
                as_of=FIRST + timedelta(days=n % 2500),
                uploaded_by=officer,
                state=VERSION_STATES[n % 5],
                first_accepted_at=datetime(2026, 1, 1, tzinfo=UTC),
            )
            for n, one in zip(batch, made, strict=True)
        )


def measure(officer: Any, page: str, filters: list[str]) -> None:
    """The list by its page: first, deep, by each column both ways, and narrowed."""
    from django.test import Client
    from django.test.utils import setup_test_environment, teardown_test_environment
    from django.urls import reverse

    client, address = Client(), reverse(page)
    client.force_login(officer)
    setup_test_environment()  # only while the list itself is fetched: it slows every template
    table = client.get(address).context["list"]
    teardown_test_environment()
    report(f"{table.title}: first page", lambda: client.get(address))
    report("  deep page", lambda: client.get(deep(address, table)))
    for heading in table.sortable:
        for sign in ("", "-"):
            sort = f"{sign}{heading.name}"
            report(f"  by {sort}", lambda sort=sort: client.get(f"{address}?sort={sort}"))
    for query in filters:
        report(f"  {query}", lambda query=query: client.get(address + query))


def deep(address: str, table: Any) -> str:
    """The page that begins after three fifths of the rows."""
    keyset = table.keyset
    if not hasattr(table, "_deep"):
        table._deep = keyset.encode(keyset.ordered()[int(keyset.queryset.count() * DEEP)])
    return f"{address}?sort={table.sort}&after={table._deep}"


def report(name: str, call: Callable[[], Any]) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert call().status_code == 200
        count = len(queries)
    times = []
    for _call in range(CALLS):
        began = time.perf_counter()
        call()
        times.append((time.perf_counter() - began) * 1000)
    middle = statistics.median(times)
    mark = " OVER" if middle > TARGET_MS else ""
    print(f"{name:32} {middle:6.0f} ms  slowest {max(times):6.0f} ms  {count:2} queries{mark}", flush=True)


if __name__ == "__main__":
    main()
