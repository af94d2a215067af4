"""Somebody who stands for everybody with the same roles: what the ORM writes for them serves each, with their own values in it.

A scope and a branch of My work know no more of a person than stands here: the account, the person, the name, and the roles
with the paths of their units. Whoever comes first in the morning would else wait for what was written for others already.
Source: docs/adr/0191-written-for-somebody.md.
"""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from foundation.access import live_grants
from foundation.clock import today
from foundation.directory.models import Person, RoleGrant, Unit, User

ACCOUNT, PERSON, UNITS = 1_987_650_001, 1_987_650_002, 1_987_660_000  # keys that no row has; units are counted up
NAME = "(somebody 1987650001)"
STANDS = re.compile(r"\(somebody 1987650001\)|19876[56]\d{4}/?")


@dataclass(frozen=True)
class Written:
    """What the ORM wrote for somebody, and the places of the values that are anybody's own."""

    sql: str
    values: tuple[Any, ...]
    own: tuple[int, ...]

    @classmethod
    def of(cls, sql: str, values: Iterable[Any]) -> "Written":
        """Fails where a value of somebody's stands in the text itself."""
        if STANDS.search(sql):
            raise AssertionError(f"A value of one person is written into the SQL: {sql}")
        kept = tuple(values)
        return cls(sql, kept, tuple(place for place, value in enumerate(kept) if _is_own(value)))


class Somebody:
    """Stands for a user on a day: `shape` is the same for all whose queries are the same but for their own values."""

    def __init__(self, user: User, on: date) -> None:
        self._user, self._on, self._today = user, on, today()
        self._grants = live_grants(user, self._today)
        units = {str(grant.unit.path): grant.unit for grant in self._grants}
        self._units = [units[path] for path in sorted(units)]
        self._paths = _paths([str(unit.path) for unit in self._units])

    @cached_property
    def shape(self) -> Hashable:
        held = tuple((grant.role, self._paths[str(grant.unit.path)]) for grant in self._grants)
        tops = tuple(unit.parent_id is None for unit in self._units)
        known = self._user
        return known.kind, known.is_active, known.person_id is None, held, tops, self._on, self._today

    @cached_property
    def user(self) -> User:
        """An account of whom nothing else is known: to ask for more is to look for a row that there is not."""
        known = self._user
        person = None if known.person_id is None else PERSON
        facts = {"id": ACCOUNT, "person_id": person, "name": NAME, "is_active": known.is_active, "kind": known.kind}
        user = _row(User, **facts)
        if person is not None:
            user.person = _row(Person, id=PERSON)
        stands = {unit.pk: self._stand(unit) for unit in self._units}
        held = [_grant(user, grant.role, stands[grant.unit_id]) for grant in self._grants]
        user._live_grants = Today({self._today: held})  # type: ignore[attr-defined]  # where held_grants looks
        return user

    def filled(self, written: Written) -> tuple[Any, ...]:
        """The values, with the user's own in their places."""
        if not written.own:
            return written.values
        values = list(written.values)
        for place in written.own:
            values[place] = self._own(values[place])
        return tuple(values)

    def _stand(self, unit: Unit) -> Unit:
        path = self._paths[str(unit.path)]
        parent = None if unit.parent_id is None else UNITS - 1
        return _row(Unit, id=int(_steps([path])[-1]), path=path, parent_id=parent)

    @cached_property
    def _values(self) -> dict[Any, Any]:
        """What comes in the place of each value of somebody's: of a step of a path, of a key, of a key in a text."""
        steps = dict(zip(_steps(self._paths.values()), _steps(self._paths), strict=True))
        numbers: dict[int, int | None] = {int(stand): int(step) for stand, step in steps.items()}
        numbers |= {ACCOUNT: self._user.pk, PERSON: self._user.person_id}
        texts = {str(stand): str(number) for stand, number in numbers.items()} | {NAME: self._user.name}
        return numbers | texts | {f"{stand}/": f"{step}/" for stand, step in steps.items()}

    def _own(self, value: Any) -> Any:
        if isinstance(value, str):
            return STANDS.sub(lambda found: self._values.get(found[0], found[0]), value)
        if isinstance(value, list | tuple):
            return type(value)(self._own(one) for one in value)
        return self._values.get(value, value)


class Today(dict[date, list[RoleGrant]]):
    """What somebody holds today; for another day there is no answer, rather than none."""

    def __contains__(self, day: object) -> bool:
        return True

    def __missing__(self, day: date) -> list[RoleGrant]:
        raise AssertionError(f"Of somebody nobody knows what they hold on {day}.")


def _paths(paths: list[str]) -> dict[str, str]:
    """For each path another one of as many steps: the same step is the same in each, and their order stays."""
    stands = {step: str(UNITS + number) for number, step in enumerate(sorted(set(_steps(paths))))}
    return {path: "".join(f"{stands[step]}/" for step in _steps([path])) for path in paths}


def _steps(paths: Iterable[str]) -> list[str]:
    return [step for path in paths for step in path.split("/") if step]


def _row(model: Any, **facts: Any) -> Any:
    """A row as if it were read with these columns alone."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in facts]
    return model.from_db(DEFAULT_DB_ALIAS, names, [facts[name] for name in names])


def _grant(user: User, role: str, unit: Unit) -> RoleGrant:
    grant = _row(RoleGrant, id=UNITS - 2, user_id=ACCOUNT, role=role, unit_id=unit.pk)
    grant.user, grant.unit = user, unit
    return grant


def _is_own(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return any(map(_is_own, value))
    return bool(STANDS.search(value)) if isinstance(value, str) else isinstance(value, int) and value >= ACCOUNT
