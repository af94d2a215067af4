"""Settings that officers may change, in versions; the shipped value is version 1. Changes need a second person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from foundation.models.work import Policy


@dataclass(frozen=True)
class Declared:
    """A policy an app ships: its value in JSON types, what it means, and the check a new value has to pass."""

    key: str
    label: str | Promise
    value: Any
    check: Callable[[Any], None]


@dataclass(frozen=True)
class Current:
    value: Any
    version: int


_declared: dict[str, Declared] = {}


def declare(key: str, *, label: str | Promise, value: Any, check: Callable[[Any], None]) -> str:
    """Ships a policy. `check` raises ValidationError on a value that makes no sense; the shipped one must pass."""
    if key in _declared:
        raise RuntimeError(f"The policy {key} is declared twice.")
    check(value)
    _declared[key] = Declared(key, label, value, check)
    return key


def declared() -> list[Declared]:
    return [_declared[key] for key in sorted(_declared)]


def declaration(key: str) -> Declared:
    return _declared[key]


def current(key: str, on: date) -> Current:
    """The value in force on a day; dates already issued under another version stand (one query)."""
    row = Policy.objects.filter(key=key, effective_from__lte=on).order_by("-version").first()
    return Current(_declared[key].value, 1) if row is None else Current(row.value, row.version)


def currents(*keys: str, on: date) -> dict[str, Current]:
    """The values in force on a day of several policies, by key (one query)."""
    found = {key: Current(_declared[key].value, 1) for key in keys}
    for row in Policy.objects.filter(key__in=keys, effective_from__lte=on).order_by("key", "version"):
        found[row.key] = Current(row.value, row.version)
    return found
