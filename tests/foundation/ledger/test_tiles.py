"""Where the tiles of a tree are found, how wide they are, and which ones change as it grows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.ledger.strict import LARGEST, Refused
from foundation.ledger.tiles import TileName, new_tiles, nodes_from, parse_tile_path, tile_path, tiles_of, width_of
from tests.foundation.ledger.written import WrittenLog, unhurried

pytestmark = pytest.mark.anywhere


@pytest.mark.parametrize(
    ("name", "path"),
    [
        (TileName(0, 1_234_067), "tile/0/x001/x234/067"),
        (TileName(0, 1_234_067, 112), "tile/0/x001/x234/067.p/112"),
        (TileName(0, 0, 1), "tile/0/000.p/1"),
        (TileName(2, 999, 255), "tile/2/999.p/255"),
        (TileName(63, 1000), "tile/63/x001/000"),
        (TileName(0, LARGEST), "tile/0/x009/x223/x372/x036/x854/x775/807"),
    ],
)
def test_a_tile_has_one_path(name, path):
    assert tile_path(*name) == name.path == path
    assert parse_tile_path(path) == name


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/67",
        "tile/0/x067",
        "tile/0/0067",
        "tile/0/x000/067",
        "tile/00/067",
        "tile/64/067",
        "tile/-1/067",
        "tile/entries/067",
        "tile/0/067.p/0",
        "tile/0/067.p/256",
        "tile/0/067.p/01",
        "tile/0/067.p/",
        "tile/0/001/067",
        "tile/0/067/",
        "/tile/0/067",
        "tile/0/067\n",
        "tile/0/٠٦٧",
        "tile/0/../067",
        "tile/0/\x00",
        "tile/0/" + "x999/" * 2000 + "999",
    ],
)
def test_other_paths_are_refused(path):
    with pytest.raises(Refused, match="no path of a tile"):
        parse_tile_path(path)


@unhurried
@given(st.integers(0, 63), st.integers(0, 10**15), st.integers(1, 256))
def test_paths_and_tiles_are_two_spellings_of_the_same(level, index, width):
    assert parse_tile_path(tile_path(level, index, width)) == (level, index, width)


def test_a_tree_of_70_000_leaves_lies_as_the_specification_says():
    tiles = list(tiles_of(70_000))

    assert tiles[:273] == [TileName(0, index) for index in range(273)]
    assert tiles[273:] == [TileName(0, 273, 112), TileName(1, 0), TileName(1, 1, 17), TileName(2, 0, 1)]


@pytest.mark.parametrize(
    ("size", "tiles"),
    [
        (0, []),
        (1, [(0, 0, 1)]),
        (255, [(0, 0, 255)]),
        (256, [(0, 0, 256), (1, 0, 1)]),
        (257, [(0, 0, 256), (0, 1, 1), (1, 0, 1)]),
    ],
)
def test_small_trees_lie_in_few_tiles(size, tiles):
    assert list(tiles_of(size)) == tiles


@pytest.mark.parametrize(
    ("size", "last"),
    [
        (65_535, [(0, 255, 255), (1, 0, 255)]),
        (65_536, [(0, 255, 256), (1, 0, 256), (2, 0, 1)]),
        (65_537, [(0, 256, 1), (1, 0, 256), (2, 0, 1)]),
    ],
)
def test_a_level_is_added_when_a_tile_above_is_full(size, last):
    tiles = list(tiles_of(size))

    assert [max(tile for tile in tiles if tile.level == level) for level in range(tiles[-1].level + 1)] == last


@unhurried
@given(st.integers(0, 200_000), st.integers(0, 200_000))
def test_new_tiles_are_what_the_larger_tree_has_and_the_smaller_has_not(one, other):
    old, new = sorted((one, other))

    known = set(tiles_of(old))

    assert list(new_tiles(old, new)) == [tile for tile in tiles_of(new) if tile not in known]


def test_one_more_leaf_changes_one_tile_of_each_level():
    assert list(new_tiles(65_535, 65_536)) == [(0, 255, 256), (1, 0, 256), (2, 0, 1)]
    assert list(new_tiles(65_536, 65_537)) == [(0, 256, 1)]
    assert list(new_tiles(65_537, 65_537)) == []


def test_the_width_of_a_tile_follows_from_the_size():
    assert [width_of(0, 1, size) for size in (0, 256, 257, 511, 512, 100_000)] == [0, 0, 1, 255, 256, 256]


def test_a_tile_may_hold_more_than_the_tree_of_that_size_had():
    log = WrittenLog(600)

    early = nodes_from(lambda level, index, width: log.tile(level, index, 256), 300)

    assert early(0, 299) == log.leaves[299]
    with pytest.raises(Refused, match="outside the tree"):
        early(0, 300)
    with pytest.raises(Refused, match="outside the tree"):
        early(2, 75)
    with pytest.raises(Refused, match="outside the tree"):
        early(0, -1)


@pytest.mark.parametrize("surplus", [-32, -1])
def test_a_tile_that_is_cut_off_is_named(surplus):
    log = WrittenLog(300)
    short = nodes_from(lambda level, index, width: log.tile(level, index, width)[:surplus], 300)

    with pytest.raises(Refused, match=r"tile/0/001\.p/44 holds fewer hashes"):
        short(0, 256)


def test_each_tile_is_asked_for_once():
    log, asked = WrittenLog(600), []

    def tile(level: int, index: int, width: int) -> memoryview:
        asked.append((level, index, width))
        return memoryview(log.tile(level, index, width))

    nodes = nodes_from(tile, 600)
    assert [nodes(level, 0) for level in range(10)] == [log.nodes()(level, 0) for level in range(10)]
    assert asked == [(0, 0, 256), (1, 0, 2)]
