"""Trees grow at the joints of their tiles, without a database: what is written is what the formats ask for."""

from functools import cache
from hashlib import sha256

import pytest

from foundation.ledger import growth, merkle, tiles
from foundation.ledger.frontier import Frontier
from foundation.ledger.strict import HASH_BYTES, Refused

pytestmark = pytest.mark.anywhere

JOINTS = [1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537]


@cache
def leaf(index):
    return sha256(f"entry {index}".encode()).digest()


class Tree:
    """Tiles as rows would hold them."""

    def __init__(self):
        self.size, self.tiles, self.read = 0, {}, set()

    def grow_to(self, size):
        begun = {place: self.tiles[place] for place in growth.places(growth.edge(self.size))}
        new = [leaf(index) for index in range(self.size, size)]
        changed = growth.grown(self.size, new, lambda *place: begun[place])
        for place, hashes in changed.items():
            assert hashes.startswith(self.tiles.get(place, b"")), "a tile only grows at its end"
        self.tiles |= changed
        self.size = size
        return begun | changed

    def nodes(self, size, ahead):
        def tile(level, index, _width):
            assert (level, index) in growth.places(ahead), "the tiles read ahead are all that a proof needs"
            return self.tiles[level, index]

        return tiles.nodes_from(tile, size)


def root_of(size):
    frontier = Frontier()
    for index in range(size):
        frontier.push(leaf(index))
    return frontier.root


@pytest.mark.parametrize("size", JOINTS)
def test_a_tree_grown_in_steps_has_exactly_the_tiles_and_the_root_of_its_size(size):
    tree = Tree()
    for joint in [one for one in JOINTS if one <= size]:
        needed = tree.grow_to(joint)

    root = merkle.root(size, tiles.nodes_from(lambda level, index, _width: needed[level, index], size))
    assert root == root_of(size)
    assert {place: len(hashes) for place, hashes in tree.tiles.items()} == {
        (name.level, name.index): name.width * HASH_BYTES for name in tiles.tiles_of(size)
    }


@pytest.mark.parametrize("size", JOINTS)
def test_one_reading_of_tiles_is_enough_for_each_proof(size):
    tree = Tree()
    tree.grow_to(size)
    root = root_of(size)

    for index in {0, size // 2, size - 1, *(joint - 1 for joint in JOINTS if joint <= size)}:
        nodes = tree.nodes(size, [*growth.edge(size), *growth.near(index, size)])
        proof = merkle.inclusion_proof(index, size, nodes)
        merkle.verify_inclusion(leaf=leaf(index), index=index, size=size, proof=proof, root=root)
        growing = merkle.consistency_proof(index + 1, size, nodes)
        merkle.verify_consistency(
            first=index + 1, second=size, first_root=root_of(index + 1), second_root=root, proof=growing
        )


def test_a_begun_tile_that_is_too_short_is_refused():
    tree = Tree()
    tree.grow_to(10)

    with pytest.raises(Refused, match="not as wide"):
        growth.grown(10, [leaf(10)], lambda level, index: tree.tiles[level, index][:-HASH_BYTES])


def test_the_empty_frontier_has_the_root_of_the_empty_tree():
    assert Frontier().root == merkle.EMPTY_ROOT
