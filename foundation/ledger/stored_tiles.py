"""The tiles above the leaves, and those that should not be there, as the database has them."""

from collections.abc import Iterable, Iterator

from foundation.ledger.damage import Damage
from foundation.ledger.findings import Findings
from foundation.ledger.growth import Place
from foundation.ledger.merkle import root_of
from foundation.ledger.statements import tiles_at
from foundation.ledger.strict import HASH_BYTES
from foundation.ledger.tiles import TILE_WIDTH, TileName, hashes_in, tile_path, width_of
from foundation.models.ledger import LedgerTile


class UpperTiles:
    """Compares the tiles of level 1 and above with what the blocks below them give; holds one begun tile a level."""

    def __init__(self, size: int, findings: Findings) -> None:
        self.size, self.findings = size, findings
        self._begun: list[list[bytes]] = []
        self._counts: list[int] = []
        self._read: dict[Place, list[bytes]] = {}

    def says(self, block: int) -> bytes | None:
        """The hash that level 1 holds for a block of leaves."""
        index, place = divmod(block, TILE_WIDTH)
        hashes = self._stored(1, index)
        return hashes[place] if place < len(hashes) else None

    def push(self, root: bytes, level: int = 1) -> None:
        """Takes the root of a full block, or of a full tile of the level below."""
        if len(self._begun) < level:
            self._begun.append([])
            self._counts.append(0)
        begun = self._begun[level - 1]
        begun.append(root)
        if len(begun) == TILE_WIDTH:
            self._compare(level)
            self._begun[level - 1] = []
            self._counts[level - 1] += 1
            self.push(root_of(begun), level + 1)

    def finish(self) -> None:
        for level, begun in enumerate(self._begun, 1):
            if begun:
                self._compare(level)

    def _compare(self, level: int) -> None:
        index, computed = self._counts[level - 1], self._begun[level - 1]
        stored, path = self._stored(level, index), tile_path(level, index)
        if len(stored) < len(computed):
            self.findings.add(Damage.of("tile_missing", tile=path))
        for place, (there, expected) in enumerate(zip(stored, computed, strict=False)):
            if there != expected:
                self.findings.add(Damage.of("tile_altered", tile=path, place=place))

    def _stored(self, level: int, index: int) -> list[bytes]:
        """The hashes of a tile; the last one read is kept, for the blocks below it ask one after the other."""
        place = (level, index)
        if place not in self._read:
            whole = tiles_at([place]).get(place, b"")
            self._read = {place: [one for one in hashes_in(whole) if len(one) == HASH_BYTES]}
        return self._read[place]


def widest_tiles() -> Iterator[TileName]:
    """The two last tiles of each level, as wide as they are."""
    for level in LedgerTile.objects.order_by("level").values_list("level", flat=True).distinct():
        rows = LedgerTile.objects.filter(level=level).order_by("-index").values_list("index", "hashes")[:2]
        yield from (TileName(level, index, len(bytes(hashes)) // HASH_BYTES) for index, hashes in rows)


def too_wide(tiles: Iterable[TileName], size: int) -> list[TileName]:
    """Those that hold more than they could in a tree of this size."""
    return [tile for tile in tiles if tile.width > width_of(tile.level, tile.index, size)]
