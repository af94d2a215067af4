"""How fast search is with 200,000 records: 100,000 pieces of evidence, 60,000 findings, 40,000 suppliers.

    python -m benchmarks.search_scale                                  on SQLite, in a folder of its own
    python -m tests.postgres python -m benchmarks.search_scale         on a PostgreSQL of its own
    python -m benchmarks.search_scale 20000                            with so many records

Prints, for an officer of the whole company and for an auditor of one region, the median and the slowest of the calls, the
queries and how many records answered; then what the index costs: to build, to compare at night, to renew for one event.
"""

import logging
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from benchmarks.people_scale import unit

RECORDS, REGIONS, AUDITS = 200_000, 5, 500
CALLS = 15
BATCH = 2000
TODAY = date(2026, 11, 20)
SYLLABLES = (
    "ba",
    "cor",
    "den",
    "fil",
    "gra",
    "hol",
    "in",
    "ka",
    "lum",
    "mer",
    "nor",
    "pol",
    "ras",
    "sen",
    "tur",
    "vel",
)

# The words of every title come from 40,000, the first of them by far the most often, as in a language.
WORDS = [f"{a}{b}{c}{d}" for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES for d in ("", *SYLLABLES[:9])]


def main() -> None:
    folder = tempfile.mkdtemp(prefix="attest-search-")
    os.environ.setdefault("VAR", folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from foundation.search import index

    if connection.vendor == "sqlite":
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = f"{folder}/scale.sqlite3"
    call_command("migrate", verbosity=0)
    records = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    officer, auditor = fill(records)
    began = time.perf_counter()
    print(f"{connection.vendor}: {index.rebuild():,} rows built in {time.perf_counter() - began:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for name, user in (("officer", officer), ("auditor of a region", auditor)):
        measure(name, user)
    keep()


def fill(records: int) -> tuple[Any, Any]:
    """A company of that many records in five regions; returns its officer and an auditor of the first region."""
    from foundation.directory.models import Person, RoleGrant, User

    chance = random.Random(1)  # noqa: S311 - figures that come out the same
    root = unit("MN", None, "group")
    regions = [unit(f"R{n}", root, "region") for n in range(REGIONS)]
    users = []
    for code, role, place in (("CO", "CO", root), ("AU", "AU", regions[0])):
        person = Person.objects.create(number=code, name=code, email=f"{code}@x.example", unit=place, start_on=TODAY)
        user = User.objects.create_user(email=person.email, name=code, person=person)
        RoleGrant.objects.create(user=user, role=role, unit=place, from_on=date(2020, 1, 1))
        users.append(user)
    write(records, regions, users[0].person, chance)
    return users[0], users[1]


def text(chance: random.Random, length: int) -> str:
    return " ".join(WORDS[int(len(WORDS) * chance.random() ** 4)] for _word in range(length))


def write(records: int, regions: list[Any], owner: Any, chance: random.Random) -> None:
    from assurance.models import Evidence, Supplier
    from audits.models import Audit, Finding

    day = {"planned_start": TODAY, "planned_end": TODAY, "baseline_start": TODAY, "baseline_end": TODAY}
    audits = Audit.objects.bulk_create(
        Audit(ref=f"A-2026-{n}", title=text(chance, 4), method="on_site", unit=regions[n % REGIONS], **day)
        for n in range(AUDITS)
    )
    evidence = (
        Evidence(ref=f"EV-{n}", title=text(chance, 6), unit=regions[n % REGIONS], source="Vault")
        for n in range(records // 2)
    )
    Evidence.objects.bulk_create(evidence, BATCH)
    findings = (
        Finding(
            ref=f"F-2026-{n}",
            audit=audits[n % AUDITS],
            unit=audits[n % AUDITS].unit,
            type="minor",
            title=text(chance, 5),
            statement=text(chance, 14),
            raised_on=TODAY - timedelta(days=n % 1000),
            state="issued",
        )
        for n in range(records * 3 // 10)
    )
    Finding.objects.bulk_create(findings, BATCH)
    suppliers = (
        Supplier(
            ref=f"SUP-{n}",
            name=f"{text(chance, 3)} {n}",
            country="PT",
            category="ems",
            unit=regions[n % 5],
            owner=owner,
        )
        for n in range(records // 5)
    )
    Supplier.objects.bulk_create(suppliers, BATCH)


def measure(name: str, user: Any) -> None:
    common, rare = WORDS[0], WORDS[len(WORDS) // 2]
    asked = {
        "a reference": "F-2026-4711",
        "a rare word": rare,
        "two words": f"{WORDS[40]} {WORDS[200]}",
        "a word with a slip": f"{rare[:3]}q{rare[4:]}",
        "a beginning of three letters": rare[:3],
        "the most common word": common,
        "nothing": "zzzzqqqq",
    }
    for what, words in asked.items():
        print(line_of(f"{name}, {what}", user, words))


def line_of(name: str, user: Any, words: str) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from foundation.search.finding import Narrowed, find
    from foundation.search.words import Question

    def ask() -> Any:
        return find(user, Question(words), Narrowed(), size=25)

    ask()
    taken = timed(ask)
    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    spread = f"median {statistics.median(taken):5.0f} ms, slowest {max(taken):5.0f} ms"
    return f"{name:52} {spread}, {len(queries)} queries, {sum(answer.counts.values()):7,} records"


def keep() -> None:
    """What the index costs beside the records."""
    from audits.models import Finding
    from foundation.search import index

    one = Finding.objects.order_by("pk")[1000]
    renewed = timed(lambda: index.renew(Finding, [one.uuid]))
    began = time.perf_counter()
    index.reconcile()
    night = time.perf_counter() - began
    print(f"renewed for one event in {statistics.median(renewed):.1f} ms; compared at night in {night:.0f} s")


def timed(call: Callable[[], Any]) -> list[float]:
    taken = []
    for _number in range(CALLS):
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


if __name__ == "__main__":
    main()
