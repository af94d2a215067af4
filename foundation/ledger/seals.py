"""The seal on a line of a story: which entry of the ledger an event is, and since when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, DateTimeField, F, Value
from django.db.models.functions import Cast

from foundation.models.ledger import LedgerLeaf
from foundation.models.trail import Event

SEAL: tuple[Any, ...] = (F("leaf__index"), F("leaf__sealed_at"))
NO_SEAL: tuple[Any, ...] = (Cast(Value(None), BigIntegerField()), Cast(Value(None), DateTimeField()))
"""The two columns of a seal in `values_list` of events, and the same of what is no event, for a union."""


@dataclass(frozen=True)
class Seal:
    """The entry that an event is; without an index it waits for the sequencer, which comes every few seconds."""

    index: int | None
    at: datetime | None
    has_page: bool = True  # of a log of its own only the number is told


def seals_of(source: str, numbers: Collection[int]) -> dict[int, Seal]:
    """The seals of events of a log of its own, by their numbers there; empty ones for those that wait (one query)."""
    rows = LedgerLeaf.objects.filter(source=source, foreign_id__in=numbers)
    found = {
        number: Seal(index, at, False) for number, index, at in rows.values_list("foreign_id", "index", "sealed_at")
    }
    return {number: found.get(number, Seal(None, None, False)) for number in numbers}


def seal_of(event: Any) -> Seal | None:
    """The seal of an event that was read with `select_related("leaf")`; None for what is no event of the trail."""
    if not isinstance(event, Event):
        return None
    leaf = getattr(event, "leaf", None)
    return Seal(None, None) if leaf is None else Seal(leaf.index, leaf.sealed_at)
