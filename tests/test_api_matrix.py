"""Every route of the API × every member of the cast: who gets in, who is told no, and that a no changes nothing."""

import json
from typing import Any

import pytest
from django.urls import get_resolver, reverse

from foundation.api.steps import open_steps
from foundation.steps import subject_of
from foundation.workflow import workflows
from tests.company import CAST, OUTSIDERS
from tests.routes.api import CALLS, Call
from tests.routes.stepped import STEPPED
from tests.test_access_matrix import EVERYONE, asked, business, route_names, sign_in, undone, visitor
from tests.world import World
from tests.writing import PROTOCOLS

pytestmark = pytest.mark.usefixtures("figures_kept", "standing_world")

NO = (403, 404)
NOBODYS = "00000000-0000-4000-8000-000000000000"
NOUNS = {flow: noun for flow, (noun, _row) in STEPPED.items()}


@pytest.fixture(autouse=True)
def without_limits(settings: Any) -> None:
    settings.API_CALLS_PER_USER = settings.API_CALLS_PER_ADDRESS = 1_000_000


def api_routes() -> set[str]:
    return {name for name in route_names(get_resolver().url_patterns) if name.startswith("api:")}


def knock(
    world: World,
    who: str | None,
    method: str,
    address: str,
    body: Any = None,
    *,
    headers: dict[str, str] | None = None,
    **options: Any,
) -> Any:
    client = visitor(**options)
    if who is not None:
        sign_in(client, world.company.cast[who])
    if method == "get":
        return client.get(address)
    sent = json.dumps(body or {}, default=str)
    return getattr(client, method)(address, sent, content_type="application/json", headers=headers)


def sent(call: Call, world: World) -> dict[str, Any]:
    return call.body(world)


def address(name: str, arguments: tuple) -> str:
    return reverse(name.partition("#")[0], args=arguments)


def test_every_route_has_its_line():
    steps = {
        f"api:{NOUNS[flow.name]}-step-{step.name}" for flow in workflows() if flow.name in NOUNS for step in flow.steps
    }
    assert api_routes() - steps - {"api:nothing"} == {name.partition("#")[0] for name in CALLS}


@pytest.mark.parametrize("name", CALLS)
def test_reading(world, name):
    call, before = CALLS[name], business(world)
    there = address(name, call.own(world))

    statuses = {member: knock(world, member, "get", there).status_code for member in asked(name, CAST)}
    assert business(world) == before
    outside = asked(name, OUTSIDERS)  # whose looking is noted
    statuses |= {member: knock(world, member, "get", there).status_code for member in outside}

    def as_said(member: str, status: int) -> bool:
        return status == 200 if member in call.read else status in (*NO, 405)

    assert {member: status for member, status in statuses.items() if not as_said(member, status)} == {}


@pytest.mark.anywhere
@pytest.mark.parametrize("name", CALLS)
def test_nobody_gets_in_without_signing_in(world, name):
    call, before = CALLS[name], business(world)
    there = address(name, call.own(world))

    answers = [knock(world, None, method, there, sent(call, world)) for method in ("get", "post", "patch")]

    for answer in answers:
        assert answer.status_code in (401, 405), (answer.status_code, answer.content)
        assert answer.status_code == 405 or answer["WWW-Authenticate"] == "Bearer"
    assert answers[0].status_code == 401
    assert business(world) == before


@pytest.mark.parametrize("name", CALLS)
def test_writing_is_refused_to_everybody_else(world, name):
    call, before = CALLS[name], business(world)
    there, body = address(name, call.own(world)), sent(call, world)

    others = asked(name, [member for member in EVERYONE if member not in call.write])
    statuses = {
        member: knock(world, member, call.method, there, body, headers=call.headers).status_code for member in others
    }

    assert {member: status for member, status in statuses.items() if status not in (*NO, 405)} == {}
    assert business(world) == before


@pytest.mark.parametrize("name", [name for name, call in CALLS.items() if call.write])
def test_who_may_write_gets_in(world, name):
    call, statuses = CALLS[name], {}
    for member in call.write:
        there = address(name, call.own(world))
        body = sent(call, world)
        statuses[member] = undone(
            lambda: knock(world, member, call.method, there, body, headers=call.headers).status_code  # noqa: B023
        )

    let_in = (200, 201, 202, 204) if not call.needs_more else (400,)
    # what a rule or a form holds against one person (independence, sight of the evidence) is not a no of the matrix
    assert {who: status for who, status in statuses.items() if status not in (*let_in, 400, 409)} == {}
    assert any(status in let_in for status in statuses.values()), statuses


@pytest.mark.parametrize("name", [name for name, call in CALLS.items() if call.foreign])
def test_a_foreign_row_is_the_same_404_as_none(world, name):
    call, wrong = CALLS[name], []
    missing = tuple(10**12 if isinstance(one, int) else NOBODYS for one in call.foreign(world))
    methods = (["get"] if call.read else []) + ([call.method] if call.write else [])
    for member in asked(name, call.strangers):
        for method in methods:
            theirs, none = (
                knock(world, member, method, address(name, arguments), sent(call, world), headers=call.headers)
                for arguments in (call.foreign(world), missing)
            )
            if theirs.status_code != 404 or theirs.content != none.content:
                wrong.append((member, method, theirs.status_code, theirs.content, none.content))
    assert wrong == []


@pytest.mark.anywhere
@pytest.mark.parametrize("name", [name for name, call in CALLS.items() if call.write])
def test_every_write_by_session_wants_the_token_of_a_form(world, name):
    call, before = CALLS[name], business(world)
    member = min(call.write)

    there = address(name, call.own(world))
    answer = knock(world, member, call.method, there, sent(call, world), headers=call.headers, enforce_csrf_checks=True)

    assert answer.status_code == 403
    assert business(world) == before


@pytest.mark.anywhere
@pytest.mark.parametrize("method", ["put", "delete", "trace", "options"])
def test_other_methods_are_not_served(world, method):
    before = business(world)

    names = [name for name in CALLS if name not in PROTOCOLS or method in ("put", "trace")]
    statuses = {name: knock(world, "ines", method, address(name, CALLS[name].own(world))).status_code for name in names}

    assert set(statuses.values()) == {405}, statuses
    assert business(world) == before


@pytest.mark.anywhere
@pytest.mark.parametrize("flow", [flow for flow in workflows() if flow.name in NOUNS], ids=lambda flow: flow.name)
def test_steps_let_in_whom_the_pages_let_in(world, flow):
    """404, 403 or let in: for every step the same by page and by API.

    Both ask one table, so a third of the cast knocks at each step, and another third at the next; all at one of few.
    """
    row, wrong, let_in = getattr(world, STEPPED[flow.name][1]), [], 0
    collection = reverse(f"api:{NOUNS[flow.name]}-list")
    for number, step in enumerate(flow.steps):
        page = reverse("foundation:step", args=[flow.name, row.uuid, step.name])
        api = f"{collection}{row.uuid}/steps/{step.name}/"
        for member in EVERYONE[number % 3 :: 3] if len(flow.steps) > 2 else EVERYONE:
            shown = knock(world, member, "get", page).status_code
            taken = undone(lambda: knock(world, member, "post", api).status_code)  # noqa: B023
            if step not in open_steps(flow) or member in OUTSIDERS:
                agree = taken == 404
            else:
                agree = taken == shown if shown in NO else taken in (200, 202, 400, 409)
            let_in += taken not in NO
            if not agree:
                wrong.append((step.name, member, shown, taken))
    assert wrong == []
    assert let_in > 0


def test_the_steps_of_rows_one_may_not_see_are_not_there(world):
    assert subject_of("finding", world.far_finding.uuid, "submit_plan", world.company.cast["samir"]) is None

    answer = knock(world, "samir", "post", f"/api/v1/findings/{world.far_finding.uuid}/steps/submit_plan/")

    assert answer.status_code == 404


def test_everybody_of_the_cast_is_asked():
    assert set(EVERYONE) == {*CAST, *OUTSIDERS}
