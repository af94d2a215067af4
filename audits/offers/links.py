"""Addresses of exactly the rows a figure counts: the lists with the same filters."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode


def findings(**filters: str | Sequence[str]) -> str:
    """The findings of the units one manages, narrowed further."""
    return f"{reverse('audits:findings')}?{urlencode({'under': 'me', **filters}, doseq=True)}"


def audits(**filters: str) -> str:
    """The audits of the units one manages, narrowed further."""
    return f"{reverse('audits:audits')}?{urlencode({'under': 'me', **filters})}"


def month(first: date) -> str:
    return first.strftime("%Y-%m")
