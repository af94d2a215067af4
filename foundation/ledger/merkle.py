"""Merkle trees: their root, the proof that an entry is in one, the proof that one grew out of another, and both checks.

Hashes as in RFC 6962, section 2.1; proofs are made as in RFC 9162, 2.1.3.1 and 2.1.4.1, and checked as in 2.1.3.2 and
2.1.4.2. A tree is read through `Nodes`, so that a proof touches as many nodes as it has hashes, not the tree.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

from foundation.ledger.strict import Refused, require_hashes, require_number

EMPTY_ROOT = sha256(b"").digest()

Nodes = Callable[[int, int], bytes]
"""(level, index) → hash of the complete subtree over leaves index × 2**level up to (index + 1) × 2**level."""


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def root_of(leaf_hashes: Sequence[bytes]) -> bytes:
    """The root over all these leaves: neighbours are joined, level by level; one without a neighbour moves up."""
    level = list(leaf_hashes)
    while len(level) > 1:
        alone = level[-1:] if len(level) % 2 else []
        level = [node_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=False)] + alone
    return level[0] if level else EMPTY_ROOT


def root(size: int, nodes: Nodes) -> bytes:
    """The root of the first `size` leaves."""
    require_number(size, "size")
    return _span(0, size, nodes) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, nodes: Nodes) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root of the first `size` leaves, the leaf's neighbour first."""
    _require_index(index, size)
    return _path(index, 0, size, nodes)


def consistency_proof(first: int, second: int, nodes: Nodes) -> list[bytes]:
    """The hashes that show the tree of `second` leaves to begin with the tree of `first`; none when they are equal.

    Refuses `first` = 0: every tree begins with the empty one, so there is nothing to prove.
    """
    _require_sizes(first, second)
    return _growth(first, 0, second, nodes, known=True)


def verify_inclusion(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raises Refused unless the entry with the leaf hash `leaf` is entry `index` of the tree. Source: RFC 9162, 2.1.3.2."""
    _require_index(index, size)
    require_hashes(leaf, root, *proof)
    place, last, found = index, size - 1, leaf
    for neighbour in proof:
        if not last:
            raise Refused("The inclusion proof is longer than a tree of this size allows.")
        if place % 2 or place == last:
            found = node_hash(neighbour, found)
            while not place % 2 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, neighbour)
        place, last = place >> 1, last >> 1
    if last:
        raise Refused("The inclusion proof is shorter than a tree of this size needs.")
    if found != root:
        raise Refused("The inclusion proof leads to another root: this entry is not at this place of the tree.")


def verify_consistency(
    *, first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> None:
    """Raises Refused unless the first tree is how the second began. Source: RFC 9162, 2.1.4.2."""
    _require_sizes(first, second)
    require_hashes(first_root, second_root, *proof)
    if first == second:
        if proof:
            raise Refused("Two trees of one size need no consistency proof, but one was given.")
        if first_root != second_root:
            raise Refused("Two trees of one size have different roots: the history was rewritten.")
        return
    if not proof:
        raise Refused("The consistency proof is missing.")
    whole = not first & (first - 1)  # a power of two: the first root is itself a node of the second tree
    old, new = _climb(first, second, [first_root, *proof] if whole else proof)
    if old != first_root:
        raise Refused("The consistency proof does not lead to the first root: the history was rewritten.")
    if new != second_root:
        raise Refused("The consistency proof does not lead to the second root.")


def _climb(first: int, second: int, proof: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Both roots as this proof gives them."""
    place, last = first - 1, second - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    old = new = proof[0]
    for neighbour in proof[1:]:
        if not last:
            raise Refused("The consistency proof is longer than trees of these sizes allow.")
        if place % 2 or place == last:
            old, new = node_hash(neighbour, old), node_hash(neighbour, new)
            while not place % 2 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, neighbour)
        place, last = place >> 1, last >> 1
    if last:
        raise Refused("The consistency proof is shorter than trees of these sizes need.")
    return old, new


def _require_index(index: int, size: int) -> None:
    require_number(index, "index")
    require_number(size, "size")
    if index >= size:
        raise Refused("The index lies outside the tree.")


def _require_sizes(first: int, second: int) -> None:
    require_number(first, "first size")
    require_number(second, "second size")
    if not first:
        raise Refused("Every tree begins with the empty one, so nothing can be proven about it.")
    if first > second:
        raise Refused("The first tree must not be larger than the second.")


def _middle(start: int, end: int) -> int:
    """Where RFC 6962 divides a span of at least two: after the largest power of two below its length."""
    return start + (1 << (end - start - 1).bit_length() - 1)


def _span(start: int, end: int, nodes: Nodes) -> bytes:
    """The hash over these leaves; `start` is one at which RFC 6962 divides, so a complete span is a node."""
    length = end - start
    if not length & (length - 1):
        level = length.bit_length() - 1
        return nodes(level, start >> level)
    middle = _middle(start, end)
    return node_hash(_span(start, middle, nodes), _span(middle, end, nodes))


def _path(index: int, start: int, end: int, nodes: Nodes) -> list[bytes]:
    if end - start == 1:
        return []
    middle = _middle(start, end)
    if index < middle:
        return [*_path(index, start, middle, nodes), _span(middle, end, nodes)]
    return [*_path(index, middle, end, nodes), _span(start, middle, nodes)]


def _growth(first: int, start: int, end: int, nodes: Nodes, *, known: bool) -> list[bytes]:
    """What RFC 6962 calls SUBPROOF; `known` while whoever checks has the hash of this span as the first root."""
    if first == end:
        return [] if known else [_span(start, end, nodes)]
    middle = _middle(start, end)
    if first <= middle:
        return [*_growth(first, start, middle, nodes, known=known), _span(middle, end, nodes)]
    return [*_growth(first, middle, end, nodes, known=False), _span(start, middle, nodes)]
