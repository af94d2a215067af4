"""The way from an entry to the root, drawn: it ends in the root of the tree, for every entry of every small tree."""

from hashlib import sha256

import pytest

from foundation.ledger.ladder import BOX, Ladder, rungs
from foundation.ledger.merkle import inclusion_proof, root, root_of

pytestmark = pytest.mark.anywhere


def leaves(size: int) -> list[bytes]:
    return [sha256(bytes([number % 256, number // 256])).digest() for number in range(size)]


def nodes_of(hashes: list[bytes]):
    return lambda level, index: root_of(hashes[index << level : (index + 1) << level])


@pytest.mark.parametrize("size", [*range(1, 34), 255, 256, 257])
def test_every_way_ends_in_the_root(size):
    hashes = leaves(size)
    nodes = nodes_of(hashes)
    whole = root(size, nodes)

    for index in range(size) if size < 34 else (0, 1, size // 2, size - 2, size - 1):
        steps = rungs(leaf=hashes[index], index=index, size=size, hashes=inclusion_proof(index, size, nodes))
        assert (steps[-1].result if steps else hashes[index]) == whole, index


def test_the_picture_has_a_box_for_each_hash_and_the_root_on_top():
    hashes = leaves(7)
    steps = rungs(leaf=hashes[5], index=5, size=7, hashes=inclusion_proof(5, 7, nodes_of(hashes)))

    ladder = Ladder(hashes[5], steps)

    assert [box.mark for box in ladder.boxes] == [
        *("ladder-entry", "ladder-beside"),
        *("ladder-path", "ladder-beside"),
        *("ladder-path", "ladder-beside"),
        "ladder-root",
    ]
    assert ladder.boxes[-1].hash == root(7, nodes_of(hashes)).hex()
    assert min(box.y for box in ladder.boxes) == ladder.boxes[-1].y
    assert all(box.x > 0 and box.x + BOX < ladder.width for box in ladder.boxes)


def test_an_entry_alone_is_its_own_root():
    ladder = Ladder(leaves(1)[0], [])

    assert [box.mark for box in ladder.boxes] == ["ladder-root"]
