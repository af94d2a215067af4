"""What the tests of the foundation share."""

from tests.browser import browser
from tests.foundation.devices import device_table, devices, visitor
from tests.foundation.mornings import morning_clock
from tests.foundation.shelf import shelf

__all__ = ["browser", "device_table", "devices", "morning_clock", "shelf", "visitor"]
