"""The columns of a list: how a value is read from a row, and what the head of the table shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.functional import Promise

KINDS = ("text", "date", "number", "person", "state")


@dataclass(frozen=True)
class Column:
    """One column: its name in the address, its label, where its value comes from, what it sorts by.

    `value` is an attribute path of the row ("unit.name", "get_state_display") or a function of the row, and
    defaults to the name; the page draws its cells from the row template, exports read this. `sort` names
    ORM ordering fields or annotations, a leading "-" turns one round; without it the column cannot be sorted.
    """

    name: str
    label: str | Promise
    value: str | Callable[[Any], object] = ""
    sort: str | tuple[str, ...] | None = None
    hidden: bool = False
    kind: str = "text"

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"Column {self.name!r}: unknown kind {self.kind!r}.")

    def read(self, row: object) -> object:
        """The value of this column in `row`; None as soon as a step of the path is missing."""
        if callable(self.value):
            return self.value(row)
        value: Any = row
        for step in (self.value or self.name).replace("__", ".").split("."):
            try:
                value = getattr(value, step)
            except ObjectDoesNotExist:
                return None
            if value is None:
                return None
            value = value() if callable(value) else value
        return value

    def order(self, *, descending: bool) -> tuple[str, ...]:
        """The ORM ordering of this column, with every field turned round when `descending`."""
        paths = (self.sort,) if isinstance(self.sort, str) else (self.sort or ())
        return tuple(turned(path) for path in paths) if descending else paths


@dataclass(frozen=True)
class Heading(Column):
    """A column as the head of the table shows it: `hidden` is this person's choice, `is_main` leads to the row.

    `sorted` is the value of `aria-sort`: "ascending", "descending", "none", or "" where it cannot be sorted; it speaks
    of the first column in the order. `direction` and `place` speak of each. `add_url` turns the column round where it
    stands or adds it as the last, `drop_url` takes it out; both are "" where that cannot be.
    """

    is_main: bool = False
    sorted: str = ""
    direction: str = ""
    place: int = 0
    sort_url: str = ""
    add_url: str = ""
    drop_url: str = ""


def turned(path: str) -> str:
    """The same ordering field in the other direction."""
    return path[1:] if path.startswith("-") else f"-{path}"
