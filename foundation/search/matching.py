"""A question as the database answers it: the rows that hold its words, and in which of four places they rank.

The place follows from the row and the question alone: the reference itself, its beginning, all words in the title, all
words anywhere. How often a word stands in other records counts nowhere, so that hidden ones cannot move anything.
"""

from collections.abc import Iterable

from django.db import connection

from foundation.search.tables import FULL_TEXT, TABLE, VOCABULARY, lexemes
from foundation.search.words import SLIPS_FROM, Question, is_beginning, slips
from foundation.work.written import Piece

Alternatives = list[tuple[str, bool]]  # words, any of which will do, and whether each stands for what begins with it


def hits(question: Question, *, with_slips: bool, narrowed: Iterable[Piece]) -> Piece:
    """The rows that answer a question, with id, kind, record, place and day; `narrowed` are further conditions on `s`."""
    groups = [_alternatives(word, with_slips) for word in question.words]
    match = _matched if connection.vendor == "postgresql" else _matched_by_fts
    anywhere, in_title = match("words", groups), match("title_words", groups)
    starts = _begins_with(question.key)
    terms = [Piece(f"({anywhere.sql} OR {starts.sql})", (*anywhere.values, *starts.values)), *narrowed]
    place = f"CASE WHEN s.ref_key = %s THEN 0 WHEN {starts.sql} THEN 1 WHEN {in_title.sql} THEN 2 ELSE 3 END"
    where = " AND ".join(f"({term.sql})" for term in terms)
    return Piece(
        f"SELECT s.id, s.subject_type_id, s.subject_uuid, {place} AS place, s.day FROM {TABLE} s WHERE {where}",  # noqa: S608 - written here
        (question.key, *starts.values, *in_title.values, *(value for term in terms for value in term.values)),
    )


def _begins_with(key: str) -> Piece:
    """The rows whose reference begins so; only what holds a digit is taken for a reference."""
    if not any(letter.isdigit() for letter in key):
        return Piece("1 = 0")
    if connection.vendor == "postgresql":
        return Piece("s.ref_key LIKE %s", (f"{key}%",))  # a key has neither % nor _
    return Piece("(s.ref_key >= %s AND s.ref_key < %s)", (key, f"{key}{chr(0x10FFFF)}"))


def _alternatives(word: str, with_slips: bool) -> Alternatives:
    own = [(word, is_beginning(word))]
    if not with_slips or len(word) < SLIPS_FROM or word.isdigit():
        return own
    near = slips(word)
    return own + [(other, False) for other in (near if connection.vendor == "postgresql" else _known(near))]


def _known(words: list[str]) -> list[str]:
    """Those of the words that stand anywhere; SQLite takes no question of five hundred words."""
    places = ", ".join(["%s"] * len(words))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT term FROM {VOCABULARY} WHERE term IN ({places})", words)  # noqa: S608 - own names
        return [term for (term,) in cursor.fetchall()]


def _matched(column: str, groups: list[Alternatives]) -> Piece:
    asked = " & ".join(f"({' | '.join(_quoted(*one, mark=':*') for one in group)})" for group in groups)
    return Piece(f"{lexemes(f's.{column}')} @@ %s::tsquery", (asked.replace('"', "'"),))


def _matched_by_fts(column: str, groups: list[Alternatives]) -> Piece:
    asked = " AND ".join(f"({' OR '.join(_quoted(*one, mark=' *') for one in group)})" for group in groups)
    return Piece(
        f"s.id IN (SELECT rowid FROM {FULL_TEXT} WHERE {FULL_TEXT} MATCH %s)",  # noqa: S608 - own names
        (f"{{{column}}} : ({asked})",),
    )


def _quoted(word: str, begins: bool, mark: str) -> str:
    """A word in quotes: words hold letters and digits alone, so nothing in them means anything."""
    return f'"{word}"{mark if begins else ""}'
