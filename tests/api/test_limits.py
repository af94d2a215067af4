"""How often one may call."""

import pytest
import redis
from django.core.cache import cache

from foundation.cache import PatientRedisCache


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


def test_more_calls_than_allowed_are_refused_with_the_seconds_to_wait(program, company, settings):
    settings.API_CALLS_PER_USER = 3
    ines = program("ines")

    statuses = [ines.get("me/").status_code for _ in range(4)]
    refused = ines.get("me/")

    assert statuses == [200, 200, 200, 429]
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert program("carla").get("me/").status_code == 200


def test_an_address_is_counted_before_anybody_is_known(client, company, settings):
    settings.API_CALLS_PER_ADDRESS = 3

    statuses = [client.get("/api/v1/me/", headers={"Authorization": "Bearer attest_x"}).status_code for _ in range(4)]

    assert statuses == [401, 401, 401, 429]


def test_an_address_one_claims_to_have_makes_no_difference(client, company, settings):
    settings.API_CALLS_PER_ADDRESS = 2

    statuses = [client.get("/api/v1/me/", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code for n in range(3)]

    assert statuses == [401, 401, 429]


def test_without_its_server_the_cache_counts_on_in_memory(program, company, settings, monkeypatch):
    """Open for reads and writes, and still limited: docs/adr/0070-api.md."""
    away = PatientRedisCache("redis://127.0.0.1:1/0", {"OPTIONS": {"socket_connect_timeout": 0.2}})
    away.fallback.clear()
    monkeypatch.setattr("foundation.api.throttling.cache", away)
    settings.API_CALLS_PER_USER = 2
    with pytest.raises(redis.ConnectionError):
        super(PatientRedisCache, away).get("x")
    ines = program("ines")

    assert [ines.get("me/").status_code for _ in range(3)] == [200, 200, 429]
