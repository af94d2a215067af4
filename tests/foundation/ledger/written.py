"""A log as static files, made by the formats alone: what the tests and the clients of others read."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from hypothesis import HealthCheck, settings

from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.cosignatures import cosign
from foundation.ledger.merkle import Nodes, consistency_proof, inclusion_proof, leaf_hash, root, root_of
from foundation.ledger.note_keys import COSIGNATURE, SigningKey
from foundation.ledger.notes import add_line, sign
from foundation.ledger.strict import HASH_BYTES, base64_of
from foundation.ledger.tiles import TILE_WIDTH, nodes_from, tiles_of
from foundation.ledger.tlog_proof import TlogProof

ORIGIN = "attest.example/ledger"
LOG = SigningKey(ORIGIN, 0x01, bytes(range(32)))
WITNESS = SigningKey("witness.example/w1", COSIGNATURE, bytes(range(32, 64)))
AT = datetime(2026, 11, 30, 12, 0, 5, tzinfo=UTC)

unhurried = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def entry_of(index: int) -> bytes:
    return b"entry %d" % index


def flipped(content: bytes, bit: int) -> bytes:
    """The same but for one bit."""
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


class WrittenLog:
    """A log of `size` numbered entries, and what it says of itself at any size up to that."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.leaves = [leaf_hash(entry_of(index)) for index in range(size)]

    @cached_property
    def levels(self) -> list[list[bytes]]:
        """The hashes of each level of tiles."""
        levels = [self.leaves]
        while len(levels[-1]) >= TILE_WIDTH:
            below = levels[-1]
            whole = range(0, len(below) - TILE_WIDTH + 1, TILE_WIDTH)
            levels.append([root_of(below[start : start + TILE_WIDTH]) for start in whole])
        return levels

    def tile(self, level: int, index: int, width: int) -> bytes:
        start = index * TILE_WIDTH
        return b"".join(self.levels[level][start : start + width])

    def nodes(self, size: int | None = None) -> Nodes:
        return nodes_from(self.tile, self.size if size is None else size)

    def root(self, size: int | None = None) -> bytes:
        size = self.size if size is None else size
        return root(size, self.nodes(size))

    def note(self, size: int | None = None) -> str:
        """The checkpoint of that size, signed by the log and by a witness."""
        size = self.size if size is None else size
        note = sign(Checkpoint(ORIGIN, size, self.root(size)).text, LOG)
        return add_line(note, cosign(note, WITNESS, AT))

    def included(self, index: int, size: int | None = None) -> list[bytes]:
        size = self.size if size is None else size
        return inclusion_proof(index, size, self.nodes(size))

    def grown(self, first: int, second: int | None = None) -> list[bytes]:
        second = self.size if second is None else second
        return consistency_proof(first, second, self.nodes(second))

    def proof(self, index: int, size: int | None = None) -> TlogProof:
        return TlogProof(index, tuple(self.included(index, size)), self.note(size))


def write_folder(folder: Path, log: WrittenLog, *, indexes: Iterable[int], sizes: Iterable[int]) -> Path:
    """The log as tlog-tiles serves it, with proofs of these entries and of the growth from these sizes beside it.

    `key` has a line for each key; `proofs/` has `N.tlog-proof` with `N.entry`, and `N.add-checkpoint`, which is what a log
    sends a witness (C2SP tlog-witness): the old size, the consistency proof, an empty line and the checkpoint.
    """
    proofs = folder / "proofs"
    proofs.mkdir(parents=True)
    (folder / "checkpoint").write_text(log.note())
    (folder / "key").write_text(f"{LOG.verifying.vkey}\n{WITNESS.verifying.vkey}\n")
    for name in tiles_of(log.size):
        path = folder / name.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(log.tile(*name))
        assert path.stat().st_size == name.width * HASH_BYTES
    for index in indexes:
        (proofs / f"{index}.tlog-proof").write_text(log.proof(index).text)
        (proofs / f"{index}.entry").write_bytes(entry_of(index))
    for size in sizes:
        lines = [f"old {size}", *map(base64_of, log.grown(size)), ""]
        (proofs / f"{size}.add-checkpoint").write_text("\n".join(lines) + "\n" + log.note())
    return folder
