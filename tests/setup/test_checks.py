"""The starts that are refused."""

from types import SimpleNamespace

import pytest

from foundation.checks import (
    production_has_a_server_database,
    production_is_safe,
    refuse_unsafe_start,
    the_demonstration_is_alone,
)
from tests.setup.installation import SOUND


@pytest.fixture
def production(settings):
    settings.PLAIN_HTTP, settings.DEMO, settings.DEBUG = False, False, False
    settings.SECRET_KEY = SOUND["SECRET_KEY"] * 2
    settings.ALLOWED_HOSTS = [SOUND["ALLOWED_HOSTS"]]
    return settings


def ids(messages):
    return [message.id for message in messages]


def test_a_sound_production_start_is_let_through(production):
    refuse_unsafe_start()

    assert production_is_safe(None) == []


def test_the_demonstration_is_refused_on_a_database_somebody_set_up(production):
    production.DEMO, production.DATABASE_URL = True, "postgresql://db/attest"

    assert ids(the_demonstration_is_alone(None)) == ["attest.E001"]


def test_the_demonstration_is_welcome_on_its_own_file(production):
    production.DEMO, production.DATABASE_URL = True, None

    assert the_demonstration_is_alone(None) == []


@pytest.mark.parametrize("key", ["short", "a" * 80])
def test_a_weak_key_is_refused(production, key):
    production.SECRET_KEY = key

    assert ids(production_is_safe(None)) == ["attest.E002"]


def test_error_pages_for_developers_are_refused_in_production(production):
    production.DEBUG = True

    assert ids(production_is_safe(None)) == ["attest.E003"]


@pytest.mark.parametrize("hosts", [[], ["*"], ["attest.example.com", "*"]])
def test_serving_any_host_is_refused_in_production(production, hosts):
    production.ALLOWED_HOSTS = hosts

    assert ids(production_is_safe(None)) == ["attest.E004"]


def test_a_refused_start_ends_with_one_line(production):
    production.SECRET_KEY = "short"

    with pytest.raises(SystemExit, match=r"^attest: SECRET_KEY [^\n]+ \(attest.E002\)$"):
        refuse_unsafe_start()


@pytest.mark.parametrize(("vendor", "expected"), [("sqlite", ["attest.W001"]), ("postgresql", [])])
def test_sqlite_in_production_is_cautioned_against(production, monkeypatch, vendor, expected):
    monkeypatch.setattr("foundation.checks.connection", SimpleNamespace(vendor=vendor))

    assert ids(production_has_a_server_database(None)) == expected
