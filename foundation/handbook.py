"""What stands on the Help page: guides by role, longer walks, and the terms of the field; apps add to all three."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.functional import Promise

from foundation.access import Role

Text = str | Promise


@dataclass(frozen=True)
class Term:
    """A word with a meaning of its own here. `source` names where the meaning comes from; `near` are terms to tell it from.

    The explanation is in our own words.
    """

    name: str
    label: Text
    text: Text
    source: Text = ""
    near: tuple[str, ...] = ()

    @property
    def others(self) -> list["Term"]:
        """The terms to tell it from."""
        return [_terms[name] for name in self.near]


@dataclass(frozen=True)
class Point:
    """A page that a guide leads to, and what one does there in a sentence."""

    label: Text
    note: Text
    url_name: str
    order: int = 50

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class Guide:
    """The first words to who holds one of the roles; shown on `page`, a URL name, until they put it aside."""

    name: str
    title: Text
    text: Text
    page: str
    roles: tuple[Role, ...]
    order: int

    def is_for(self, held: Iterable[str]) -> bool:
        return bool(set(held) & set(self.roles))

    @property
    def points(self) -> list[Point]:
        return sorted(_points.get(self.name, []), key=lambda point: point.order)


@dataclass(frozen=True)
class Walk:
    """A page that leads through a longer piece of work step by step, ticked off from the real rows."""

    label: Text
    note: Text
    url_name: str
    roles: tuple[Role, ...]


_terms: dict[str, Term] = {}
_guides: dict[str, Guide] = {}
_points: dict[str, list[Point]] = {}
_walks: list[Walk] = []


def offer_terms(*terms: Term) -> None:
    """Adds terms; one that is explained already is refused, so that a word has one meaning."""
    for term in terms:
        if term.name in _terms:
            raise RuntimeError(f"The term {term.name} is explained twice.")
        _terms[term.name] = term


def offer_guides(*guides: Guide) -> None:
    _guides.update({guide.name: guide for guide in guides})


def offer_points(guide: str, *points: Point) -> None:
    """Adds pages to a guide, which another app may have begun."""
    _points.setdefault(guide, []).extend(points)


def offer_walks(*walks: Walk) -> None:
    _walks.extend(walks)


def term(name: str) -> Term:
    return _terms[name]


def terms() -> list[Term]:
    """Every term, by its label in the language of the reader."""
    return sorted(_terms.values(), key=lambda one: str(one.label).casefold())


def by_letter() -> list[tuple[str, list[Term]]]:
    """The terms under the letters they begin with."""
    return [(letter, list(group)) for letter, group in groupby(terms(), key=lambda one: str(one.label)[:1].upper())]


def guide(name: str) -> Guide | None:
    return _guides.get(name)


def guides(held: Iterable[str]) -> list[Guide]:
    """The guides for the roles, in order."""
    roles = set(held)
    return sorted((one for one in _guides.values() if one.is_for(roles)), key=lambda one: one.order)


def walks(held: Iterable[str]) -> list[Walk]:
    roles = set(held)
    return [one for one in _walks if roles & set(one.roles)]
