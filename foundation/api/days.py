"""Days that a program names in an address."""

from datetime import date

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from foundation.clock import EARLIEST


def asked_day(text: str) -> date:
    """A day of the address. Raises ValidationError for what is none, or lies before anything was recorded."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day < EARLIEST:
        raise ValidationError({"on": [_("Give a day since 1900, such as 2026-11-20.")]})
    return day
