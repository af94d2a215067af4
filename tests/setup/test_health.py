"""/livez and /readyz."""

import pytest
from django.db import DatabaseError, connection


def test_a_living_process_says_ok_without_sign_in(client):
    answer = client.get("/livez")

    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_a_process_with_its_database_is_ready_even_without_a_broker(client, settings):
    settings.BROKER_URL = "unix:///nowhere/broker.sock"

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "broker": "unreachable"}


@pytest.mark.django_db
def test_a_process_without_its_database_is_not_ready(client, settings, monkeypatch):
    settings.BROKER_URL = "unix:///nowhere/broker.sock"

    def refuse(*_arguments, **_options):
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", refuse)

    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_health_is_only_for_reading(client, path):
    assert client.post(path).status_code == 405
