"""What a cell of an imported file may say: each field reads it, says it in words, and knows when it changes nothing.

A value has one canonical text, by which it is stored, compared and put back: the code of a choice, a day as 2026-11-30,
the code or number of a row.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from foundation import words
from foundation.clock import EARLIEST, LATEST
from foundation.directory.models import User

if TYPE_CHECKING:
    from foundation.imports.links import Looking

Label = str | Promise
LONGEST = 32_767  # characters of any cell, as many as a workbook holds
SHOWN = 60  # characters of a cell that a sentence repeats
_POINTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


class Wrong(Exception):
    """What is wrong with a cell, in a sentence that says how to mend it; `field` is the name of the column, or “”."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(field, sentence)
        self.field, self.sentence = field, sentence


class NotYet(Wrong):
    """A cell names something that may still come along with the same file."""


@dataclass(frozen=True)
class Field:
    """A column: `names` are further headings under which it is found, `of` the attribute of a row that holds its value.

    `required` says that a new row needs it, `fixed` that a file does not change it in a row that is here,
    `assigned` that new rows get it from us. `also` names attributes whose text means the same in our own lists.
    """

    name: str
    label: Label
    help: Label = ""
    names: tuple[str, ...] = ()
    example: str = ""
    required: bool = False
    fixed: bool = False
    assigned: bool = False
    of: str = ""
    also: tuple[str, ...] = ()

    def present(self, row: Any) -> Any:
        return reached(row, self.of or self.name)

    def text(self, value: Any) -> str:
        """The canonical text of a value."""
        return "" if value is None else str(value).replace("\r\n", "\n").strip()

    def means(self, row: Any, text: str) -> bool:
        """Whether a cell says what stands in the row already."""
        said = {self.text(self.present(row)), *self.said(self.present(row))}
        said |= {self.text(reached(row, path)) for path in self.also}
        return text.casefold() in {one.casefold() for one in said}

    def said(self, value: Any) -> set[str]:
        """Other texts for a value, as our own lists say them."""
        return set()

    def read(self, text: str, looking: "Looking") -> str:
        """The canonical text of a cell. Raises Wrong."""
        return self.text(text)

    def value(self, text: str, looking: "Looking") -> Any:
        """What a canonical text stands for, as verbs take it. Raises Wrong."""
        return text

    def shown(self, text: str) -> str:
        """A canonical text as a page says it."""
        return text

    def choices(self, actor: User) -> list[tuple[str, str]]:
        """What may stand in the column, with what it means; none where anything may."""
        return []

    @property
    def hint(self) -> str:
        """How the column is filled in."""
        return str(self.help)

    def wrong(self, sentence: str, **said: Any) -> Wrong:
        return Wrong(self.name, sentence % said)


@dataclass(frozen=True)
class Text(Field):
    """Words; of a reference with the title behind it, `leading` takes the reference alone.

    `too_long` says what is wrong with more than `longest` characters, where there is more to say.
    """

    longest: int = 300
    leading: bool = False
    too_long: Label = ""

    def read(self, text: str, looking: "Looking") -> str:
        text = self.text(text)
        if self.leading:
            text = text.split(maxsplit=1)[0] if text else ""
        if len(text) > self.longest:
            sentence = self.too_long or _("More than %(most)d characters. Shorten it.")
            raise self.wrong(str(sentence), most=self.longest)
        return text


@dataclass(frozen=True)
class Choice(Field):
    """One of some values; its label, here or in English, is read as well."""

    options: Callable[[], Iterable[tuple[Any, Label]]] = tuple

    def said(self, value: Any) -> set[str]:
        return {str(label) for known, label in self.options() if known == value}

    def read(self, text: str, looking: "Looking") -> str:
        wanted = text.casefold()
        for value, label in self.options():
            with override("en"):
                english = str(label).casefold()
            if wanted in (str(value).casefold(), english, str(label).casefold()):
                return str(value)
        known = ", ".join(str(label) for _value, label in self.options())
        raise self.wrong(_("“%(text)s” is none of: %(known)s."), text=text[:SHOWN], known=known)

    def value(self, text: str, looking: "Looking") -> Any:
        return next((value for value, _label in self.options() if str(value) == text), text)

    def shown(self, text: str) -> str:
        return next((str(label) for value, label in self.options() if str(value) == text), text)

    def choices(self, actor: User) -> list[tuple[str, str]]:
        return [(str(value), str(label)) for value, label in self.options()]

    @property
    def hint(self) -> str:
        known = ", ".join(str(label) for _value, label in self.options())
        return str(self.help) or _("One of: %(known)s.") % {"known": known}


@dataclass(frozen=True)
class YesNo(Choice):
    """Yes or no."""

    options: Callable[[], Iterable[tuple[Any, Label]]] = lambda: (("y", gettext_lazy("Yes")), ("n", gettext_lazy("No")))

    def text(self, value: Any) -> str:
        return ("y" if value else "n") if isinstance(value, bool) else super().text(value)

    def said(self, value: Any) -> set[str]:
        return super().said(self.text(value))

    def value(self, text: str, looking: "Looking") -> Any:
        return text == "y"


@dataclass(frozen=True)
class Day(Field):
    """A day, as 2026-11-30 or 30.11.2026."""

    def text(self, value: Any) -> str:
        return value.isoformat() if isinstance(value, date) else super().text(value)

    def read(self, text: str, looking: "Looking") -> str:
        pointed = _POINTED.fullmatch(text)
        try:
            day = date(*(int(part) for part in reversed(pointed.groups()))) if pointed else date.fromisoformat(text)
        except ValueError:
            day = date.min
        if not EARLIEST <= day <= LATEST:
            raise self.wrong(_("“%(text)s” is not a day. Write it as 2026-11-30 or 30.11.2026."), text=text[:SHOWN])
        return day.isoformat()

    def means(self, row: Any, text: str) -> bool:
        present = self.present(row)
        return super().means(row, text) or (present is not None and text == present.strftime("%d.%m.%Y"))

    def value(self, text: str, looking: "Looking") -> Any:
        return date.fromisoformat(text) if text else None

    def shown(self, text: str) -> str:
        return words.day(date.fromisoformat(text)) if text else ""


def reached(row: Any, path: str) -> Any:
    """The attribute at the end of a path such as `unit.code`; None where a step is missing."""
    for step in path.split("."):
        try:
            row = getattr(row, step)
        except ObjectDoesNotExist:
            return None
        if row is None:
            return None
    return row
