"""The day of the company."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine


@pytest.fixture(autouse=True)
def morning() -> Iterator[Any]:
    """20 November 2026, ten o'clock in Lisbon; `morning.move_to()` goes on."""
    with time_machine.travel("2026-11-20T10:00:00Z", tick=False) as traveller:
        yield traveller
