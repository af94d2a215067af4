"""The company every test may live in, and a test database in which events stay immutable but flushing works."""

import gc
import os
import shutil
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import DateTimeField
from django.db.models.query_utils import DeferredAttribute
from django.test import Client, TransactionTestCase, override_settings

from audits.models import Audit, Finding
from config.settings import KEPT_SECONDS as PRODUCTION
from foundation.directory.models import User
from tests import shares, snapshot
from tests.company import TODAY, Company, found, issued, start_audit
from tests.entered import come_in
from tests.world import World, build, meet

# Races need connections of their own; the run on PostgreSQL collects them.
RACES = [
    "faults/test_directory_races.py",
    "faults/test_ledger_races.py",
    "faults/test_races.py",
    "faults/test_webhook_races.py",
]

collect_ignore = [] if os.environ.get("DATABASE_URL", "").startswith("postgres") else RACES

PROTECTED = (
    "foundation_event",
    "foundation_eventcontent",
    "assurance_area",
    "assurance_build",
    "certifications_statementofapplicability",
    "certifications_soaline",
    "certifications_material",
    "certifications_logline",
    "cases_caseevent",
    "cases_caseeventcontent",
    "people_attestation",
    "foundation_ledgerleaf",
    "foundation_ledgertile",
    "foundation_ledgercheckpoint",
    "foundation_ledgerkey",
    "foundation_ledgercosignature",
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> shares.InShares | None:
    """`-n 2 --dist loadfile` keeps modules together, but for those that tests/shares.py names."""
    return shares.InShares(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """What asks no database is the same on each; the order is of use to a process of several alone."""
    for item in items:
        if not shares.depends_on_the_database(item):
            item.add_marker("anywhere")
    yield
    if hasattr(config, "workerinput"):
        shares.arrange(items)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was imported and collected stays until the end: nothing of it is looked through for garbage again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    """Each test has a file store and keys of the ledger of its own."""
    settings.FILES_ROOT = tmp_path / "files"
    settings.INCOMING_ROOT = tmp_path / "incoming"
    settings.PAGES_ROOT = tmp_path / "pages"
    settings.LEDGER_FOLDER = tmp_path / "ledger"


@pytest.fixture(scope="module", autouse=True)
def nothing_in_the_cache() -> None:
    """Calls that others made at the moment a test travels to would count as its own."""
    cache.clear()


@pytest.fixture(scope="module", autouse=True)
def standing_company(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where every test of a module that asks the database lives in the company, its rows are put there once."""
    if not shares.lives_in_company(request):
        yield
        return
    request.getfixturevalue("django_db_setup")
    with request.getfixturevalue("django_db_blocker").unblock(), snapshot.standing("company", found, snapshot.met):
        yield


@pytest.fixture
def company(db: None) -> Company:
    return snapshot.company()


@pytest.fixture
def cast(company: Company) -> dict[str, User]:
    return company.cast


@pytest.fixture(scope="session")
def bytes_kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("world")


@pytest.fixture
def world(db: None, settings: Any, bytes_kept: Path) -> World:
    """One of everything, in two regions: what the access matrix walks through."""
    settings.FILES_ROOT, settings.INCOMING_ROOT = bytes_kept / "files", bytes_kept / "uploads"
    return snapshot.there("world", build, meet)


@pytest.fixture(scope="module")
def standing_world(django_db_setup: None, django_db_blocker: Any, bytes_kept: Path) -> Iterator[None]:
    """For modules whose every test lives in the world: its rows are put there once."""
    with django_db_blocker.unblock(), _stored_in(bytes_kept), snapshot.standing("world", build, meet):
        yield


@pytest.fixture(scope="module")
def demonstrated(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The whole demonstration as seen on TODAY, in the database until the module is through; the folder of its files."""
    folder, new = tmp_path_factory.mktemp("demonstrated"), tmp_path_factory.mktemp("demonstration")
    load = partial(call_command, "demo", today=TODAY.isoformat())
    with django_db_blocker.unblock(), transaction.atomic():
        with _stored_in(new):
            kept = snapshot.there("demonstration", load, lambda: new)
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        with _stored_in(folder):
            yield folder
        transaction.set_rollback(True)


def _stored_in(folder: Path) -> override_settings:
    return override_settings(
        FILES_ROOT=folder / "files", INCOMING_ROOT=folder / "uploads", LEDGER_FOLDER=folder / "ledger"
    )


@pytest.fixture(scope="module")
def figures_kept() -> Iterator[None]:
    """For walks through hundreds of addresses: figures around the pages are counted once a minute, as in production."""
    cache.clear()
    with override_settings(KEPT_SECONDS=PRODUCTION):
        yield
    cache.clear()


@pytest.fixture
def audit(company: Company) -> Audit:
    """An unannounced audit in its fieldwork; see start_audit()."""
    return snapshot.after("company", "audit", lambda: start_audit(company), lambda: Audit.objects.latest("pk"))


@pytest.fixture
def finding(company: Company, audit: Audit) -> Finding:
    """A major that Priya logged and Tobias issued today; Samir owns it."""
    return snapshot.after("audit", "finding", lambda: issued(company, audit), lambda: Finding.objects.latest("pk"))


@pytest.fixture
def browse(cast: dict[str, User]) -> Any:
    """`browse("ines")` is a test client signed in as her; `browse(None)` nobody. The server is past its first page."""
    ContentType.objects.get_for_models(*apps.get_models())

    def signed_in(name: str | None) -> Client:
        client = Client()
        if name is not None:
            come_in(client, cast[name])
        return client

    return signed_in


@pytest.fixture(autouse=True, scope="session")
def nothing_is_read_row_by_row() -> Iterator[None]:
    """A value that a list left out (foundation/lists/reading.py) and a row then asks for is a query for each row."""
    read = DeferredAttribute.__get__

    def refuse(self: DeferredAttribute, instance: Any, cls: Any = None) -> Any:
        moment = isinstance(self.field, DateTimeField) and instance is not None
        if moment and self.field.attname not in instance.__dict__ and instance.get_deferred_fields():
            raise AssertionError(f"{self.field} is read by itself.")
        return read(self, instance, cls)

    with patch.object(DeferredAttribute, "__get__", refuse):
        yield


@pytest.fixture(autouse=True, scope="session")
def flushable() -> Iterator[None]:
    """Lets the flush after transactional tests through the triggers, and puts back the rows migrations made."""
    flush = TransactionTestCase._fixture_teardown

    def flush_everything(self: TransactionTestCase) -> None:
        saved = _take_down()
        flush(self)
        _put_back(saved)
        snapshot.forget()

    TransactionTestCase._fixture_teardown = flush_everything
    yield
    TransactionTestCase._fixture_teardown = flush


def _take_down() -> list[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in PROTECTED:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return []
        cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = [(name, sql) for table, name, sql in cursor.fetchall() if table in PROTECTED]
        for name, _sql in found:
            cursor.execute(f"DROP TRIGGER {name}")
        return [sql for _name, sql in found]


def _put_back(saved: list[str]) -> None:
    import_module("foundation.directory.migrations.0001_squashed_0005_guides_read").add_robot(apps, None)
    import_module("assurance.migrations.0001_squashed_0014_management_review").add_areas(apps, None)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in PROTECTED:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        for statement in saved:
            cursor.execute(statement)
