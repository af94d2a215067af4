"""Forged proofs: more than 600 that differ from a true one as little as possible, and not one of them is believed."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from foundation.ledger.merkle import EMPTY_ROOT, verify_consistency, verify_inclusion
from foundation.ledger.notes import opened
from foundation.ledger.strict import HASH_BYTES, Refused
from foundation.ledger.tlog_proof import TlogProof
from tests.foundation.ledger.written import LOG, WITNESS, WrittenLog, entry_of, flipped

pytestmark = pytest.mark.anywhere

Forgery = tuple[str, Callable[[], Any]]

TREE = WrittenLog(600)
PLACES = [
    (0, 2),
    (0, 3),
    (2, 3),
    (0, 8),
    (5, 8),
    (6, 7),
    (4, 7),
    (0, 255),
    (254, 256),
    (256, 257),
    (300, 513),
    (599, 600),
]
GROWTHS = [
    (1, 2),
    (1, 3),
    (2, 3),
    (3, 7),
    (4, 7),
    (6, 8),
    (7, 8),
    (128, 255),
    (255, 256),
    (256, 257),
    (300, 513),
    (1, 600),
]


def spoilt(proof: list[bytes]) -> Iterator[tuple[str, list[Any]]]:
    """A proof truncated, lengthened, swapped, bit-flipped, and with hashes that are not 32 bytes."""
    garbage = bytes(range(HASH_BYTES))
    yield "first missing", proof[1:]
    yield "last missing", proof[:-1]
    yield "garbage before", [garbage, *proof]
    yield "garbage after", [*proof, garbage]
    yield "last twice", [*proof, proof[-1]]
    yield "an empty tree after", [*proof, EMPTY_ROOT]
    for place, one in enumerate(proof):
        for changed in (one[:-1], one + b"\x00", b"", one.hex(), bytearray(one)):
            yield "not 32 bytes", [*proof[:place], changed, *proof[place + 1 :]]
        for bit in (0, 77, 255):
            yield "bit flipped", [*proof[:place], flipped(one, bit), *proof[place + 1 :]]
    for place in range(len(proof) - 1):
        before, (one, other), behind = proof[:place], proof[place : place + 2], proof[place + 2 :]
        yield "swapped", [*before, other, one, *behind]
        yield "one missing", [*before, other, *behind]


def forged_inclusions() -> Iterator[Forgery]:
    for index, size in PLACES:
        leaf, root, proof = TREE.leaves[index], TREE.root(size), TREE.included(index, size)
        true = {"leaf": leaf, "index": index, "size": size, "proof": proof, "root": root}
        verify_inclusion(**true)
        changes = [("index - 1", {"index": index - 1}), ("index + 1", {"index": index + 1})]
        changes += [("size × 2", {"size": size * 2}), ("size 0", {"size": 0}), ("size = index", {"size": index})]
        changes += [("another leaf", {"leaf": TREE.leaves[index - 1]}), ("another root", {"root": TREE.root(size - 1)})]
        changes += [("the root as leaf", {"leaf": root, "proof": []}), ("a leaf of 31 bytes", {"leaf": leaf[:-1]})]
        changes += [("bit of the leaf", {"leaf": flipped(leaf, 9)}), ("bit of the root", {"root": flipped(root, 9)})]
        changes += [(name, {"proof": wrong}) for name, wrong in spoilt(proof)]
        yield from ((f"inclusion: {name}", partial(verify_inclusion, **true | change)) for name, change in changes)


def forged_growths() -> Iterator[Forgery]:
    for first, second in GROWTHS:
        old, new, proof = TREE.root(first), TREE.root(second), TREE.grown(first, second)
        true = {"first": first, "second": second, "first_root": old, "second_root": new, "proof": proof}
        verify_consistency(**true)
        changes = [("0 → n", {"first": 0}), ("0 → n, empty", {"first": 0, "first_root": EMPTY_ROOT, "proof": []})]
        changes += [("backwards", {"first": second, "second": first}), ("n → n", {"first": second})]
        changes += [("n → n, empty", {"first": second, "proof": []}), ("size × 2", {"second": second * 2})]
        changes += [("roots swapped", {"first_root": new, "second_root": old}), ("no growth", {"second_root": old})]
        changes += [("bit of old", {"first_root": flipped(old, 8)}), ("bit of new", {"second_root": flipped(new, 8)})]
        changes += [("31 bytes", {"first_root": old[:-1]}), ("33 bytes", {"second_root": new + b"\x00"})]
        changes += [(name, {"proof": wrong}) for name, wrong in spoilt(proof)]
        yield from ((f"growth: {name}", partial(verify_consistency, **true | change)) for name, change in changes)


def believed(content: bytes) -> None:
    """What somebody does who is handed a proof file and trusts one log and one witness."""
    TlogProof.parse(content).verify(entry_of(4), LOG.verifying, [WITNESS.verifying], quorum=1)


def forged_files() -> Iterator[Forgery]:
    true = TREE.proof(4, 7).text.encode()
    believed(true)
    for bit in range(len(true) * 8):
        yield "file: bit flipped", partial(believed, flipped(true, bit))
    for place in range(len(true)):
        yield "file: truncated", partial(believed, true[:place])
        yield "file: a byte missing", partial(believed, true[:place] + true[place + 1 :])
    lines = true.split(b"\n")
    for place in range(lines.index(b"", lines.index(b"") + 1)):  # signatures may stand in any order, and twice
        before, one, behind = lines[:place], lines[place], lines[place + 1 :]
        yield "file: line moved", partial(believed, b"\n".join([*before, behind[0], one, *behind[1:]]))
        yield "file: line doubled", partial(believed, b"\n".join([*before, one, one, *behind]))
        yield "file: line missing", partial(believed, b"\n".join([*before, *behind]))
    for garbage in (b"\n", b" ", b"\x00", b"\xef\xbb\xbf", b"garbage\n", true):
        yield "file: garbage before", partial(believed, garbage + true)
        yield "file: garbage after", partial(believed, true + garbage)


def forged_notes() -> Iterator[Forgery]:
    true = TREE.note(7).partition("— witness")[0].encode()
    opened(true, LOG.verifying)
    for bit in range(len(true) * 8):
        yield "note: bit flipped", partial(opened, flipped(true, bit), LOG.verifying)
    yield "note: wrong key", partial(opened, true, WITNESS.verifying)


def outcome(attempt: Callable[[], Any]) -> str:
    try:
        attempt()
    except Refused:
        return "refused"
    return "accepted"


@pytest.mark.parametrize(
    ("forge", "at_least"),
    [(forged_inclusions, 600), (forged_growths, 600), (forged_files, 4500), (forged_notes, 1000)],
)
def test_no_forgery_is_believed(forge, at_least):
    found = [(outcome(attempt), name) for name, attempt in forge()]

    assert [name for result, name in found if result == "accepted"] == []
    assert Counter(result for result, _ in found)["refused"] >= at_least


def test_a_size_that_the_shape_of_a_proof_does_not_tell_is_held_by_the_signature():
    """Trees of 5 and 6 leaves have proofs of one shape: only the signed checkpoint says which size a root is of."""
    shifted = TREE.proof(0, 5).text.replace("\n5\n", "\n6\n")

    with pytest.raises(Refused, match="does not fit the text"):
        TlogProof.parse(shifted).verify(entry_of(0), LOG.verifying)
