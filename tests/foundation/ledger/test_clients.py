"""What clients that others wrote think of our log: Go's checksum database and a Python reader of tiled logs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import PlainEd25519Signer
from tlog_scales.tlog import Checkpoint as TheirCheckpoint

from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.notes import VerifyingKey, opened
from tests.foundation.ledger.clients import Doubted, Held, checked_by_go, checked_by_python
from tests.foundation.ledger.written import WrittenLog, flipped, write_folder

pytestmark = pytest.mark.anywhere

CLIENTS = [checked_by_go, checked_by_python]


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("size", [1, 255, 256, 257, 70_000])
def test_others_accept_checkpoint_tiles_and_proofs(tmp_path, size, client):
    log = WrittenLog(size)
    indexes = {0, size // 3, size // 2, size - 2, size - 1} & set(range(size))
    sizes = {1, size // 3, size // 2, size - 1, size} & set(range(1, size + 1))

    folder = write_folder(tmp_path / "log", log, indexes=indexes, sizes=sizes)

    assert client(folder) == Held(size, len(indexes), len(sizes))


def bit(path: Path, place: int) -> None:
    path.write_bytes(flipped(path.read_bytes(), place))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a bit of a leaf": lambda log: bit(log / "tile/0/000", 1000),
    "a bit of the last tile": lambda log: bit(log / "tile/0/001.p/44", 44 * 256 - 1),
    "a tile is missing": lambda log: (log / "tile/0/000").unlink(),
    "tiles changed places": lambda log: (log / "tile/1/000.p/1").write_bytes((log / "tile/0/000").read_bytes()[:32]),
    "the size": lambda log: (log / "checkpoint").write_text((log / "checkpoint").read_text().replace("300", "299")),
    "a bit of the root": lambda log: bit(log / "checkpoint", 8 * 30),
    "a bit of the signature": lambda log: bit(log / "checkpoint", 8 * 130),
    "another entry": lambda log: (log / "proofs/42.entry").write_bytes(b"entry 43"),
    "another index": lambda log: (log / "proofs/42.tlog-proof").write_text(
        (log / "proofs/42.tlog-proof").read_text().replace("index 42", "index 43")
    ),
    "growth from another size": lambda log: (log / "proofs/256.add-checkpoint").write_text(
        (log / "proofs/256.add-checkpoint").read_text().replace("old 256", "old 128")
    ),
}


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("damage", DAMAGES)
def test_others_notice_every_damage(tmp_path, damage, client):
    folder = write_folder(tmp_path / "log", WrittenLog(300), indexes=[42], sizes=[256])
    assert client(folder) == Held(300, 1, 1)

    DAMAGES[damage](folder)

    with pytest.raises(Doubted):
        client(folder)


def test_others_make_the_same_proofs_from_our_tiles(tmp_path):
    log = WrittenLog(600)
    reader = TilesReader(LocalBackend(write_folder(tmp_path / "log", log, indexes=[], sizes=[])))
    reader.get_checkpoint()

    for place in (0, 1, 255, 256, 300, 511, 512, 599):
        assert reader.get_inclusion_proof(place, 600).node_hashes == log.included(place)
        assert reader.get_consistency_proof(place + 1, 600).node_hashes == log.grown(place + 1)


def test_we_accept_what_others_sign():
    signer = PlainEd25519Signer("other.example/log", Ed25519PrivateKey.from_private_bytes(bytes(32)))
    root = WrittenLog(7).root()

    theirs = TheirCheckpoint.make_signed("other.example/log", 7, root, [signer]).serialize()

    note = opened(theirs, VerifyingKey.parse(signer.vkey.serialize()))
    assert Checkpoint.parse(note.text) == Checkpoint("other.example/log", 7, root)
