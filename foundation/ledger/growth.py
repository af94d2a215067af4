"""How a tree grows: the tiles that change when leaves are put behind the last one."""

from collections.abc import Callable, Iterable, Sequence

from foundation.ledger.merkle import root_of
from foundation.ledger.strict import HASH_BYTES, Refused
from foundation.ledger.tiles import TILE_WIDTH, TileName, hashes_in, tile_path, width_of

TILE_BYTES = TILE_WIDTH * HASH_BYTES
Place = tuple[int, int]
"""(level, index) of a tile."""


def edge(size: int) -> list[TileName]:
    """The tiles of a tree of this size that are not full yet: at most one of each level, and none is further right."""
    names, level = [], 0
    while count := size >> 8 * level:
        if width := count % TILE_WIDTH:
            names.append(TileName(level, count // TILE_WIDTH, width))
        level += 1
    return names


def near(index: int, size: int) -> list[TileName]:
    """The tiles of a tree of this size that hold entry `index` and the hashes above it."""
    names, level = [], 0
    while size >> 8 * level:
        place = index >> 8 * (level + 1)
        if width := width_of(level, place, size):
            names.append(TileName(level, place, width))
        level += 1
    return names


def grown(size: int, leaves: Sequence[bytes], tile: Callable[[int, int], bytes]) -> dict[Place, bytes]:
    """The tiles that change, whole, when these leaf hashes follow `size` others; `tile` gives those that are not full."""
    changed: dict[Place, bytes] = {}
    level, count, new = 0, size, list(leaves)
    while new:
        first, width = divmod(count, TILE_WIDTH)
        begun = bytes(tile(level, first)) if width else b""
        if len(begun) != width * HASH_BYTES:
            raise Refused(f"The tile {tile_path(level, first, width)} is not as wide as the tree.")
        level_bytes, complete = begun + b"".join(new), []
        for number, start in enumerate(range(0, len(level_bytes), TILE_BYTES)):
            part = level_bytes[start : start + TILE_BYTES]
            changed[level, first + number] = part
            if len(part) == TILE_BYTES:
                complete.append(root_of(hashes_in(part)))
        level, count, new = level + 1, first, complete
    return changed


def places(names: Iterable[TileName]) -> set[Place]:
    return {(name.level, name.index) for name in names}
