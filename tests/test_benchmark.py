"""The smallest company of the benchmarks is one that the application takes for its own, and its pages can be measured."""

import pytest
from django.db import connection

from assurance.models import EvidenceVersion
from audits.models import Audit, Finding
from benchmarks.company.cast import CERTIFIER_MAIL, OFFICER_MAIL, PASSWORD
from benchmarks.company.filling import fill
from benchmarks.company.sizes import SIZES
from benchmarks.measuring import bare, tables
from benchmarks.measuring.inside import cost_of
from benchmarks.measuring.pages import of_certifier, of_officer
from foundation.clock import today
from foundation.directory.models import Person, User
from foundation.models import Event
from foundation.search import index
from foundation.trail import digest

pytestmark = [pytest.mark.server, pytest.mark.django_db]

SIZE, MOST = SIZES["XS"], 20
LOOKED_AT = {"Board", "Findings", "Findings, filtered", "People, deep page", "Room"}


def test_the_company_stands_as_the_application_would_have_written_it(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        fill(SIZE, today(), lambda sentence: None)

    assert (Finding.objects.count(), Person.objects.count()) == (SIZE.findings, SIZE.people)
    assert EvidenceVersion.objects.count() > SIZE.evidence
    assert dangling() == []
    assert index.reconcile() == {"written": 0, "removed": 0}
    events = Event.objects.select_related("content__actor", "subject_type")
    assert [event.pk for event in events if event.digest != digest(event, event.content)] == []
    officer, certifier = (User.objects.get(email=mail) for mail in (OFFICER_MAIL, CERTIFIER_MAIL))
    assert officer.check_password(PASSWORD)
    for user, pages in ((officer, of_officer(officer)), (certifier, of_certifier())):
        costs = {page.name: cost_of(user, page.path) for page in pages if page.name in LOOKED_AT}
        assert {name: cost for name, cost in costs.items() if not 0 < cost.queries <= MOST} == {}
        assert all(bare.seconds(page.rows) < 5 for page in pages if page.rows)
    assert Audit.objects.filter(state=Audit.State.IN_PROGRESS).exists()


def dangling() -> list[tuple[str, str, int]]:
    """Columns that point at rows which are not there: the company was written while nobody looked."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass, a.attname, confrelid::regclass, b.attname FROM pg_constraint "
            "JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1] "
            "JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = confkey[1] WHERE contype = 'f'"
        )
        for table, column, other, key in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM {table} WHERE "{column}" IS NOT NULL '  # noqa: S608 - names of our own tables
                f'AND "{column}" NOT IN (SELECT "{key}" FROM {other})'
            )
            (number,) = cursor.fetchone()
            found += [(table, column, number)] if number else []
    return found


def test_what_was_measured_is_told_in_tables():
    taken = {"p50": 12.4, "p95": 20.0, "rps": 80.0}
    page = {"who": "officer", "name": "Findings", "bound": 10, "one": taken, "eight": taken, "size": 20480}
    machine = {"processor": "A processor", "cores": 2, "memory_gb": 8, "postgresql": 15, "python": "3.11", "loop": 0.3}
    told = {
        "size": "XS", "at": "2026-11-30", "commit": "abc", "machine": machine, "filled": 3, "room_mb": 30,
        "start": {"migrate": 2, "up": 3}, "memory": {"before": 100, "after_one": 110, "after_all": 120}, "loads": [],
        "pages": [page | {"queries": 9, "longest": 4000, "bare": 3.1, "python": 11.2, "server": 4.4}],
    }  # fmt: skip

    lines = tables.told([told]).splitlines()

    assert "| Findings | 11 + 4 ms | 9 | 4.0 kB |" in lines
    assert "| Findings | 12 ms **over** | 20 ms | 80 | 12 ms | 20 ms | 80 | 20 kB | 3.1 ms | 4.0 |" in lines
