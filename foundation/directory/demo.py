"""The personas of the demonstration, as foundation/directory/content/demo_accounts.csv lists them."""

import csv
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from foundation.directory.models import Role

ACCOUNTS = Path(__file__).parent / "content" / "demo_accounts.csv"


@dataclass(frozen=True)
class Persona:
    """One account of the demonstration. `card` is its place among the main cards; None puts it below them.

    `person` is the personnel number, or X-… for an outsider; `roles` are held on each of `units` (codes), but for those
    that `elsewhere` names with a unit of their own (“CASE@MN”).
    """

    person: str
    name: str
    email: str
    roles: tuple[str, ...]
    units: tuple[str, ...]
    elsewhere: tuple[tuple[str, str], ...]
    card: int | None
    description: str

    @property
    def role_words(self) -> str:
        """What the persona is in plain words: “Process owner, Manager”."""
        return ", ".join(str(Role(role).label) for role in dict.fromkeys(role for role, _unit in self.grants))

    @property
    def grants(self) -> list[tuple[str, str]]:
        """Each role with the code of a unit on which it is held."""
        return [*product(self.roles, self.units), *self.elsewhere]

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
    here, elsewhere = [], []
    for role in row["roles"].split(";"):
        name, _at, unit = role.partition("@")
        if unit:
            elsewhere.append((name, unit))
        else:
            here.append(name)
    return Persona(
        person=row["person"],
        name=row["name"],
        email=row["email"].lower(),
        roles=tuple(here),
        units=tuple(row["units"].split(";")),
        elsewhere=tuple(elsewhere),
        card=int(row["card_order"]) if row["card_order"] else None,
        description=row["description"],
    )
