"""What Attest holds about somebody, for themselves: every app registers its parts, the export puts them together.

Other people stand in it by their initials, and what is privileged is in none of its parts.
Source: domain.md 2.21 (subject access).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from foundation.directory.models import Person, User

Text = str | Promise


@dataclass(frozen=True)
class OwnData:
    """A part of the export: `read(person, user)` gives its rows, as plain values under the names of `columns`."""

    name: str
    label: Text
    columns: Mapping[str, Text]
    read: Callable[[Person, User], Iterable[Mapping[str, Any]]]
    order: int = 50


_parts: dict[str, OwnData] = {}


def offer_own_data(*parts: OwnData) -> None:
    _parts.update({part.name: part for part in parts})


def own_data() -> list[OwnData]:
    """Every part, in order."""
    return sorted(_parts.values(), key=lambda part: part.order)
