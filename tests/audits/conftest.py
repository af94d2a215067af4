"""Pages ask the clock, so the tests of pages live on the company's day."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

import pytest
import time_machine

from tests.api.conftest import program  # noqa: F401
from tests.company import TODAY

SHEET = {"HX-Request": "true", "HX-Target": "sheet"}


@pytest.fixture
def company_day() -> Iterator[Any]:
    """It is 20 November 2026, ten in the morning, wherever a door asks; `move_to` takes one to another day."""
    with time_machine.travel(datetime.combine(TODAY, time(10), UTC), tick=True) as traveller:
        yield traveller
