"""What the directory says of a person, in the words of a file, and whom or what a cell means."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q

from foundation.clock import today
from foundation.directory.models import Person, Unit, User
from people.hr.columns import PEOPLE

Found = tuple[str, str]  # what a cell means, and why it means nothing


def present(person: Any) -> dict[str, str]:
    """The facts of a person as the lines of an import hold them; takes Person.objects.….for_list(on)."""
    return {
        "number": person.number,
        "name": person.name,
        "email": person.email,
        "unit": person.unit.code,
        "job": person.job or "",
        "kind": person.kind,
        "employer": person.employer,
        "contract_end": person.contract_end.isoformat() if person.contract_end else "",
        "start_on": person.start_on.isoformat(),
        "left_on": person.left_on.isoformat() if person.left_on else "",
        **{name: getattr(person, name).number if getattr(person, name) else "" for name in PEOPLE},
    }


def is_meant(person: Person | None, text: str) -> bool:
    """Whether a cell names just this person: by number, address or name."""
    if person is None:
        return text == ""
    return text == person.number or text.casefold() in (person.email.casefold(), person.name.casefold())


class Units:
    """The units of the directory by code, and by a name that only one of them has."""

    def __init__(self) -> None:
        rows = list(Unit.objects.active(today()).order_by("path"))
        self.by_code = {row.code.casefold(): row for row in rows}
        self.by_name: dict[str, list[Unit]] = {}
        for row in rows:
            self.by_name.setdefault(row.name.casefold(), []).append(row)

    def find(self, text: str) -> list[Unit]:
        wanted = text.casefold()
        return [self.by_code[wanted]] if wanted in self.by_code else self.by_name.get(wanted, [])


class Colleagues:
    """Who is meant by the cells of some lines, among those whom `actor` sees: two queries for all of them."""

    def __init__(self, texts: Iterable[str], *, actor: User) -> None:
        self.wanted, self.actor = {text for text in texts if text}, actor

    @cached_property
    def people(self) -> list[Person]:
        addresses = {text.casefold() for text in self.wanted if "@" in text}
        term = Q(number__in=self.wanted) | Q(name__in=self.wanted)
        rows = Person.objects.filter(term | Q(email__in=addresses) if addresses else term)
        return list(Person.objects.visible_to(self.actor).filter(pk__in=list(rows.values_list("pk", flat=True))))

    def find(self, text: str) -> list[Person]:
        """The one of this number or address, else all of this name; at work today where several have it."""
        wanted = text.casefold()
        exact = [one for one in self.people if text == one.number or wanted == one.email.casefold()]
        named = [one for one in self.people if wanted == one.name.casefold()]
        return exact or (self._at_work(named) if len(named) > 1 else named)

    def _at_work(self, named: list[Person]) -> list[Person]:
        return [one for one in named if one.left_on is None or one.left_on >= today()] or named


def day_of(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
