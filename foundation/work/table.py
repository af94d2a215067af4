"""The branches of My work as one table of lines: the ORM writes it once, then it is counted, paged and read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import UUIDField
from django.db.models.expressions import RawSQL

from foundation.directory.models import Person, User
from foundation.models.marks import Snooze
from foundation.work.until import Until
from foundation.work.written import KEYS, NAMES, Piece, Pieces, ask, chunks, joined

GROUPS = ("late", "today", "week", "later", "undated")
DAY, WEEK = timedelta(days=1), timedelta(days=7)
HOLDERS = 200
COLUMNS = ", ".join(NAMES)
ORDER = "ORDER BY CASE WHEN due_by IS NULL THEN 1 ELSE 0 END, due_by, row_ref{0}, task{0}, row_detail{0}, line_uuid"
BUCKET = (
    "CASE WHEN due_by IS NULL THEN 'undated' WHEN due_by < %s THEN 'late' WHEN due_by = %s THEN 'today' "
    "WHEN due_by <= %s THEN 'week' ELSE 'later' END"
)


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

    def __init__(self, user: User, on: date, held: Sequence[int] = (), *, pieces: Pieces | None = None) -> None:
        self.person_id, self.on = user.person_id or 0, on
        self.held = list(held) or [self.person_id]
        self.pieces = pieces or Pieces(user, on)

    def counts(self, terms: Iterable[Piece]) -> Counts:
        """The sizes of all groups, held, chased and snoozed."""
        found, told = Counts(), list(terms)
        days = [_day(day) for day in (self.on, self.on, self.on + WEEK)]
        kinds = [_flag(asleep(self.person_id, self.on)), _flag(held_by(self.held, "mine")[0])]
        columns = ", ".join(["COUNT(*)", f"{BUCKET} AS bucket", *(kind.sql for kind in kinds)])
        asked = Piece(columns, (*days, *(one for kind in kinds for one in kind.values)))
        for number, bucket, is_asleep, is_held in self._ask(asked, self._keys(told), told, "GROUP BY 2, 3, 4"):
            (found.asleep if is_asleep else found.mine if is_held else found.others)[bucket] += number
        return found

    def chosen(self, keys: Sequence[Key]) -> list[dict[str, Any]]:
        """The lines with these keys, in their order; what is not in the list of the person is left out."""
        if not keys:
            return []
        among = [_among(one.line for one in keys)]
        found = self._ask(Piece(", ".join(KEYS)), self._keys(among), among, "")
        return self._lines([key for key in self._sorted(found) if Key(key.task, _uuid(key.line_uuid)) in set(keys)])

    def page(self, terms: Iterable[Piece], first: int, number: int) -> list[dict[str, Any]]:
        """Some lines in their order: their keys are found first, then these lines alone are read."""
        told, last = list(terms), first + number
        until = Until(self.person_id, (self.on, told, last))
        end, columns = f"{_order()} LIMIT {last:d}", Piece(", ".join(KEYS))
        near = self.pieces.before(until.day + DAY, _more(told)) if until.day else []
        found = self._sorted(self._ask(columns, near, told, end))[:last]
        if len(found) < last:
            found = self._sorted(self._ask(columns, self._keys(told), told, end))[:last]
        until.learn(_as_day(found[-1].due_by) if len(found) == last else None)
        return self._lines(found[first:])

    def every(self, terms: Iterable[Piece], limit: int | None, chunk_size: int) -> Iterator[dict[str, Any]]:
        """The lines in their order, read piece by piece (one query)."""
        pieces = self.pieces.every()
        if not pieces:
            return
        end = f"{_order()}{'' if limit is None else f' LIMIT {limit:d}'}"
        with connection.chunked_cursor() as cursor:
            cursor.execute(*_query(Piece(COLUMNS), pieces, list(terms), end))
            while rows := cursor.fetchmany(chunk_size):
                yield from map(_line, rows)

    def holders(self) -> list[Person]:
        """The people who hold something, by name; at most `HOLDERS`."""
        held = [Piece("held_by_id IS NOT NULL")]
        queries = [_query(Piece("held_by_id"), some, held, "") for some in chunks(self._keys([]))]
        found = [Person.objects.filter(pk__in=RawSQL(sql, values))[:HOLDERS] for sql, values in queries]  # noqa: S611 - as in _query
        if len(found) < 2:
            return [person for people in found for person in people]
        return list(Person.objects.filter(pk__in=[person.pk for people in found for person in people])[:HOLDERS])

    def _keys(self, terms: Sequence[Piece]) -> list[Piece]:
        return self.pieces.keys(_more(terms))

    def _ask(self, columns: Piece, pieces: Sequence[Piece], terms: Sequence[Piece], end: str) -> list[tuple[Any, ...]]:
        """What each statement gives, one after the other; none where there is nothing to ask."""
        return [row for some in chunks(pieces) for row in ask(_query(columns, some, terms, end))]

    def _sorted(self, found: Iterable[tuple[Any, ...]]) -> list["Found"]:
        """The keys in the order of the database: several statements may have given them."""
        return sorted((Found(*row) for row in found), key=Found.place)

    def _lines(self, keys: Sequence["Found"]) -> list[dict[str, Any]]:
        """The lines of the keys in their order (one query); what is gone since is left out."""
        uuids: dict[int, list[UUID]] = {}
        for key in keys:
            uuids.setdefault(key.part, []).append(_uuid(key.line_uuid))
        wanted = [_of_part(part, piece, uuids[part]) for part, piece in self.pieces.lines(uuids)]
        rows: dict[Any, dict[str, Any]] = {}
        for part, *row in (row for some in chunks(wanted) for row in ask(joined(some))):
            line = _line(tuple(row))
            rows[part, line["task"], line["held_by_id"], line["line_uuid"]] = line
        places = [(key.part, key.task, key.held_by_id, _uuid(key.line_uuid)) for key in keys]
        return [rows[place] for place in places if place in rows]


class Found(NamedTuple):
    """The key of a line as a statement gives it (`KEYS`)."""

    part: int
    task: str
    line_uuid: Any
    held_by_id: int | None
    due_by: Any
    row_ref: str | None
    row_detail: str | None

    def place(self) -> tuple[Any, ...]:
        """As `ORDER` has it."""
        told = (self.row_ref, self.task, self.row_detail)
        large = connection.features.nulls_order_largest
        texts = (((text is None) is large, text or "") for text in told)
        return (self.due_by is None, str(self.due_by), *texts, str(self.line_uuid))


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


def _order() -> str:
    """By code points on every database, so that what several statements give can be put together."""
    return ORDER.format(' COLLATE "C"' if connection.vendor == "postgresql" else "")


def _query(columns: Piece, pieces: Sequence[Piece], terms: Sequence[Piece], end: str) -> Piece:
    """The branches in one, between some columns and an end."""
    where, union = " AND ".join(f"({term.sql})" for term in terms), joined(pieces)
    sql = f"SELECT {columns.sql} FROM ({union.sql}) AS work_lines {where and 'WHERE '}{where} {end}"  # noqa: S608 - written here and by the ORM
    return Piece(sql, (*columns.values, *union.values, *(one for term in terms for one in term.values)))


def _of_part(part: int, piece: Piece, uuids: Sequence[UUID]) -> Piece:
    return _query(Piece(f"{part:d}, {COLUMNS}"), [piece], [_among(uuids)], "")


def _among(uuids: Iterable[UUID]) -> Piece:
    lines = [UUIDField().get_db_prep_value(one, connection) for one in uuids]
    return Piece(f"line_uuid IN ({', '.join(['%s'] * len(lines))})", tuple(lines))


def _more(terms: Iterable[Piece]) -> list[str]:
    """The columns that terms look at and keys do not have."""
    sql = " ".join(term.sql for term in terms)
    return [name for name in NAMES if name not in KEYS and name in sql]


def _line(row: tuple[Any, ...]) -> dict[str, Any]:
    """A row by its columns; SQLite gives numbers of rows and days as texts."""
    line = dict(zip(NAMES, row, strict=True))
    for column in ("row_uuid", "line_uuid"):
        line[column] = _uuid(line[column])
    for column in ("opens_on", "due_by"):
        line[column] = _as_day(line[column])
    return line


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _as_day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _flag(term: Piece) -> Piece:
    """1 where the term holds, else 0."""
    return Piece(f"CASE WHEN {term.sql} THEN 1 ELSE 0 END", term.values)


def _day(day: date) -> Any:
    return connection.ops.adapt_datefield_value(day)
