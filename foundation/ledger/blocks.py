"""The entries of one tile as the database has them three times: the events, the rows of leaves, and the tile itself."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from foundation.ledger.sources import Waiting, sources
from foundation.ledger.strict import HASH_BYTES
from foundation.ledger.tiles import TILE_WIDTH, hashes_in
from foundation.models.ledger import LedgerLeaf, LedgerTile

AT_ONCE = 3  # tiles
UNKNOWN = bytes(HASH_BYTES)

Hashes = list[bytes | None]


class Named(NamedTuple):
    """The row of a leaf: the event it names by source and number, and its hash."""

    source: str
    number: int
    leaf_hash: bytes


@dataclass
class Block:
    """Up to 256 entries from `start` on. `tile`, `rows` and `events` hold what is there, None what is not."""

    start: int
    width: int
    tile: Hashes
    rows: list[Named | None]
    events: list[tuple[Waiting, str | None] | None]
    hashes: Hashes = field(init=False)
    computed: Hashes = field(init=False)

    def __post_init__(self) -> None:
        self.hashes = [None if row is None else row.leaf_hash for row in self.rows]
        self.computed = [None if event is None else event[0].leaf_hash for event in self.events]

    @property
    def is_full(self) -> bool:
        return self.width == TILE_WIDTH

    @property
    def agrees(self) -> bool:
        return self.tile == self.hashes == self.computed

    def held(self) -> int:
        """How many entries there are before all three end: fewer than its width where the end of the log was cut off."""
        width = self.width
        while width and not any(one[width - 1] for one in (self.tile, self.hashes, self.computed)):
            width -= 1
        return width

    def sealed(self, fits: Callable[[Sequence[bytes]], bool]) -> list[bytes]:
        """The hashes that were sealed: those of the three, or of most of them, that fit what was signed."""
        if self.agrees:
            return [one or UNKNOWN for one in self.tile]
        most = [_most(three) for three in zip(self.tile, self.hashes, self.computed, strict=True)]
        for candidate in (self.tile, self.hashes, self.computed, most):
            whole = [one for one in candidate if one is not None]
            if len(whole) == self.width and fits(whole):
                return whole
        return most


def _most(three: Iterable[bytes | None]) -> bytes:
    """What two of the three say; where all differ, what the tile says, which comes first."""
    counted = Counter(one for one in three if one is not None)
    return counted.most_common(1)[0][0] if counted else UNKNOWN


def read(start: int, end: int) -> list[Block]:
    """The blocks of the entries from `start`, the first of a tile, up to `end` (a query for leaves, tiles and each source)."""
    rows = _rows(start, end)
    events = _events(rows.values())
    first, last = start // TILE_WIDTH, -(-end // TILE_WIDTH)
    tiles = LedgerTile.objects.filter(level=0, index__gte=first, index__lt=last).order_by("index")
    found = {index: bytes(hashes) for index, hashes in tiles.values_list("index", "hashes")}
    return [_block(index, end, found.get(index, b""), rows, events) for index in range(first, last)]


def _rows(start: int, end: int) -> dict[int, Named]:
    columns = ("index", "source", "event_id", "foreign_id", "leaf_hash")
    rows = LedgerLeaf.objects.filter(index__gte=start, index__lt=end).order_by("index").values_list(*columns)
    return {
        index: Named(source, foreign if event is None else event, bytes(leaf_hash))
        for index, source, event, foreign, leaf_hash in rows
    }


def _events(rows: Iterable[Named]) -> dict[tuple[str, int], tuple[Waiting, str | None]]:
    numbers = defaultdict(list)
    for row in rows:
        numbers[row.source].append(row.number)
    known = {source.name: source for source in sources()}
    return {
        (name, number): found
        for name, wanted in numbers.items()
        if name in known
        for number, found in known[name].found(wanted).items()
    }


def _block(
    index: int, end: int, tile: bytes, rows: dict[int, Named], events: dict[tuple[str, int], tuple[Waiting, str | None]]
) -> Block:
    start = index * TILE_WIDTH
    width = min(TILE_WIDTH, end - start)
    of_rows = [rows.get(place) for place in range(start, start + width)]
    of_events = [None if row is None else events.get((row.source, row.number)) for row in of_rows]
    whole = [one for one in hashes_in(tile)[:width] if len(one) == HASH_BYTES]
    return Block(start, width, [*whole, *[None] * (width - len(whole))], of_rows, of_events)
