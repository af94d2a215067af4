"""The branches of My work as one table of lines: the ORM writes it once, then it is counted, paged and read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet, UUIDField
from django.db.models.expressions import RawSQL

from foundation import offers
from foundation.directory.models import Person, User
from foundation.models.marks import Snooze
from foundation.work.branches import branches
from foundation.work.kept import kept_for, told

GROUPS = ("late", "today", "week", "later", "undated")
WEEK = timedelta(days=7)
HOLDERS = 200
NAMES = (*offers.WORK_COLUMNS, "line_uuid")  # with the task, what a line is known by: the uuid of the branch's own row
COLUMNS = ", ".join(NAMES)
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


class Key(NamedTuple):
    """What a line is known by."""

    task: str
    line: UUID

    def __str__(self) -> str:
        return f"{self.task}:{self.line}"


def key_of(text: str) -> Key | None:
    """A key as `str()` writes it; None for anything else."""
    task, _colon, line = text.partition(":")
    try:
        return Key(task, UUID(line))
    except ValueError:
        return None


@dataclass(frozen=True)
class Counts:
    """How many lines there are, by group of due dates: held by the reader, by others, and snoozed by the reader."""

    mine: dict[str, int] = field(default_factory=lambda: dict.fromkeys(GROUPS, 0))
    others: dict[str, int] = field(default_factory=lambda: dict.fromkeys(GROUPS, 0))
    asleep: dict[str, int] = field(default_factory=lambda: dict.fromkeys(GROUPS, 0))

    def of(self, view: str) -> dict[str, int]:
        """The size of each group in a view of the list."""
        both = {group: self.mine[group] + self.others[group] for group in GROUPS}
        if view == "late":
            return {"late": both["late"]}
        return {"mine": self.mine, "chasing": self.others, "snoozed": self.asleep}.get(view, both)

    def total(self, view: str) -> int:
        return sum(self.of(view).values())


class Table:
    """All lines of a person on a day; `terms` narrow them by their columns (`NAMES`).

    `held` are the people whose lines are the reader's: themselves, and those they stand in for.
    """

    def __init__(self, user: User, on: date, held: Sequence[int] = ()) -> None:
        self.person_id, self.on = user.person_id or 0, on
        self.held = list(held) or [self.person_id]
        self.written = table_of(user, on)

    def counts(self, terms: Iterable[Piece]) -> Counts:
        """The sizes of all groups, held, chased and snoozed (one query)."""
        found = Counts()
        days = [_day(day) for day in (self.on, self.on, self.on + WEEK)]
        kinds = [_flag(asleep(self.person_id, self.on)), _flag(held_by(self.held, "mine")[0])]
        columns = ", ".join(["COUNT(*)", f"{BUCKET} AS bucket", *(kind.sql for kind in kinds)])
        values = (*days, *(one for kind in kinds for one in kind.values))
        for number, bucket, is_asleep, is_held in self._ask(Piece(columns, values), terms, "GROUP BY 2, 3, 4"):
            (found.asleep if is_asleep else found.mine if is_held else found.others)[bucket] += number
        return found

    def chosen(self, keys: Sequence[Key]) -> list[dict[str, Any]]:
        """The lines with these keys, in their order; what is not in the list of the person is left out (one query)."""
        if not keys:
            return []
        lines = [UUIDField().get_db_prep_value(one.line, connection) for one in keys]
        among = Piece(f"line_uuid IN ({', '.join(['%s'] * len(lines))})", tuple(lines))
        rows = [_line(row) for row in self._ask(Piece(COLUMNS), [among], f"ORDER BY {ORDER}")]
        return [row for row in rows if Key(row["task"], row["line_uuid"]) in set(keys)]

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


def held_by(people: Sequence[int], view: str) -> list[Piece]:
    """The lines of a view: those that these people hold, those that others hold, or both."""
    among = f"({', '.join(['%s'] * len(people))})"
    if view == "mine":
        return [Piece(f"held_by_id IN {among}", tuple(people))]
    chasing = Piece(f"held_by_id NOT IN {among} OR held_by_id IS NULL", tuple(people))
    return [chasing] if view == "chasing" else []


def asleep(person_id: int, on: date) -> Piece:
    """The lines that somebody holds and has snoozed: never one that is due, so that nothing late is hidden."""
    marks = Snooze._meta.db_table
    same = f"{marks}.task = work_lines.task AND {marks}.line_uuid = work_lines.line_uuid"
    running = f"{marks}.person_id = %s AND {marks}.woken_on IS NULL AND {marks}.until > %s"
    found = f"EXISTS (SELECT 1 FROM {marks} WHERE {running} AND {same})"  # noqa: S608 - names are ours, values parameters
    ahead = Piece("held_by_id = %s AND (due_by IS NULL OR due_by > %s)", (person_id, _day(on)))
    return Piece(f"{ahead.sql} AND {found}", (*ahead.values, person_id, _day(on)))


def awake(person_id: int, on: date) -> Piece:
    """All the others."""
    term = asleep(person_id, on)
    return Piece(f"NOT COALESCE({term.sql}, FALSE)", term.values)


def due(comparison: str, day: date, *, or_undated: bool = False) -> Piece:
    """The lines due before or after a day."""
    return Piece(f"due_by {comparison} %s{' OR due_by IS NULL' if or_undated else ''}", (_day(day),))


def equal(column: str, value: Any) -> Piece:
    """The lines with a value in a column."""
    assert column in NAMES  # noqa: S101 - columns are ours, never those of an address
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
            lines = branch.order_by().annotate(line_uuid=F("uuid")).values(*NAMES)
            sql, values = lines.query.sql_with_params()
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
    line = dict(zip(NAMES, row, strict=True))
    for column in ("row_uuid", "line_uuid"):
        line[column] = line[column] if isinstance(line[column], UUID) else UUID(line[column])
    for column in ("opens_on", "due_by"):
        line[column] = date.fromisoformat(line[column]) if isinstance(line[column], str) else line[column]
    return line


def _flag(term: Piece) -> Piece:
    """1 where the term holds, else 0."""
    return Piece(f"CASE WHEN {term.sql} THEN 1 ELSE 0 END", term.values)


def _day(day: date) -> Any:
    return connection.ops.adapt_datefield_value(day)
