"""A tree that is only read from left to right: it keeps one hash for each bit of its size, and knows its root."""

from collections.abc import Iterable

from foundation.ledger.merkle import EMPTY_ROOT, node_hash


class Frontier:
    """Leaf hashes are put in at the right; `size` says how many there are."""

    def __init__(self) -> None:
        self.size = 0
        self._whole: list[bytes] = []  # the complete subtrees, the largest first

    def push(self, leaf: bytes) -> None:
        found, size = leaf, self.size
        while size & 1:
            found, size = node_hash(self._whole.pop(), found), size >> 1
        self._whole.append(found)
        self.size += 1

    def copy(self) -> "Frontier":
        other = Frontier()
        other.size, other._whole = self.size, list(self._whole)
        return other

    def followed_by(self, leaves: Iterable[bytes]) -> "Frontier":
        other = self.copy()
        for leaf in leaves:
            other.push(leaf)
        return other

    @property
    def root(self) -> bytes:
        if not self._whole:
            return EMPTY_ROOT
        *larger, found = self._whole
        for left in reversed(larger):
            found = node_hash(left, found)
        return found
