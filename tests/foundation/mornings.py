"""A morning on which figures are kept as in production, and nothing is yet."""

import pytest
import time_machine
from django.core.cache import cache

from config.settings import KEPT_SECONDS
from tests.company import TODAY

MORNING = f"{TODAY.isoformat()}T09:00:00Z"


@pytest.fixture
def morning_clock(settings):
    """The clock, which stands until it is moved."""
    settings.KEPT_SECONDS = KEPT_SECONDS
    cache.clear()
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock
    cache.clear()
