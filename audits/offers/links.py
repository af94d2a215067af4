"""Addresses of exactly the rows a figure counts: the lists with the same filters, as of the same day."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from foundation.as_of import in_address


def findings(on: date, /, **filters: str | Sequence[str]) -> str:
    """The findings of the units one manages, as they stood on a day, narrowed further."""
    return f"{reverse('audits:findings')}?{urlencode({'under': 'me', **in_address(on), **filters}, doseq=True)}"


def audits(on: date, /, **filters: str) -> str:
    """The audits of the units one manages, as they stood on a day, narrowed further."""
    return f"{reverse('audits:audits')}?{urlencode({'under': 'me', **in_address(on), **filters})}"


def month(first: date) -> str:
    return first.strftime("%Y-%m")
