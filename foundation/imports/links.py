"""Cells that name rows which are here: by their code or number, or by a name that only one of them has."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from foundation.directory.models import User
from foundation.imports.cells import SHOWN, Field, NotYet, Wrong, reached

MOST_CHOICES = 500
MOST_KEPT = 2000  # rows of one column that are remembered


class Looking:
    """The rows that cells name, as `actor` sees them: asked for many cells at once, and kept while a batch is read."""

    def __init__(self, actor: User) -> None:
        self.actor = actor
        self._known: dict[str, dict[str, list[Any]]] = {}

    def ahead(self, link: "Link", texts: Iterable[str]) -> None:
        """Reads what a batch of cells names in one query; what was known of earlier batches is forgotten."""
        wanted = {part for text in texts if text for part in link.parts(text)}
        self._known[link.name] = link.look_up(wanted, self.actor)

    def rows(self, link: "Link", text: str) -> list[Any]:
        known = self._known.setdefault(link.name, {})
        if len(known) > MOST_KEPT:
            known.clear()
        if not known.get(text):
            known |= link.look_up({text}, self.actor)
        return known.get(text, [])


@dataclass(frozen=True)
class Link(Field):
    """A row that is here, by its key, or by another attribute that only one of them has.

    `within` says that the row may come along with the same file.
    """

    rows: Callable[[User], QuerySet] = lambda actor: QuerySet().none()
    key: str = "code"
    others: tuple[str, ...] = ("name",)
    within: bool = False

    def key_of(self, row: Any) -> str:
        return str(reached(row, self.key))

    def text(self, value: Any) -> str:
        return super().text(value if isinstance(value, str | None) else self.key_of(value))

    def said(self, value: Any) -> set[str]:
        names = (str(reached(value, other)) for other in self.others)
        return set() if value is None else {str(value), *names}

    def parts(self, text: str) -> list[str]:
        return [text]

    def look_up(self, texts: set[str], actor: User) -> dict[str, list[Any]]:
        """The rows each text means (one query): the one with this key, else all of this name."""
        term = Q(**{f"{self.key}__in": texts})
        for other in self.others:
            term |= Q(**{f"{other}__in": texts})
        rows = list(self.rows(actor).filter(term)) if texts else []
        return {text: self._meant(rows, text) for text in texts}

    def _meant(self, rows: Sequence[Any], text: str) -> list[Any]:
        exact = [row for row in rows if self.key_of(row) == text]
        return exact or [row for row in rows if text in (str(reached(row, other)) for other in self.others)]

    def read(self, text: str, looking: Looking) -> str:
        return self._one(text, looking, lenient=self.within)

    def _one(self, text: str, looking: Looking, *, lenient: bool = False) -> str:
        found = looking.rows(self, text)
        if len(found) > 1:
            known = ", ".join(sorted(self.key_of(row) for row in found)[:5])
            raise self.wrong(
                _("Several are called “%(text)s”. Write one of: %(known)s."), text=text[:SHOWN], known=known
            )
        if not found and not lenient:
            raise self._missing(Wrong, text)
        return self.text(found[0]) if found else text

    def _missing(self, kind: type[Wrong], text: str) -> Wrong:
        return kind(self.name, _("There is no “%(text)s” here that you may see.") % {"text": text[:SHOWN]})

    def value(self, text: str, looking: Looking) -> Any:
        if not text:
            return None
        found = looking.rows(self, text)
        if not found:
            raise self._missing(NotYet if self.within else Wrong, text)
        return found[0]

    def choices(self, actor: User) -> list[tuple[str, str]]:
        rows = list(self.rows(actor).order_by(self.key.replace(".", "__"))[: MOST_CHOICES + 1])
        return [(self.key_of(row), str(row)) for row in rows] if len(rows) <= MOST_CHOICES else []


@dataclass(frozen=True)
class Many(Link):
    """Several rows, separated by commas, semicolons or lines."""

    def parts(self, text: str) -> list[str]:
        return [part.strip() for part in re.split(r"[;,\n]", text) if part.strip()]

    def present(self, row: Any) -> Any:
        return list(super().present(row).all())

    def text(self, value: Any) -> str:
        if isinstance(value, list):
            return "; ".join(sorted(self.key_of(one) for one in value))
        return super().text(value)

    def means(self, row: Any, text: str) -> bool:
        present, wanted = self.present(row), self.parts(text)
        names = [{self.key_of(one), *self.said(one)} for one in present]
        each_named = all(any(part in one for one in names) for part in wanted)
        return each_named and all(one & set(wanted) for one in names)

    def read(self, text: str, looking: Looking) -> str:
        return "; ".join(sorted({self._one(part, looking) for part in self.parts(text)}))

    def value(self, text: str, looking: Looking) -> Any:
        found = [super(Many, self).value(part, looking) for part in self.parts(text)]
        return [one for one in found if one is not None]
