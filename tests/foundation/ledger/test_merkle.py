"""The tree and its proofs: the published vectors, the joints of the tiles, and a slow reference."""

from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.ledger.merkle import (
    EMPTY_ROOT,
    Nodes,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from foundation.ledger.strict import Refused
from foundation.ledger.tiles import TILE_WIDTH, nodes_from
from tests.foundation.ledger import reference
from tests.foundation.ledger.written import WrittenLog, entry_of, unhurried

pytestmark = pytest.mark.anywhere

JOINTS = [1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537]

LEAVES = "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"
CT_LEAVES = [leaf_hash(bytes.fromhex(entry)) for entry in LEAVES]
CT_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
OF_ONE_IN_EIGHT = [
    b64decode("lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c="),
    b64decode("Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4="),
    b64decode("a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ="),
]


def nodes_of(leaves: list[bytes]) -> Nodes:
    """Of a tree that fits into one tile."""
    return nodes_from(lambda level, index, width: b"".join(leaves), len(leaves))


@pytest.fixture(scope="module")
def log() -> WrittenLog:
    return WrittenLog(65_537)


def test_hashes_are_those_of_rfc_6962():
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"


@pytest.mark.parametrize(("size", "expected"), list(enumerate(CT_ROOTS, 1)))
def test_the_certificate_transparency_tree_has_its_published_roots(size, expected):
    assert root_of(CT_LEAVES[:size]).hex() == expected
    assert root(size, nodes_of(CT_LEAVES[:size])).hex() == expected


def test_the_published_proofs_are_made_and_accepted():
    made = inclusion_proof(0, 8, nodes_of(CT_LEAVES)), consistency_proof(1, 8, nodes_of(CT_LEAVES))

    assert made == (OF_ONE_IN_EIGHT, OF_ONE_IN_EIGHT)
    first, second = bytes.fromhex(CT_ROOTS[0]), bytes.fromhex(CT_ROOTS[7])
    verify_inclusion(leaf=CT_LEAVES[0], index=0, size=8, proof=OF_ONE_IN_EIGHT, root=second)
    verify_consistency(first=1, second=8, first_root=first, second_root=second, proof=OF_ONE_IN_EIGHT)


def test_an_empty_tree_has_a_root_and_nothing_in_it():
    assert root_of([]) == root(0, nodes_of([])) == EMPTY_ROOT
    with pytest.raises(Refused, match="outside the tree"):
        inclusion_proof(0, 0, nodes_of([]))
    with pytest.raises(Refused, match="outside the tree"):
        verify_inclusion(leaf=leaf_hash(b""), index=0, size=0, proof=[], root=EMPTY_ROOT)


@pytest.mark.parametrize("second", [0, 1, 2, 7, 256])
def test_nothing_is_proven_about_the_empty_tree(second):
    """Verifiers that took “0 → n” for proven were shown any history they liked."""
    whole = WrittenLog(second)

    with pytest.raises(Refused, match="empty"):
        consistency_proof(0, second, whole.nodes())
    for proof in ([], [EMPTY_ROOT], whole.leaves[:1]):
        with pytest.raises(Refused, match="empty"):
            verify_consistency(first=0, second=second, first_root=EMPTY_ROOT, second_root=whole.root(), proof=proof)


def test_every_inclusion_proof_up_to_130_is_that_of_the_reference():
    entries = tuple(entry_of(index) for index in range(130))
    log = WrittenLog(130)

    for size in range(1, 131):
        whole = reference.mth(entries[:size])
        assert log.root(size) == whole
        for index in range(size):
            proof = log.included(index, size)
            assert proof == reference.path(index, entries[:size])
            verify_inclusion(leaf=log.leaves[index], index=index, size=size, proof=proof, root=whole)


def test_every_consistency_proof_up_to_70_is_that_of_the_reference():
    entries = tuple(entry_of(index) for index in range(70))
    log = WrittenLog(70)

    for second in range(1, 71):
        for first in range(1, second + 1):
            proof = log.grown(first, second)
            assert proof == reference.proof(first, entries[:second])
            roots = {"first_root": log.root(first), "second_root": log.root(second)}
            verify_consistency(first=first, second=second, proof=proof, **roots)


@unhurried
@given(st.data())
def test_trees_of_several_tiles_agree_with_the_reference(data):
    size = data.draw(st.integers(1, 3 * TILE_WIDTH + 2))
    index = data.draw(st.integers(0, size - 1))
    entries = tuple(data.draw(st.randoms()).choices([b"", b"a", b"b", bytes(300)], k=size))
    hashes = [leaf_hash(entry) for entry in entries]
    log = WrittenLog(0)
    log.size, log.leaves = size, hashes

    assert log.root() == root_of(hashes) == reference.mth(entries)
    assert log.included(index) == reference.path(index, entries)
    assert log.grown(index + 1) == reference.proof(index + 1, entries)


@pytest.mark.parametrize("size", JOINTS)
def test_roots_and_proofs_hold_at_the_joints_of_tiles(log, size):
    whole = root_of(log.leaves[:size])

    assert log.root(size) == whole
    for index in sorted({place for joint in JOINTS for place in (joint - 1, joint) if place < size}):
        verify_inclusion(leaf=log.leaves[index], index=index, size=size, proof=log.included(index, size), root=whole)
    for first in (joint for joint in JOINTS if joint <= size):
        proof = log.grown(first, size)
        verify_consistency(first=first, second=size, first_root=log.root(first), second_root=whole, proof=proof)


def test_a_proof_has_as_many_hashes_as_the_tree_has_levels(log):
    assert len(log.included(0)) == 17
    assert len(log.included(65_536)) == 1
    assert log.grown(65_536) == [log.leaves[-1]]


@pytest.mark.parametrize(("index", "size"), [(-1, 5), (5, 5), (True, 5), (0, 2**63), (1.0, 5)])
def test_places_outside_a_tree_have_no_proof(index, size):
    with pytest.raises(Refused):
        inclusion_proof(index, size, WrittenLog(5).nodes())


@pytest.mark.parametrize(("first", "second"), [(-1, 5), (6, 5), (1, -1), (1, 2**63)])
def test_sizes_that_no_tree_grew_through_have_no_proof(first, second):
    with pytest.raises(Refused):
        consistency_proof(first, second, WrittenLog(5).nodes())
