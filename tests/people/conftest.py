"""The day of the company."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

MORNING = "2026-11-20T10:00:00Z"


@pytest.fixture
def company_day() -> Iterator[Any]:
    """20 November 2026, ten o'clock in Lisbon."""
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller
