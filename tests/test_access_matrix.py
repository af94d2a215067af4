"""Every route and method × every member of the cast: who gets in, who is told no, and that a no changes nothing.

A route without a line in ROUTES fails. Each line has a positive control: somebody gets in.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from zlib import crc32

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.html import escape

from foundation.directory.models import User
from foundation.models.trail import Event
from foundation.signin.sessions import SessionStore
from tests.company import CAST, OUTSIDERS
from tests.entered import stamp
from tests.routes import ROUTES, SITUATIONS, Route
from tests.world import World

pytestmark = pytest.mark.usefixtures("figures_kept", "standing_world")

EVERYONE = (*CAST, *OUTSIDERS)
SIGN_IN = "/accounts/login/"
NOT_FOUND_OR_FORBIDDEN = (403, 404)
FORM_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"')


def route_names(patterns: list[Any], space: str = "") -> list[str]:
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found += route_names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            found.append(f"{space}{pattern.name}")
    return found


def test_every_route_has_its_line():
    pages = {name for name in route_names(get_resolver().url_patterns) if not name.startswith("api:")}
    assert sorted(pages) == sorted(ROUTES)  # tests/test_api_matrix.py has the API's


@dataclass
class Door:
    """One route with the objects of one world."""

    route: Route
    world: World
    address: str

    def knock(self, name: str | None, method: str, **options: Any) -> int:
        """The status `name` gets; 401 stands for being sent to the sign-in page."""
        answer = self.answer(name, method, **options)
        sent_to = answer.headers.get("HX-Redirect", answer.headers.get("Location", ""))
        if answer.status_code in (204, 302) and sent_to.startswith(SIGN_IN):
            return 401
        return answer.status_code

    def answer(self, name: str | None, method: str, **options: Any) -> Any:
        client = visitor(**options)
        if name is not None:
            sign_in(client, self.world.company.cast[name])
        data = self.route.data(self.world) if method == "post" else None
        return getattr(client, method)(self.address, data, headers=self.route.headers)


def visitor(*, enforce_csrf_checks: bool = False) -> Client:
    """A browser of its own before one application: a client by itself would set up all its middleware anew."""
    client = Client()
    client.handler = application(enforce_csrf_checks)
    return client


@cache
def application(enforce_csrf_checks: bool) -> ClientHandler:
    handler = ClientHandler(enforce_csrf_checks=enforce_csrf_checks)
    handler.load_middleware()
    return handler


def sign_in(client: Client, user: User) -> None:
    """Writes the session a sign-in would have made, without its events."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), "foundation.signin.backend.AccountBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    stamp(session, user)
    session.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key


def door(name: str, world: World, which: Callable[[World], tuple] | None = None) -> Door:
    route = ROUTES[name]
    arguments = (which or route.own)(world)
    return Door(route, world, reverse(name, args=arguments) + route.query)


def business(world: World) -> tuple:
    """What a no and a GET may not change: the number of rows of every table of ours, and of events, but for the custody
    of files that were handed out, texts that were opened to sign, what outsiders were refused and the sessions of who
    knocks."""
    harmless = (
        "attestation.opened",
        "evidence.downloaded",
        "evidence.viewed",
        "paper.taken",
        "report.downloaded",
        "room.pack_taken",
        "outside.refused",
    )
    with connection.cursor() as cursor:
        cursor.execute(sizes())
        return (Event.objects.exclude(kind__in=harmless).count(), *cursor.fetchone())


@cache
def sizes() -> str:
    """The question for the number of rows of each table, in one: it is asked some ten thousand times."""
    tables = [
        connection.ops.quote_name(model._meta.db_table)
        for label in ("directory", "foundation", "assurance", "audits", "certifications", "people", "cases")
        for model in apps.get_app_config(label).get_models()
        if model._meta.model_name not in ("event", "eventcontent", "session")
    ]
    return "SELECT " + ", ".join(f"(SELECT COUNT(*) FROM {table})" for table in tables)  # noqa: S608 - names of our own


def asked(name: str, people: Iterable[str]) -> list[str]:
    """Who knocks at an address: everybody; on a server a third of them, at each address another third.

    What a role may is settled by one code for both databases. What they may disagree about is the question that finds
    the rows, and that is put at every address by several people, among whom each of the cast comes up at many.
    """
    everybody = sorted(people)
    if connection.vendor == "sqlite":
        return everybody
    return everybody[crc32(name.encode()) % 3 :: 3] or everybody


def got_in(status: int) -> bool:
    return 200 <= status < 400 or status in (409, 422)


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if not route.public])
def test_reading(world, name):
    there, before = door(name, world), business(world)

    statuses = {member: there.knock(member, "get") for member in asked(name, CAST)}
    assert business(world) == before
    statuses |= {member: there.knock(member, "get") for member in asked(name, OUTSIDERS)}  # whose looking is noted

    def as_said(member: str, status: int) -> bool:
        return got_in(status) if member in there.route.read else status in (*NOT_FOUND_OR_FORBIDDEN, 405)

    assert {member: status for member, status in statuses.items() if not as_said(member, status)} == {}


@pytest.mark.anywhere
@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if not route.public])
def test_nobody_reads_or_writes_without_signing_in(world, name):
    there, before = door(name, world), business(world)

    assert (there.knock(None, "get"), there.knock(None, "post")) == (401, 401)
    assert business(world) == before


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if not route.public])
def test_writing_is_refused_to_everybody_else(world, name):
    there, before = door(name, world), business(world)

    others = asked(name, [member for member in EVERYONE if member not in there.route.write])
    statuses = {member: there.knock(member, "post") for member in others}

    assert {who: status for who, status in statuses.items() if status not in (*NOT_FOUND_OR_FORBIDDEN, 405)} == {}
    assert business(world) == before


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.write and not route.public])
def test_who_may_write_gets_in(world, name):
    there = door(name, world)

    statuses = {member: undone(lambda member=member: there.knock(member, "post")) for member in there.route.write}

    assert {member: status for member, status in statuses.items() if not got_in(status)} == {}
    assert any(200 <= status < 400 for status in statuses.values()) or there.route.needs_more, statuses


def undone(act: Callable[[], int]) -> int:
    """What `act` returns; what it wrote is taken back, so that the next person meets the same world."""
    point = transaction.savepoint()
    try:
        return act()
    finally:
        transaction.savepoint_rollback(point)


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.foreign])
def test_a_foreign_object_is_the_same_404_as_none(world, name):
    route, wrong = ROUTES[name], []
    foreign, missing = door(name, world, route.foreign), door(name, world, route.missing)
    for member in asked(name, route.strangers):
        for method in ("get", "post"):
            theirs, none = foreign.answer(member, method), missing.answer(member, method)
            if theirs.status_code not in (403, 404, 405) or said_by(theirs, foreign) != said_by(none, missing):
                wrong.append((member, method, theirs.status_code, none.status_code))
    assert wrong == []


def said_by(answer: Any, there: Door) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body, but for what the asker knows: the token of the form and the address that was asked."""
    body = FORM_TOKEN.sub(b"", answer.content)
    for echo in (there.address, there.address.partition("?")[0]):
        body = body.replace(escape(echo).encode(), b"")
    headers = dict(answer.items())
    if "Content-Length" in headers:  # that of the rest: one number of an entry is longer than another
        headers["Content-Length"] = str(len(body))
    return answer.status_code, headers, body


@pytest.mark.anywhere
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_not_served(world, method):
    before = business(world)

    statuses = {name: door(name, world).knock("ines", method) for name in ROUTES}

    assert set(statuses.values()) == {405}, statuses
    assert business(world) == before


@pytest.mark.anywhere
@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.write])
def test_every_write_wants_the_token_of_its_form(world, name):
    there = door(name, world)
    before = business(world)

    status = there.knock(min(there.route.write), "post", enforce_csrf_checks=True)

    assert status == 403
    assert business(world) == before


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.public])
def test_public_pages_show_nothing_of_the_company(world, name):
    answer = Client().get(door(name, world).address)

    assert answer.status_code in (200, 302, 404, 405)
    assert "Two of five sampled sessions" not in answer.content.decode(errors="replace")


def test_each_line_has_a_positive_control():
    vacuous = {name for name, route in ROUTES.items() if not route.public and not (route.read or route.write)}
    assert vacuous == SITUATIONS
