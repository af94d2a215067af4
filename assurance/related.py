"""What apps above say on the pages of processes, requirements and audits; they register, nothing is imported."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise

from foundation.directory.models import User


@dataclass(frozen=True)
class Related:
    """Rows of another app about one of these: `rows(row, user)` are those the user may see, `template` draws one."""

    title: str | Promise
    empty: str | Promise
    template: str
    about: tuple[type[models.Model], ...]
    rows: Callable[[Any, User], models.QuerySet | Sequence[Any]]


@dataclass(frozen=True)
class Part:
    """One registered part of a page, with the rows to show."""

    title: str | Promise
    empty: str | Promise
    template: str
    rows: list[Any]


SHOWN = 8
_related: list[Related] = []


def offer_related(*parts: Related) -> None:
    _related.extend(parts)


def facts_about(row: models.Model, user: User) -> list[Part]:
    """What is registered about rows of this kind, at most `SHOWN` rows each (one query per part)."""
    return [
        Part(part.title, part.empty, part.template, list(part.rows(row, user)[:SHOWN]))
        for part in _related
        if isinstance(row, part.about)
    ]
