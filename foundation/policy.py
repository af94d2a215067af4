"""Settings that officers may change, in versions; the shipped value is version 1. Changes need a second person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.functional import Promise

from foundation.models.work import Policy

Text = str | Promise


@dataclass(frozen=True)
class Change:
    """A new value that is asked for: what it takes the place of, from which day, looked at on the day `on`."""

    before: Any
    after: Any
    from_on: date
    on: date


@dataclass(frozen=True)
class Effect:
    """What a change will touch, or leave alone, in a sentence with its number; tones: info, warn, mute."""

    text: str
    tone: str = "info"


@dataclass(frozen=True)
class Declared:
    """A policy an app ships: its value in JSON types, what it means, and the check a new value has to pass.

    `note` says in a sentence what it governs. `words` names the keys of the value for people, `units` the unit of its
    numbers by key or, for all others, by "*": days, working_days, months, years, percent and what else policy_parts knows.
    `preview` counts what a change will touch; it sees all units, so it gives numbers and never names a row.
    """

    key: str
    label: Text
    value: Any
    check: Callable[[Any], None]
    note: Text = ""
    words: Mapping[str, Text] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    preview: Callable[[Change], list[Effect]] | None = None


@dataclass(frozen=True)
class Current:
    value: Any
    version: int


_declared: dict[str, Declared] = {}


def declare(key: str, *, label: Text, value: Any, check: Callable[[Any], None], **about: Any) -> str:
    """Ships a policy; `about` is the rest of Declared: note, words, units, preview.

    `check` raises ValidationError on a value that makes no sense; the shipped one must pass.
    """
    if key in _declared:
        raise RuntimeError(f"The policy {key} is declared twice.")
    check(value)
    _declared[key] = Declared(key, label, value, check, **about)
    return key


def previews(key: str) -> Callable[[Callable[[Change], list[Effect]]], Callable[[Change], list[Effect]]]:
    """Registers what counts the effects of a change, for an app whose rooms above its policies do the counting."""

    def register(function: Callable[[Change], list[Effect]]) -> Callable[[Change], list[Effect]]:
        _declared[key] = replace(_declared[key], preview=function)
        return function

    return register


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
