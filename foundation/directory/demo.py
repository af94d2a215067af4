"""The personas of the demonstration, as foundation/directory/content/demo_accounts.csv lists them."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from foundation.directory.models import Role

ACCOUNTS = Path(__file__).parent / "content" / "demo_accounts.csv"


@dataclass(frozen=True)
class Persona:
    """One account of the demonstration. `card` is its place among the main cards; None puts it below them.

    `person` is the personnel number, or X-… for an outsider; `roles` are held on each of `units` (codes).
    """

    person: str
    name: str
    email: str
    roles: tuple[str, ...]
    units: tuple[str, ...]
    card: int | None
    description: str

    @property
    def role_words(self) -> str:
        """What the persona is in plain words: “Process owner, Manager”."""
        return ", ".join(str(Role(role).label) for role in self.roles)

    @property
    def is_outsider(self) -> bool:
        return self.person.startswith("X-")


@cache
def personas() -> tuple[Persona, ...]:
    """Every persona: those with a main card in their order, then the others as listed."""
    with ACCOUNTS.open(encoding="utf-8", newline="") as file:
        found = [_persona(row) for row in csv.DictReader(file)]
    return tuple(sorted(found, key=lambda persona: (persona.card is None, persona.card or 0)))


def _persona(row: dict[str, str]) -> Persona:
    return Persona(
        person=row["person"],
        name=row["name"],
        email=row["email"].lower(),
        roles=tuple(row["roles"].split(";")),
        units=tuple(row["units"].split(";")),
        card=int(row["card_order"]) if row["card_order"] else None,
        description=row["description"],
    )
