"""The way from an entry to the root of its tree, for people: one rung for each hash of an inclusion proof, and a picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.ledger.merkle import node_hash

RUNG, BOX, GAP, HIGH = 52, 92, 10, 28  # pixels: from rung to rung, width of a box, between boxes, height of a box
SHORT = 8


@dataclass(frozen=True)
class Rung:
    """A step up: what is carried, the neighbour it is hashed with, on which side that stands, and what both give."""

    number: int
    carried: bytes
    neighbour: bytes
    is_left: bool

    @property
    def result(self) -> bytes:
        left, right = (self.neighbour, self.carried) if self.is_left else (self.carried, self.neighbour)
        return node_hash(left, right)

    @property
    def words(self) -> tuple[str, str, str]:
        """Carried, neighbour and result in hex."""
        return self.carried.hex(), self.neighbour.hex(), self.result.hex()


def rungs(*, leaf: bytes, index: int, size: int, hashes: Sequence[bytes]) -> list[Rung]:
    """The rungs from a leaf hash upwards, as RFC 9162, 2.1.3.2 walks them; the last result is the root of a sound proof."""
    found: list[Rung] = []
    place, last = index, size - 1
    for neighbour in hashes:
        is_left = bool(place % 2) or place == last
        rung = Rung(len(found) + 1, found[-1].result if found else leaf, neighbour, is_left)
        found.append(rung)
        while is_left and not place % 2 and place:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    return found


@dataclass(frozen=True)
class Box:
    """A hash in the picture: where it stands, how it looks and what it is."""

    x: int
    y: int
    mark: str
    hash: str
    up_x: int = 0
    up_y: int = 0

    @property
    def short(self) -> str:
        return self.hash[:SHORT]

    @property
    def middle(self) -> int:
        return self.x + BOX // 2

    @property
    def line_y(self) -> int:
        return self.y + HIGH // 2 + 4

    @property
    def is_root(self) -> bool:
        return self.mark == "ladder-root"


class Ladder:
    """The rungs drawn with the entry at the foot and the root on top; what is carried stands in the middle."""

    box_width, box_height = BOX, HIGH
    width = 3 * BOX + 2 * GAP + 4
    left, centre, right = 2, 2 + BOX + GAP, 2 + 2 * (BOX + GAP)

    def __init__(self, leaf: bytes, steps: Sequence[Rung]) -> None:
        self.height = len(steps) * RUNG + HIGH + 4
        self.boxes = [box for step in steps for box in self._rung(step)]
        top = steps[-1].result if steps else leaf
        self.boxes.append(Box(self.centre, 2, "ladder-root", top.hex()))

    def _rung(self, step: Rung) -> tuple[Box, Box]:
        y = self.height - 2 - HIGH - (step.number - 1) * RUNG
        up = {"up_x": self.centre + BOX // 2, "up_y": y - RUNG + HIGH}
        mark = "ladder-entry" if step.number == 1 else "ladder-path"
        beside = self.left if step.is_left else self.right
        return (
            Box(self.centre, y, mark, step.carried.hex(), **up),
            Box(beside, y, "ladder-beside", step.neighbour.hex(), **up),
        )
