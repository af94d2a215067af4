"""The branches of My work as one table of lines: the ORM writes it once, then it is counted, paged and read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from foundation import offers
from foundation.directory.models import Person, User
from foundation.work.branches import branches
from foundation.work.kept import kept_for, told

GROUPS = ("late", "today", "week", "later", "undated")
WEEK = timedelta(days=7)
HOLDERS = 200
COLUMNS = ", ".join(offers.WORK_COLUMNS)
ORDER = "CASE WHEN due_by IS NULL THEN 1 ELSE 0 END, due_by, row_ref, task, row_detail"
BUCKET = (
    "CASE WHEN due_by IS NULL THEN 'undated' WHEN due_by < %s THEN 'late' WHEN due_by = %s THEN 'today' "
    "WHEN due_by <= %s THEN 'week' ELSE 'later' END"
)

kept = kept_for(60)  # a hundred thousand characters each, shared by people of the same roles


class Piece(NamedTuple):
    """Some SQL and the values for its places."""

    sql: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Counts:
    """How many lines there are, by group of due dates, held by the reader and by others."""

    mine: dict[str, int] = field(default_factory=lambda: dict.fromkeys(GROUPS, 0))
    others: dict[str, int] = field(default_factory=lambda: dict.fromkeys(GROUPS, 0))

    def of(self, view: str) -> dict[str, int]:
        """The size of each group in a view of the list."""
        both = {group: self.mine[group] + self.others[group] for group in GROUPS}
        if view == "late":
            return {"late": both["late"]}
        return {"mine": self.mine, "chasing": self.others}.get(view, both)

    def total(self, view: str) -> int:
        return sum(self.of(view).values())


class Table:
    """All lines of a person on a day; `terms` narrow them by their columns (offers.WORK_COLUMNS)."""

    def __init__(self, user: User, on: date) -> None:
        self.person_id, self.on = user.person_id, on
        self.written = table_of(user, on)

    def counts(self, terms: Iterable[Piece]) -> Counts:
        """The sizes of all groups, held and chased (one query)."""
        found = Counts()
        days = [_day(day) for day in (self.on, self.on, self.on + WEEK)]
        held = Piece("CASE WHEN held_by_id = %s THEN 1 ELSE 0 END", (self.person_id,))
        for bucket, is_held, number in self._ask(
            Piece(f"{BUCKET} AS bucket, {held.sql} AS held, COUNT(*)", (*days, *held.values)), terms, "GROUP BY 1, 2"
        ):
            (found.mine if is_held else found.others)[bucket] += number
        return found

    def page(self, terms: Iterable[Piece], first: int, number: int) -> list[dict[str, Any]]:
        """Some lines in their order (one query)."""
        rows = self._ask(Piece(COLUMNS), terms, f"ORDER BY {ORDER} LIMIT {number:d} OFFSET {first:d}")
        return [_line(row) for row in rows]

    def every(self, terms: Iterable[Piece], limit: int | None, chunk_size: int) -> Iterator[dict[str, Any]]:
        """The lines in their order, read piece by piece (one query)."""
        query = self._query(Piece(COLUMNS), terms, f"ORDER BY {ORDER}{'' if limit is None else f' LIMIT {limit:d}'}")
        if query is None:
            return
        with connection.chunked_cursor() as cursor:
            cursor.execute(*query)
            while rows := cursor.fetchmany(chunk_size):
                yield from map(_line, rows)

    def holders(self) -> list[Person]:
        """The people who hold something, by name; at most `HOLDERS` (one query)."""
        query = self._query(Piece("held_by_id"), [Piece("held_by_id IS NOT NULL")], "")
        if query is None:
            return []
        return list(Person.objects.filter(pk__in=RawSQL(query.sql, query.values))[:HOLDERS])  # noqa: S611 - as in _query

    def _ask(self, columns: Piece, terms: Iterable[Piece], end: str) -> list[tuple[Any, ...]]:
        query = self._query(columns, terms, end)
        if query is None:
            return []
        with connection.cursor() as cursor:
            cursor.execute(*query)
            return cursor.fetchall()

    def _query(self, columns: Piece, terms: Iterable[Piece], end: str) -> Piece | None:
        """The table between some columns and an end; None where no branch has anything to ask."""
        if self.written is None:
            return None
        told = list(terms)
        where = " AND ".join(f"({term.sql})" for term in told)
        sql = f"SELECT {columns.sql} FROM ({self.written.sql}) AS work_lines {where and 'WHERE '}{where} {end}"  # noqa: S608 - written here and by the ORM
        return Piece(sql, (*columns.values, *self.written.values, *(one for term in told for one in term.values)))


def held_by(user: User, view: str) -> list[Piece]:
    """The lines of a view: those the person holds, those they chase, or both."""
    if view == "mine":
        return [Piece("held_by_id = %s", (user.person_id,))]
    return [Piece("held_by_id <> %s OR held_by_id IS NULL", (user.person_id,))] if view == "chasing" else []


def due(comparison: str, day: date, *, or_undated: bool = False) -> Piece:
    """The lines due before or after a day."""
    return Piece(f"due_by {comparison} %s{' OR due_by IS NULL' if or_undated else ''}", (_day(day),))


def equal(column: str, value: Any) -> Piece:
    """The lines with a value in a column of offers.WORK_COLUMNS."""
    assert column in offers.WORK_COLUMNS  # noqa: S101 - columns are ours, never those of an address
    return Piece(f"{column} = %s", (value,))


def below(path: str) -> Piece:
    """The lines of a unit and of everything below it."""
    return Piece(r"unit_path LIKE %s ESCAPE '\'", (f"{connection.ops.prep_for_like_query(path)}%",))


def table_of(user: User, on: date) -> Piece | None:
    """All branches in one, as the ORM writes it; those that ask the database before they write are written every time."""
    offered = branches(user, on)
    key = told(user, on)
    there, found = kept.get(key)
    if not there:
        found = _union([rows for branch, rows in offered if not branch.asks])
        kept.put(key, found)
    parts = [Piece(*found)] if found is not None else []
    asking = _union([rows for branch, rows in offered if branch.asks])
    parts += [asking] if asking is not None else []
    return _joined(parts)


def _union(rows: Iterable[QuerySet]) -> Piece | None:
    parts = []
    for branch in rows:
        try:
            sql, values = branch.order_by().values(*offers.WORK_COLUMNS).query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(Piece(sql, tuple(values)))
    return _joined(parts)


def _joined(parts: list[Piece]) -> Piece | None:
    if not parts:
        return None
    return Piece(" UNION ALL ".join(part.sql for part in parts), tuple(one for part in parts for one in part.values))


def _line(row: tuple[Any, ...]) -> dict[str, Any]:
    """A row by its columns; SQLite gives numbers of rows and days as texts."""
    line = dict(zip(offers.WORK_COLUMNS, row, strict=True))
    line["row_uuid"] = line["row_uuid"] if isinstance(line["row_uuid"], UUID) else UUID(line["row_uuid"])
    for column in ("opens_on", "due_by"):
        line[column] = date.fromisoformat(line[column]) if isinstance(line[column], str) else line[column]
    return line


def _day(day: date) -> Any:
    return connection.ops.adapt_datefield_value(day)
