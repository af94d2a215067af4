"""What the ORM writes of each branch of My work: whether it has anything, the keys of its lines, and all of their columns.

A page asks first which branches have anything, then for the keys of its lines, and reads the lines of these alone
(docs/adr/0186-my-work-by-keys.md).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import F, IntegerField, QuerySet, Value
from django.db.models.expressions import Col
from django.db.models.lookups import Lookup

from foundation import offers
from foundation.directory.models import User
from foundation.work.branches import branch_rows
from foundation.work.joins import without_idle_joins
from foundation.work.kept import kept_for
from foundation.work.somebody import Somebody, Written

NAMES = (*offers.WORK_COLUMNS, "line_uuid")  # with the task, what a line is known by: the uuid of the branch's own row
KEYS = ("work_part", "task", "line_uuid", "held_by_id", "due_by", "row_ref", "row_detail")
SOME_DAY = date(1111, 11, 11)  # stands in what is kept where the day comes that is asked for
ON_SOME_DAYS = re.compile(rf"{SOME_DAY.year}-\d\d-\d\d")
NEEDLESSLY_QUOTED = re.compile(r'"([a-z]+_[a-z_]+[a-z])"')  # a word of two parts is none of SQL's that we use as a name
PLAINLY_NAMED = re.compile(r'\."(id|uuid|state|part|step|path|kind|type)"')
NEEDLESSLY_NAMED = re.compile(r' AS "(?:pk|a|value1|person|finding)"')  # of what is only looked for in
NOTHING = re.compile(r'\bNULL AS "?([a-z_]+)"?')  # of a column for which nothing can be found
TYPES = {
    "held_by_id": "bigint",
    "due_by": "date",
    "opens_on": "date",
    "row_uuid": "uuid",
    "line_uuid": "uuid",
} | dict.fromkeys({*offers.WORK_COLUMNS} - {"held_by_id", "due_by", "opens_on", "row_uuid"}, "varchar")
JOINT = " UNION ALL "
SOME = ("some",)
LONGEST = 17_400  # of the parts of a statement; what narrows and orders them comes on top

kept = kept_for(60)


class Piece(NamedTuple):
    """Some SQL and the values for its places."""

    sql: str
    values: tuple[Any, ...] = ()


class Pieces:
    """What one person's branches look like in SQL on a day; each form of each is written when somebody first asks for it."""

    def __init__(self, user: User, on: date, *, known: bool = False) -> None:
        self.user, self.on, self.known = user, on, known
        self.offered = list(enumerate(offers.work())) if user.person_id is not None else []
        self.somebody = Somebody(user, on)
        self.texts = kept.of(self.somebody.shape)

    @cached_property
    def present(self) -> list[tuple[int, offers.Work]]:
        """The branches of whose own rows some are open, whoever may see them (one query).

        `known=True` takes what was found in the request, as the user is loaded once per request.
        """
        found = self.user.__dict__.setdefault("_work_present", {})
        if not self.known or self.on not in found:
            found[self.on] = self._present()
        return found[self.on]

    @property
    def is_known(self) -> bool:
        """Whether `present` costs nothing."""
        return self.known and self.on in self.user.__dict__.get("_work_present", {})

    def keys(self, more: Iterable[str] = ()) -> list[Piece]:
        """The keys of all lines, with some more columns."""
        names = (*KEYS, *more)
        return self._written(self.present, ("keys", *names), lambda part, rows: _columns(part, rows, names))

    def before(self, day: date, more: Iterable[str] = ()) -> list[Piece]:
        """The keys of the lines that are due before a day, by the indexes of days."""
        names = (*KEYS, *more)
        found = self._dated(("before", *names), lambda part, rows: _columns(part, _due(part, rows), names))
        return [_on(day, piece) for piece in found]

    def late(self, *, of: Sequence[tuple[int, offers.Work]] | None = None) -> list[Piece]:
        """A row for each line that is late, of some branches or of those that have anything."""
        return [_on(self.on, piece) for piece in self._dated(("late",), _late, of)]

    def lines(self, parts: Iterable[int]) -> list[tuple[int, Piece]]:
        """All columns of the lines of some branches."""
        wanted = [(number, branch) for number, branch in self.offered if number in set(parts)]
        found = [(one[0], self._piece(one, NAMES, lambda part, rows: _columns(part, rows, NAMES))) for one in wanted]
        return [(number, piece) for number, piece in found if piece is not None]

    def every(self) -> list[Piece]:
        """All columns of all lines."""
        return [piece for _number, piece in self.lines([number for number, _branch in self.present])]

    def _present(self) -> list[tuple[int, offers.Work]]:
        asked = [(one, self._piece(one, SOME, _some)) for one in self.offered]
        pieces = [(one, piece) for one, piece in asked if piece is not None]
        there: dict[Piece, bool] = {}
        for chunk in chunks([piece for _one, piece in pieces]):
            flags = ask(Piece("SELECT " + ", ".join(piece.sql for piece in chunk), _values(chunk)))[0]
            there |= dict(zip(chunk, flags, strict=True))
        return [one for one, piece in pieces if there[piece]]

    def _dated(self, form: Any, write: Any, of: Sequence[tuple[int, offers.Work]] | None = None) -> list[Piece]:
        parts = self.present if of is None else of
        return self._written([(number, branch) for number, branch in parts if branch.dated], form, write)

    def _written(self, parts: Iterable[tuple[int, offers.Work]], form: Any, write: Any) -> list[Piece]:
        found = [self._piece(part, form, write) for part in parts]
        return [piece for piece in found if piece is not None]

    def _piece(self, part: tuple[int, offers.Work], form: Any, write: Callable[..., Piece | None]) -> Piece | None:
        place, branch = (part[1].name, form), part[1]
        early = branch.waiting if form == SOME else None
        if branch.asks and early is None:
            return _tried(part, lambda: branch_rows(self.user, branch, self.on), write)
        if place not in self.texts:
            find = early or (lambda: branch_rows(self.somebody.user, branch, self.on))
            found = _tried(part, find, write)
            self.texts[place] = None if found is None else Written.of(*found)
        written = self.texts[place]
        return None if written is None else Piece(written.sql, self.somebody.filled(written))


def _tried(part: tuple[int, offers.Work], find: Callable[[], QuerySet], write: Callable[..., Any]) -> Piece | None:
    """None where it is clear from the start that there is nothing."""
    try:
        return write(part, find())
    except EmptyResultSet:
        return None


def chunks(pieces: Sequence[Piece], *, longest: int = LONGEST) -> list[list[Piece]]:
    """The pieces in as few statements as hold them: each goes into the first that has room."""
    found: list[tuple[list[Piece], int]] = []
    for piece in pieces:
        # a date says its type where it is written out, which is about as long as its `repr`
        size = len(JOINT) + len(piece.sql) + sum(len(repr(value)) - 2 for value in piece.values)
        place = next((number for number, (_some, length) in enumerate(found) if length + size <= longest), len(found))
        some, length = found[place] if place < len(found) else ([], 0)
        found[place : place + 1] = [([*some, piece], length + size)]
    return [some for some, _length in found]


def ask(query: Piece) -> list[tuple[Any, ...]]:
    """What the database says."""
    with connection.cursor() as cursor:
        cursor.execute(*query)
        return cursor.fetchall()


def joined(pieces: Sequence[Piece]) -> Piece:
    return Piece(JOINT.join(piece.sql for piece in pieces), _values(pieces))


def _values(pieces: Iterable[Piece]) -> tuple[Any, ...]:
    return tuple(value for piece in pieces for value in piece.values)


def _columns(part: tuple[int, offers.Work], rows: QuerySet, names: Sequence[str]) -> Piece:
    number = Value(part[0], IntegerField())
    sql, values = _sql(rows.annotate(line_uuid=F("uuid"), work_part=number).values(*names))
    return Piece(NOTHING.sub(_of_its_type, sql), values)


def _of_its_type(found: re.Match[str]) -> str:
    """PostgreSQL takes a nothing without a type for a text, which goes with no number of another branch."""
    is_typed = connection.vendor == "postgresql" and found[1] in TYPES
    return f"CAST(NULL AS {TYPES[found[1]]}) AS {found[1]}" if is_typed else found[0]


def _sql(rows: QuerySet) -> tuple[str, tuple[Any, ...]]:
    sql, values = without_idle_joins(rows.order_by()).query.sql_with_params()
    return NEEDLESSLY_QUOTED.sub(r"\1", sql), tuple(values)


def _late(part: Any, rows: QuerySet) -> Piece:
    sql, values = _sql(_due(part, rows).values_list(Value(1)))
    sql = NEEDLESSLY_NAMED.sub("", PLAINLY_NAMED.sub(r".\1", sql))
    return Piece(sql.replace(" INNER JOIN ", " JOIN ").replace(" LEFT OUTER JOIN ", " LEFT JOIN "), values)


def _on(day: date, piece: Piece) -> Piece:
    """What is due before a day; a branch may have counted from `SOME_DAY`."""
    return Piece(piece.sql, tuple(_moved(value, day) for value in piece.values))


def _moved(value: Any, day: date) -> Any:
    if isinstance(value, str) and ON_SOME_DAYS.fullmatch(value):
        return _day(day + (date.fromisoformat(value) - SOME_DAY))
    return _day(day + (value - SOME_DAY)) if isinstance(value, date) and value.year == SOME_DAY.year else value


def _due(part: tuple[int, offers.Work], rows: QuerySet) -> QuerySet:
    near = part[1].overdue(rows, SOME_DAY) if part[1].overdue else rows
    return near.filter(due_by__lt=SOME_DAY)


def _some(_part: Any, rows: QuerySet) -> Piece:
    """Whether any row meets what the branch asks of its own columns: where none does, the branch has nothing."""
    found = rows.model._base_manager.all()
    table = found.query.get_initial_alias()
    for term in rows.query.where.children if _all_of(rows.query.where) else ():
        if (
            isinstance(term, Lookup)
            and isinstance(term.lhs, Col)
            and term.lhs.alias == table
            and term.rhs_is_direct_value()
        ):
            found.query.where.add(term, "AND")
    sql, values = found.query.exists().get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return Piece(f"EXISTS({sql})", tuple(values))


def _all_of(where: Any) -> bool:
    return where.connector == "AND" and not where.negated


def _day(day: date) -> Any:
    return connection.ops.adapt_datefield_value(day)
