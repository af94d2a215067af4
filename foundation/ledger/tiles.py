"""How a tree lies in tiles: up to 256 hashes of one level in a file or row, where they are found, and which change.

Source: C2SP tlog-tiles. Tiles of level 0 hold leaf hashes; a hash of level n + 1 is the root of a full tile of level n.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from foundation.ledger.merkle import Nodes, root_of
from foundation.ledger.strict import HASH_BYTES, Refused, require_number

TILE_WIDTH = 256
LEVEL_BITS = 8  # 2**8 hashes of a tile become one hash of the level above
HIGHEST_LEVEL = 63
PATH = re.compile(r"tile/(?P<level>[0-9]{1,2})/(?P<index>(?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/(?P<width>[0-9]{1,3}))?")

TileSource = Callable[[int, int, int], bytes]
"""(level, index, width) → the hashes of that tile; more than `width` may come, the surplus is left aside."""


class TileName(NamedTuple):
    """One tile; narrower than 256 while the tree does not fill it."""

    level: int
    index: int  # type: ignore[assignment]  # the word of the specification; tuples have a method of that name
    width: int = TILE_WIDTH

    @property
    def path(self) -> str:
        return tile_path(self.level, self.index, self.width)


def tile_path(level: int, index: int, width: int = TILE_WIDTH) -> str:
    """Where a tile is served: `tile/0/x001/x234/067`, and `.p/112` behind it when it holds only 112 hashes."""
    thousands = f"{index:,d}".split(",")
    folders = [f"x{int(part):03d}" for part in thousands[:-1]]
    partial = "" if width == TILE_WIDTH else f".p/{width}"
    return "/".join(["tile", str(level), *folders, f"{int(thousands[-1]):03d}{partial}"])


def parse_tile_path(path: str) -> TileName:
    """The tile that tile_path() gives this path, in this one spelling. Raises Refused."""
    found = PATH.fullmatch(path)
    if found:
        index = int(found["index"].replace("x", "").replace("/", ""))
        name = TileName(int(found["level"]), index, int(found["width"] or TILE_WIDTH))
        if name.level <= HIGHEST_LEVEL and 1 <= name.width <= TILE_WIDTH and name.path == path:
            return name
    raise Refused(f"{path[:100]!r} is no path of a tile.")


def width_of(level: int, index: int, size: int) -> int:
    """How many hashes this tile holds in a tree of `size` leaves: 0 to 256."""
    return max(0, min((size >> LEVEL_BITS * level) - index * TILE_WIDTH, TILE_WIDTH))


def tiles_of(size: int) -> Iterator[TileName]:
    """Every tile of a tree of `size` leaves, level by level from the leaves up."""
    return new_tiles(0, size)


def new_tiles(old_size: int, new_size: int) -> Iterator[TileName]:
    """The tiles that a tree of `new_size` has and one of `old_size` has not, or not as wide."""
    require_number(old_size, "old size")
    require_number(new_size, "new size")
    level = 0
    while count := new_size >> LEVEL_BITS * level:
        before = old_size >> LEVEL_BITS * level
        if before < count:
            for index in range(before // TILE_WIDTH, -(-count // TILE_WIDTH)):
                yield TileName(level, index, width_of(level, index, new_size))
        level += 1


def hashes_in(tile: bytes) -> list[bytes]:
    """The hashes that a tile concatenates."""
    return [tile[place : place + HASH_BYTES] for place in range(0, len(tile), HASH_BYTES)]


def nodes_from(tile: TileSource, size: int) -> Nodes:
    """The nodes of a tree of `size` leaves, read from its tiles, each of which is asked for once in a proof."""
    require_number(size, "size")

    @lru_cache(maxsize=64)
    def hashes(level: int, index: int) -> list[bytes]:
        width = width_of(level, index, size)
        found = hashes_in(bytes(tile(level, index, width))[: width * HASH_BYTES])
        if len(found) != width or len(found[-1]) != HASH_BYTES:
            raise Refused(f"The tile {tile_path(level, index, width)} holds fewer hashes than a tree of this size has.")
        return found

    def node(level: int, index: int) -> bytes:
        if not 0 <= index < size >> level:
            raise Refused("A node was asked for that lies outside the tree.")
        tile_level, above = divmod(level, LEVEL_BITS)
        tile_index, start = divmod(index << above, TILE_WIDTH)
        return root_of(hashes(tile_level, tile_index)[start : start + (1 << above)])

    return node
