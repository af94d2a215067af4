"""Every address of the project, walked from the resolver, asked by the certifier one second before and at both ends of the
grant, after its revocation, and from a network it is not bound to: what is in the room is told inside alone. Source: E-08.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from certifications.actions import revoke_grant
from foundation import outside
from foundation.models.rooms import GrantedObject, RoomNetwork
from foundation.models.trail import Event
from foundation.networks import ranges_of
from foundation.outside import REFUSED
from tests.test_access_matrix import sign_in

SECOND = timedelta(seconds=1)
PART = re.compile(r"<(?:(\w+):)?(\w+)>")
OWN_SIGN_IN = ("accounts/", "demonstration/")  # what everybody has, and what ends the session that asks


def walked(resolver: URLResolver | None = None, above: str = "") -> Iterator[str]:
    """Every route of the project as it is written, `<uuid:grant>` and all."""
    for one in (resolver or get_resolver()).url_patterns:
        if not isinstance(one.pattern, RoutePattern):
            continue
        route = above + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from walked(one, route)
        elif isinstance(one, URLPattern) and not route.startswith(OWN_SIGN_IN):
            yield route


def in_the_room(world: Any) -> dict[str, list[Any]]:
    """The ids of what the room shows, by the kind of its addresses; of everything else in the project two by two."""
    ids = {
        "audits": [world.audit],
        "findings": [world.finding],
        "evidence": [world.shown.evidence],
        "pack": [world.pack],
        "files": [world.shown.files.get()],
        "certificates": [world.room_certificate],
        "soa": [world.soa],
        "soas": [world.soa],
        "questions": [world.question],
        "samples": [world.sample],
        "clauses": [world.company.framework.requirements.first()],
    }
    return {kind: [row.uuid for row in rows] for kind, rows in ids.items()}


def filled(route: str, world: Any, ids: dict[str, list[Any]]) -> list[str]:
    """The route with an id of the room in each place, whatever kind it asks for."""
    parts, here = route.split("/"), []
    own = next((ids[kind] for kind in reversed(parts) if kind in ids), [world.grant.uuid])
    for uuid in own:
        values = {"uuid": uuid, "int": 1, "slug": "evidence", "str": "evidence", "path": "x", None: "evidence"}
        text = PART.sub(lambda m: str(world.grant.uuid if m[2] == "grant" else values.get(m[1], uuid)), route)  # noqa: B023
        here.append(f"/{text}")
    return here


@pytest.fixture
def world_of_claire(world: Any, settings: Any, monkeypatch: Any) -> Any:
    settings.API_CALLS_PER_USER = settings.API_CALLS_PER_ADDRESS = 1_000_000
    monkeypatch.setattr(outside, "REFUSALS_NOTED", 100_000)
    return world


def secrets_of(world: Any) -> list[str]:
    """Words that stand in the room and nowhere outside it."""
    row = world.room_certificate
    return [
        world.finding.statement,
        world.shown.evidence.title,
        world.shown.files.get().sha256,
        world.grant.purpose,
        world.question.title,
        f'"{world.grant.ref}"',
        row.title,
    ]


class Walk:
    """Claire asks every address once: what she was told of the room, and what she was refused."""

    def __init__(self, world: Any, at: datetime, morning: Any, **request: Any) -> None:
        morning.move_to(at)
        client, self.told, self.refused, self.found = Client(), [], 0, 0
        sign_in(client, world.company.cast["claire"])
        words, before = secrets_of(world), Event.objects.filter(kind=REFUSED).count()
        for route in walked():
            for address in filled(route, world, in_the_room(world)):
                answer = client.get(address, **request)
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                self.note(address, answer, body.decode(errors="replace"), words)
        self.logged = Event.objects.filter(kind=REFUSED).count() - before

    def note(self, address: str, answer: Any, body: str, words: list[str]) -> None:
        if answer.status_code in (403, 404, 405):
            self.refused += answer.resolver_match is not None
            return
        heads = " ".join(answer.headers.values())
        self.told += [(address, word) for word in words if word in body or word in heads]
        self.found += "/room" in address and answer.status_code == 200


def test_during_the_grant_the_walk_finds_the_room_and_what_it_is_refused_is_logged(world_of_claire, morning):
    world = world_of_claire

    first, last = (Walk(world, at, morning) for at in (world.grant.from_at, world.grant.until_at - SECOND))

    assert first.found == last.found > 25
    assert {word for _address, word in first.told} == set(secrets_of(world))
    assert {address for address, _word in first.told if not address.startswith(("/room/", "/api/v1/rooms/"))} <= {
        "/notifications/",
        "/api/v1/notifications/",
    }
    assert first.logged == first.refused > 200


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param("before", marks=pytest.mark.anywhere),  # on each database it is test_nothing_leaks.py's
        pytest.param("after", marks=pytest.mark.anywhere),
        "revoked",
        "elsewhere",
    ],
)
def test_outside_the_grant_no_address_tells_anything_of_the_room(world_of_claire, morning, moment):
    world, grant = world_of_claire, world_of_claire.grant
    at = {"before": grant.from_at - SECOND, "after": grant.until_at}.get(moment, grant.from_at)
    morning.move_to(at)
    if moment == "revoked":
        for one in (grant, world.rules_unread):
            revoke_grant(actor=world.company.cast["carla"], grant=one, on=at.date(), reason="Over.")
    if moment == "elsewhere":
        GrantedObject.objects.update(from_anywhere=False)
        [(first, last)] = ranges_of("198.51.100.0/24")
        RoomNetwork.objects.create(grant_uuid=grant.uuid, first=first, last=last)

    walk = Walk(world, at, morning, REMOTE_ADDR="192.0.2.1")

    assert walk.told == []
    assert walk.logged == walk.refused > 250
