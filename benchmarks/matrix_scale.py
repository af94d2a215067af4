"""How fast the integration matrix is with 200 processes × 1,200 requirements (240,000 cells).

    python -m benchmarks.matrix_scale                                  on SQLite, in a folder of its own
    python -m tests.postgres python -m benchmarks.matrix_scale         on a PostgreSQL of its own

Prints for each page the median and the slowest of the calls, the queries, and the size compressed.
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

PROCESSES, REQUIREMENTS, FAMILIES, CONTROLS = 200, 1200, 24, 400
REGIONS = ("HQ", "EUR", "MEA", "APAC", "LATAM")
CALLS = 9
TARGET_MS, TARGET_QUERIES = 400, 12


def main() -> None:
    folder = tempfile.mkdtemp(prefix="attest-matrix-")
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
    began = time.perf_counter()
    leave_out_what_stays()
    officer = fill()
    print(f"{connection.vendor}: {PROCESSES * REQUIREMENTS:,} cells written in {time.perf_counter() - began:.0f} s")
    measure(officer)


def fill() -> Any:
    """A company of that size; returns an officer of its root. Statuses are spread as they would be after a year."""
    from assurance.models import Area, Control, Document, DocumentVersion, Framework, Process, Requirement
    from foundation.directory.models import Person, RoleGrant, User

    root = unit("MN", None, "group")
    regions = [unit(code, root, "region") for code in REGIONS]
    people = Person.objects.bulk_create(
        Person(number=f"P-{n}", name=f"Person {n}", email=f"p{n}@x.example", unit=root, start_on=date(2020, 1, 1))
        for n in range(300)
    )
    officer = User.objects.create_user(email="co@x.example", name="Officer", person=people[0])
    RoleGrant.objects.create(user=officer, role="CO", unit=root, from_on=date(2020, 1, 1))
    framework = Framework.objects.create(code="BIG", title="Large catalogue", edition="1", issuer="X")
    requirements = Requirement.objects.bulk_create(
        Requirement(
            framework=framework,
            ref=f"R-{n:04d}",
            title=f"Requirement {n} of the large catalogue",
            kind="control",
            family=f"Family {n * FAMILIES // REQUIREMENTS:02d}",
            order=n,
        )
        for n in range(REQUIREMENTS)
    )
    areas = list(Area.objects.all())
    processes = Process.objects.bulk_create(
        Process(
            code=f"P-{n:03d}",
            name=f"Process {n}",
            area=areas[n % 5],
            unit=regions[n % 5],
            owner=people[n] if n % 50 else None,
            state="active",
        )
        for n in range(PROCESSES)
    )
    for n, process in enumerate(processes):
        process.regions.set({regions[n % 5], regions[(n + 1 + n // 5) % 5]})
    document = Document.objects.create(number="D", title="D", kind="guideline", unit=root, owner=people[1])
    DocumentVersion.objects.create(
        document=document, major=1, author=officer, state="effective", effective_from=date(2020, 1, 1)
    )
    controls = Control.objects.bulk_create(
        Control(
            code=f"C-{n:03d}", statement="Done.", kind="preventive", unit=root, owner=people[n % 300],
            state="operating" if n % 40 else "retired",
        )
        for n in range(CONTROLS)
    )  # fmt: skip
    for control in controls:
        control.guidance.add(document)
    write_cells(processes, requirements, controls)
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


def write_cells(processes: list[Any], requirements: list[Any], controls: list[Any]) -> None:
    from django.db import connection

    from assurance.models import Cell
    from foundation.clock import today as local

    today = local()
    for p, process in enumerate(processes):
        Cell.objects.bulk_create(
            (
                Cell(
                    process=process,
                    requirement=requirement,
                    control=controls[(p * 7 + r) % CONTROLS] if (p + r) % 31 else None,
                    applicable=bool((p + r) % 3),
                    reason="" if (p + r) % 3 else "Not done here.",
                    fresh_until=today + timedelta(days=(p * 13 + r * 7) % 420 - 30) if (p + r) % 17 else None,
                )
                for r, requirement in enumerate(requirements)
            ),
            batch_size=1000,
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure(officer: Any) -> None:
    from django.test import Client
    from django.urls import reverse

    client = Client(headers={"host": "localhost"})
    client.force_login(officer)
    matrix = reverse("assurance:matrix")
    pages = {
        "overview, area × family": f"{matrix}?rows=families&columns=areas",
        "overview, region × family": f"{matrix}?rows=families&columns=regions",
        "first window, 50 × 50": f"{matrix}?rows=requirements&columns=processes",
        "window in the middle": f"{matrix}?rows=requirements&columns=processes&from=600&across=100",
        "last window": f"{matrix}?rows=requirements&columns=processes&from=1150&across=150",
        "window of one area": f"{matrix}?rows=requirements&columns=processes&area=TS",
        "list of gaps": f"{matrix}list/?status=stale",
    }
    for name, address in pages.items():
        print(line_of(name, lambda address=address: client.get(address)))


def line_of(name: str, call: Callable[[], Any]) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    answer = call()
    if answer.status_code != 200:
        return f"{name:28} answered {answer.status_code}"
    taken = []
    for _number in range(CALLS):
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1000)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = call()
    median, size = statistics.median(taken), len(gzip.compress(answer.content)) // 1024
    fits = median < TARGET_MS and len(queries) <= TARGET_QUERIES
    said = f"{name:28} median {median:5.0f} ms, slowest {max(taken):5.0f} ms, {len(queries):2} queries, {size:3} kB"
    return f"{said}{'' if fits else '   TOO MUCH'}"


if __name__ == "__main__":
    main()
