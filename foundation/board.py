"""The board: the panels that apps offer to a role, whose units their figures cover, and the day they speak of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.http import HttpRequest

from foundation import offers, policy, snapshots
from foundation.access import Role, live_grants, units_of
from foundation.directory.models import User
from foundation.figures import Metric, metric
from foundation.tiles import Tile, Trend, trend_of

ROLES = (Role.MGR, Role.CO, Role.PM)
PLACES = ("headline", "wide", "narrow", "full", "tiles")
Counted = list[tuple[str, str, str, str, int]]


@dataclass(frozen=True)
class Part:
    """A panel with what its template needs."""

    name: str
    template: str
    context: dict[str, Any]

    @property
    def tiles(self) -> list[Tile]:
        """The number tiles it shows, for whoever shows the figures in another form."""
        found = [*self.context.get("tiles", ()), self.context.get("tile")]
        return [one for one in found if isinstance(one, Tile)]


@dataclass(frozen=True)
class Told:
    """A tile of the board with the definition behind it and the way it went."""

    tile: Tile
    metric: Metric | None
    trend: Trend | None


def parts(request: HttpRequest, on: date) -> dict[str, list[Part]]:
    """The panels for the roles of the reader, by the place where they stand, as of a day."""
    held = {grant.role for grant in live_grants(request.user)}  # type: ignore[arg-type]
    found: dict[str, list[Part]] = {place: [] for place in PLACES}
    for panel in offers.panels():
        if held & set(panel.roles):
            found[panel.place].append(Part(panel.name, panel.template, panel.context(request, on)))
    return found


def told(request: HttpRequest, tiles: Iterable[Tile], on: date, *, with_trend: bool) -> Iterator[Told]:
    """The tiles with their definitions and, where they have room for it, the line of their months."""
    for tile in tiles:
        about = metric(tile.metric) if tile.metric else None
        trend = trend_of(tile, kept(request, on).months.get(tile.metric, []), on) if with_trend else None
        yield Told(tile, about, trend)


_counted: list[Callable[[User, date], list[QuerySet]]] = []


def count_together(rows: Callable[[User, date], list[QuerySet]]) -> None:
    """Has rows counted for the board along with those of other apps, so that it pays one query for all of them.

    `rows(user, on)` gives querysets of five columns, made by `columns`: a name, three texts and a number.
    """
    _counted.append(rows)


def columns(rows: QuerySet, name: str, *texts: Any) -> QuerySet:
    """How many of the rows have each combination of texts, in the shape that is counted together."""
    shown = [*texts, *(Value("", CharField()) for _one in range(3 - len(texts)))]
    named = dict(zip(("_a", "_b", "_c"), shown, strict=True))
    of = rows.order_by().values(_of=Value(name, CharField()), **named)
    return of.annotate(_n=Count("pk")).values_list("_of", "_a", "_b", "_c", "_n")


def counted(request: HttpRequest, on: date) -> Counted:
    """Everything that is counted together, for the reader and the day, once per request (one query)."""
    known = request.__dict__.setdefault("_board_counted", {})
    if on not in known:
        nights = snapshots.rows_before(snapshots.kept_for(request.user), on)  # type: ignore[arg-type]
        parts = [part for rows in _counted for part in rows(request.user, on)]  # type: ignore[arg-type]
        known[on] = list(nights.union(*parts, all=True))
    return known[on]


def kept(request: HttpRequest, on: date) -> snapshots.Past:
    """What the nights kept of the figures for the reader, up to a day, from what is counted together."""
    known = request.__dict__.setdefault("_board_kept", {})
    if on not in known:
        rows = (row for row in counted(request, on) if row[0] == snapshots.KEPT)
        known[on] = snapshots.past_of(rows, on)
    return known[on]


def policy_of(request: HttpRequest, key: str, on: date) -> Any:
    """The value of a policy on a day; the panels of a board read all of them together, once per request."""
    known = request.__dict__.setdefault("_board_policies", {})
    if on not in known:
        known[on] = policy.currents(*(one.key for one in policy.declared()), on=on)
    return known[on][key].value


def scope(user: User) -> list[str]:
    """The names of the units whose figures the board shows."""
    return [unit.name for unit in units_of(user, *ROLES)]
