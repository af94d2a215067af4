"""The two numbers around every page: how many lines of My work are late, and how many notifications new.

The branches with dates that have anything are read until it is clear that there are more than a badge shows; each process
keeps what the ORM wrote (foundation.work.written). What is late is asked once a minute, and anew after whatever one does oneself
(docs/adr/0181-bounded-lists.md).
"""

from datetime import date

from django.conf import settings
from django.db.models import Value

from foundation.directory.models import User
from foundation.lately import lately
from foundation.models.trail import Notification
from foundation.words import MOST_SHOWN
from foundation.work.kept import told
from foundation.work.written import Piece, Pieces, ask, chunks, joined

LONGEST = 19_450  # of the parts of a statement; what counts them comes on top
TWO = 2


def late_count(user: User, on: date) -> int:
    """How many lines are late, for the number in the navigation; one more than MOST_SHOWN stands for more."""
    return numbers(user, on)["late"]


def unread_count(user: User, on: date) -> int:
    """How many notifications are new, for the number on the bell; counted no further either."""
    return numbers(user, on)["unread"]


def numbers(user: User, on: date) -> dict[str, int]:
    """Both: one query, once per request, as the user is loaded once per request."""
    known = user.__dict__.setdefault("_numbers", {})
    if on not in known:
        read: dict[str, int] = {}
        about, seconds = told(user, on), settings.KEPT_SECONDS["late"]
        late = lately(user, "late", about, seconds=seconds, count=lambda: read.update(_read(user, on)) or read["late"])
        known[on] = read or {"late": late, "unread": _unread(user)}
    return known[on]


def _unread(user: User) -> int:
    return Notification.objects.visible_to(user).unread()[: MOST_SHOWN + 1].count()


def _read(user: User, on: date) -> dict[str, int]:
    """Both: the statements are asked one after the other until there are more than a badge shows."""
    found = {"late": 0, "unread": 0}
    for number, pieces in enumerate(_asked(user, on) or [[]]):
        late, *unread = ask(_counting(user, pieces, with_unread=not number))[0]
        found["late"] = min(found["late"] + late, MOST_SHOWN + 1)
        found["unread"] = unread[0] if unread else found["unread"]
        if found["late"] > MOST_SHOWN:
            break
    return found


def _asked(user: User, on: date) -> list[list[Piece]]:
    """What to count, statement by statement. Two for all branches are no more than to ask first which have anything."""
    pieces = Pieces(user, on, known=True)
    whole = [] if pieces.is_known else sorted(pieces.late(of=pieces.offered), key=lambda piece: -len(piece.sql))
    every = chunks(whole, longest=LONGEST)
    return every if 0 < len(every) <= TWO else chunks(pieces.late(), longest=LONGEST)


def _counting(user: User, pieces: list[Piece], *, with_unread: bool) -> Piece:
    """One row: how many lines are late, and how many notifications new."""
    parts = [_counted(pieces)]
    if with_unread:
        unread = Notification.objects.visible_to(user).unread().order_by().values_list(Value(1))
        parts.append(_counted([Piece(*unread.query.sql_with_params())]))
    return Piece(
        f"SELECT {', '.join(sql for sql, _values in parts)}", tuple(one for part in parts for one in part.values)
    )


def _counted(pieces: list[Piece]) -> Piece:
    """How many rows the parts find together; the database stops looking when there are more than are shown."""
    if not pieces:
        return Piece("0")
    union = joined(pieces)
    sql = f"(SELECT COUNT(*) FROM (SELECT 1 FROM ({union.sql}) AS found LIMIT {MOST_SHOWN + 1}) AS first)"  # noqa: S608 - written by the ORM
    return Piece(sql, union.values)
