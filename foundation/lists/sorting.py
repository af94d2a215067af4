"""By which columns a list is sorted: the address says "-due,ref", the first column first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from foundation.lists.columns import Column, turned

MOST_SORTS = 3


@dataclass(frozen=True)
class Sorting:
    """The names of columns in their order, a leading "-" for the other direction."""

    names: tuple[str, ...] = ()

    @classmethod
    def read(cls, asked: Iterable[str], columns: Mapping[str, Column], default: str) -> "Sorting":
        """What an address asks for; what it names twice, or what cannot be sorted, is left out."""
        found: dict[str, str] = {}
        for name in (name for text in asked for name in text.split(",")):
            column = columns.get(name.removeprefix("-"))
            if column is not None and column.sort and len(found) < MOST_SORTS:
                found.setdefault(column.name, name)
        return cls(tuple(found.values()) or tuple(filter(None, default.split(","))))

    def __str__(self) -> str:
        return ",".join(self.names)

    def order(self, columns: Mapping[str, Column]) -> tuple[str, ...]:
        """The ORM ordering: that of each column in turn, no field of it twice."""
        found: dict[str, str] = {}
        for name in self.names:
            if (column := columns.get(name.removeprefix("-"))) is not None:
                for path in column.order(descending=name.startswith("-")):
                    found.setdefault(path.removeprefix("-"), path)
        return tuple(found.values())

    def direction(self, name: str) -> str:
        """ "ascending" or "descending"; "" for a column it is not sorted by."""
        if name in self.names:
            return "ascending"
        return "descending" if turned(name) in self.names else ""

    def place(self, name: str) -> int:
        """Which of the columns it is, from 1; 0 for none of them."""
        return next((number for number, one in enumerate(self.names, 1) if one.removeprefix("-") == name), 0)

    def alone(self, name: str) -> str:
        """Sorted by this column only; turned round where it is so already."""
        return turned(name) if self.names == (name,) else name

    def turn(self, name: str) -> str:
        """This column turned round where it stands, or added as the last; "" when there is no room for more."""
        if self.place(name):
            return ",".join(turned(one) if one.removeprefix("-") == name else one for one in self.names)
        return ",".join((*self.names, name)) if len(self.names) < MOST_SORTS else ""

    def without(self, name: str) -> str:
        return ",".join(one for one in self.names if one.removeprefix("-") != name)
