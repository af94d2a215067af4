"""Machines try the API against its own schema: every check, as several people, alone and one call after another."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from tests.api.conftest import token_of
from tests.routes.api import CALLS
from tests.world import World

pytestmark = pytest.mark.server  # what a server of a database refuses, SQLite takes

load_all_checks()
PEOPLE = ("ines", "tobias", "samir")
QUICK = settings(
    max_examples=3,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
# A body that the schema allows may still be refused for what only a rule knows: 400 is no fault there.
# A row that was made is looked for by who made it; whom it is hidden from is the matrix's question.
LEFT_OUT = {"positive_data_acceptance", "ensure_resource_availability", "use_after_free", "max_response_time"}
EVERY = [CHECKS.get_one(name) for name in CHECKS.get_all_names() if name not in LEFT_OUT]


@pytest.fixture(autouse=True)
def without_limits(settings: Any) -> None:
    settings.API_CALLS_PER_USER = settings.API_CALLS_PER_ADDRESS = 10_000_000


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The calls stay in the transaction of their test, as those of Django's own test client do."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture(scope="module")
def schema() -> Any:
    found = schemathesis.openapi.from_path(django_settings.BASE_DIR / "docs" / "openapi.yaml")
    found.app = get_wsgi_application()
    found.config.update(base_url="http://localhost")
    return found


def bearer(world: World, who: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token_of(world.company.cast[who], 'sign')}"}


@contextmanager
def undone() -> Iterator[None]:
    """What a call wrote is taken back, so that the next one meets the same world."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


def rows(world: World) -> dict[str, str]:
    """A row of each collection, by the name of its operations."""
    found = {}
    for name, call in CALLS.items():
        noun = name.removeprefix("api:").removesuffix("-detail")
        if name.endswith("-detail"):
            found[noun.replace("-", "_")] = str(call.own(world)[0])
    return found


def noun_of(operation: Any, known: dict[str, str]) -> str | None:
    name = operation.definition.raw["operationId"]
    return max((noun for noun in known if name.startswith(f"{noun}_")), key=len, default=None)


def try_out(operation: Any, mode: GenerationMode, callers: list[dict[str, str]], known: dict[str, str]) -> None:
    """What is made up is sent by everybody: to make it up takes longer than to send it."""
    noun = noun_of(operation, known)

    @QUICK
    @given(case=operation.as_strategy(generation_mode=mode))
    def once(case: Any) -> None:
        if noun is not None and mode is GenerationMode.POSITIVE and "uuid" in (case.path_parameters or {}):
            case.path_parameters["uuid"] = known[noun]
        for headers in callers:
            with undone():
                case.call_and_validate(headers=headers, checks=EVERY)

    once()


def told(fault: BaseException) -> str:
    inner = fault.exceptions if isinstance(fault, BaseExceptionGroup) else [fault]
    return "; ".join(f"{type(one).__name__}: {one}" for one in inner)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["good", "bad"])
def test_every_operation_keeps_to_its_schema_whoever_calls(schema, world, mode):
    callers, known, faults = [bearer(world, who) for who in PEOPLE], rows(world), []
    for found in schema.get_all_operations():
        operation = found.ok()
        try:
            try_out(operation, mode, callers, known)
        except (Exception, BaseExceptionGroup) as fault:  # noqa: BLE001 - each operation is judged
            faults.append(f"{operation.label}: {told(fault)}"[:1500])
    assert faults == [], "\n\n".join(faults)


def test_one_call_after_another_keeps_to_the_schema(schema, world):
    headers = bearer(world, "ines")
    machine = schema.as_state_machine()

    class Steps(machine):  # type: ignore[misc,valid-type]
        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"headers": headers}

        def validate_response(self, response: Any, case: Any, **more: Any) -> None:
            case.validate_response(response, checks=EVERY, headers=headers)

    Steps.run(settings=settings(QUICK, max_examples=10, stateful_step_count=8))
