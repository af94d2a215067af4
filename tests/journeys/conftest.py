"""What journeys walk in: a server of their own, a clock that stands, and people who are signed in, each in a browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase, override_settings
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests import company as small
from tests.browser import browser
from tests.company import TODAY, Company
from tests.journeys.clock import Clock
from tests.journeys.people import People, by_card, by_password, give_passwords
from tests.journeys.stock import load_demonstration


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is kept is never changed, so all journeys keep their files in one place."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module", autouse=True)
def own_folders(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Of a module, because its tests share one server; what was signed is that of the module's database."""
    folders = {"FILES_ROOT": store / "files", "INCOMING_ROOT": store / "incoming"}
    with override_settings(**folders, LEDGER_FOLDER=tmp_path_factory.mktemp("ledger")):
        yield


@pytest.fixture(scope="module")
def clock() -> Iterator[Clock]:
    clock = Clock()
    clock.go_to(TODAY)
    yield clock
    clock.stop()


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database belongs to the module, so that a server and several browsers can work in it; emptied at its end."""
    with django_db_blocker.unblock():
        yield
        TransactionTestCase()._fixture_teardown()


@pytest.fixture(scope="module")
def house(own_folders: None, clock: Clock, db: None) -> Iterator[LiveServer]:
    """The whole application on a port of its own."""
    with override_settings(DEMO=True):
        cache.clear()
        server = LiveServer("127.0.0.1")
        yield server
        server.stop()


@pytest.fixture(scope="module")
def company(house: LiveServer) -> Company:
    """The small company of the tests; everybody in it has a password."""
    company = small.found()
    give_passwords(company.cast.values())
    return company


@pytest.fixture(scope="module")
def demonstration(house: LiveServer, store: Path) -> None:
    """The whole demonstration, as seen on TODAY."""
    load_demonstration(store / "keys")


@pytest.fixture(scope="module")
def colleagues(browser: Browser, house: LiveServer, clock: Clock, company: Company) -> Iterator[People]:
    colleagues = People(browser, house.url, clock, by_password)
    yield colleagues
    colleagues.leave()


@pytest.fixture
def people(colleagues: People) -> Iterator[People]:
    """`people("priya")` is a page on which she is signed in; afterwards nothing may have gone wrong in any browser."""
    yield colleagues
    colleagues.settle()


@pytest.fixture(scope="module")
def everybody(browser: Browser, house: LiveServer, clock: Clock, demonstration: None) -> Iterator[People]:
    everybody = People(browser, house.url, clock, by_card)
    yield everybody
    everybody.leave()


@pytest.fixture
def personas(everybody: People) -> Iterator[People]:
    """The same for the people of the demonstration: `personas("Priya Raman")`."""
    yield everybody
    everybody.settle()


__all__ = ["browser"]
