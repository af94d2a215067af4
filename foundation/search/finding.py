"""Answers: scope first, then order, number and page, in one statement."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from foundation.directory.models import Unit, User
from foundation.models.search import SearchRow
from foundation.search.matching import hits
from foundation.search.offers import Searched
from foundation.search.scope import found_kinds, seen_by
from foundation.search.words import Question
from foundation.work.written import Piece

ORDER = "CASE WHEN day IS NULL THEN 1 ELSE 0 END, day DESC, id DESC"


@dataclass(frozen=True)
class Narrowed:
    """What an answer is narrowed to; the kinds narrow the page and not the numbers beside it."""

    kinds: tuple[Searched, ...] = ()
    unit: Unit | None = None
    areas: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None

    def terms(self) -> list[Piece]:
        found = []
        if self.unit is not None:
            below = f"{connection.ops.prep_for_like_query(str(self.unit.path))}%"
            found.append(Piece(r"s.unit_id IN (SELECT id FROM directory_unit WHERE path LIKE %s ESCAPE '\')", (below,)))
        for column, codes in (("area", self.areas), ("state", self.states)):
            if codes:
                found.append(Piece(f"s.{column} IN ({', '.join(['%s'] * len(codes))})", tuple(codes)))
        for comparison, day in ((">=", self.first), ("<=", self.last)):
            if day is not None:
                found.append(Piece(f"s.day {comparison} %s", (connection.ops.adapt_datefield_value(day),)))
        return found


@dataclass(frozen=True)
class Answer:
    """A page of rows in their order, how many there are of each kind, and whether a slip of a letter was overlooked."""

    rows: list[SearchRow] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    with_slips: bool = False


def find(user: User, question: Question, narrowed: Narrowed, *, size: int, start: int = 0) -> Answer:
    """What `user` may see of what answers a question; words with a slip are tried where nothing is written exactly so."""
    seen = seen_by(user)
    if not question or seen is None:
        return Answer()
    for with_slips in (False, True):
        answer = _answer(
            user, hits(question, with_slips=with_slips, narrowed=narrowed.terms()), seen, narrowed, size, start
        )
        if answer.counts:
            return Answer(answer.rows, answer.counts, with_slips)
    return Answer(with_slips=True)


def _answer(user: User, matched: Piece, seen: Piece, narrowed: Narrowed, size: int, start: int) -> Answer:
    kinds = {ContentType.objects.get_for_model(kind.model).pk: kind for kind in found_kinds(user)}
    chosen = [pk for pk, kind in kinds.items() if kind in narrowed.kinds]
    minor = [pk for pk, kind in kinds.items() if kind.is_minor] or [0]
    last = f"CASE WHEN subject_type_id IN ({', '.join(map(str, minor))}) THEN 1 ELSE 0 END"
    order = f"place, {last}, {ORDER}"
    of_kind = f"WHERE subject_type_id IN ({', '.join(map(str, chosen))})" if chosen else ""
    sql = (
        f"WITH hits AS MATERIALIZED ({matched.sql}), "  # noqa: S608 - written here and by the ORM
        f"seen AS MATERIALIZED (SELECT hits.* FROM hits WHERE {seen.sql}), "
        f"page AS (SELECT id, ROW_NUMBER() OVER (ORDER BY {order}) AS number FROM seen {of_kind} "
        f"ORDER BY {order} LIMIT {size:d} OFFSET {start:d}) "
        "SELECT 0, id, number FROM page UNION ALL SELECT 1, subject_type_id, COUNT(*) FROM seen GROUP BY subject_type_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, (*matched.values, *seen.values))
        told = cursor.fetchall()
    numbers = {row: number for part, row, number in told if part == 0}
    counts = {row: number for part, row, number in told if part == 1}
    return Answer(_in_order(numbers), {kind.name: counts[pk] for pk, kind in kinds.items() if pk in counts})


def _in_order(numbers: dict[int, int]) -> list[SearchRow]:
    rows = SearchRow.objects.select_related("unit", "subject_type").in_bulk(list(numbers)) if numbers else {}
    return [rows[pk] for pk in sorted(numbers, key=numbers.__getitem__) if pk in rows]
