"""A small pack of two pieces of evidence, with a log, a witness and keys of its own; and the verifier run as at home."""

import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import rfc8785

from certifications.pack.bag import BAGIT, MANIFEST, Bag, facts
from certifications.pack.verifier import verifier
from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.cosignatures import cosign
from foundation.ledger.entries import entry
from foundation.ledger.merkle import consistency_proof, inclusion_proof, leaf_hash, node_hash, root_of
from foundation.ledger.note_keys import SigningKey
from foundation.ledger.notes import add_line, sign
from foundation.ledger.strict import base64_of
from foundation.ledger.tlog_proof import TlogProof

AT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
FOLDER = "evidence-pack"
SALT = bytes(range(32))
ALONE = "import runpy, sys; sys.path.append({packages!r}); sys.argv = {argv!r}; runpy.run_path(sys.argv[0], run_name='__main__')"
NEEDED = ("cryptography", "cffi", "_cffi_backend", "pycparser")


@dataclass
class Log:
    """A log in memory: entries, and what its key and its witness sign."""

    key: Any
    witness: Any
    entries: list[bytes] = field(default_factory=list)

    def add(self, number: int, kind: str, said: str) -> bytes:
        digest = hashlib.sha256(SALT + said.encode()).hexdigest()
        made = entry(id=number, at=AT, kind=kind, digest=digest)  # type: ignore[arg-type]  # events have numbers
        self.entries.append(made)
        return made

    def nodes(self) -> Callable[[int, int], bytes]:
        hashes = [leaf_hash(one) for one in self.entries]

        def node(level: int, index: int) -> bytes:
            if level == 0:
                return hashes[index]
            return node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))

        return node

    def checkpoint(self, size: int | None = None) -> str:
        size = size or len(self.entries)
        root = root_of([leaf_hash(one) for one in self.entries[:size]])
        note = sign(Checkpoint(self.key.name, size, root).text, self.key)
        return add_line(note, cosign(note, self.witness, AT))

    def proof(self, made: bytes) -> bytes:
        index, size = self.entries.index(made), len(self.entries)
        return TlogProof(index, tuple(inclusion_proof(index, size, self.nodes())), self.checkpoint()).text.encode()

    def since(self, size: int) -> bytes:
        hashes = consistency_proof(size, len(self.entries), self.nodes())
        lines = "".join(f"{base64_of(one)}\n" for one in hashes)
        return f"old {size}\n{lines}\n{self.checkpoint()}".encode()


@dataclass(frozen=True)
class Packed:
    """An unpacked pack, with the keys and the older checkpoint that somebody knows from elsewhere."""

    folder: Path
    log: Log
    older: Path

    def verify(self, *arguments: str) -> tuple[int, str]:
        return verify(self.folder, *arguments)


def verify(folder: Path, *arguments: str) -> tuple[int, str]:
    """Status and words of `verify.py`, run by Python with nothing but cryptography beside its own library."""
    packages = folder.parent / "packages"
    if not packages.exists():
        packages.mkdir()
        for name in NEEDED:
            found = find_spec(name)
            if found is not None and found.origin is not None:
                place = Path(found.origin)
                place = place.parent if place.name == "__init__.py" else place
                (packages / place.name).symlink_to(place)
    argv = [str(folder / "verify.py"), *arguments]
    code = ALONE.format(packages=str(packages), argv=argv)
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, timeout=120, check=False)
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def row(log: Log, number: int, kind: str, **details: Any) -> tuple[dict[str, Any], bytes]:
    said = rfc8785.dumps({"actor": "ines", "details": details, "grant": None, "ip": None, "summary": kind}).decode()
    made = log.add(number, kind, said)
    proof = f"proofs/{number}.tlog-proof"
    return {"content": said, "entry": made.decode(), "proof": proof, "salt": SALT.hex()}, made


def make(tmp_path: Path) -> Packed:
    """A pack in which everything holds: two pieces of evidence with two events each, sealed after seven older entries."""
    log = Log(SigningKey.generate("attest.example/ledger"), SigningKey.generate("witness.example", kind=4))
    for number in range(7):
        log.add(number, "room.looked", f"before {number}")
    (tmp_path / "older").write_text(log.checkpoint(5))
    with (tmp_path / "pack.zip").open("wb") as sink, Bag(sink, folder=FOLDER, at=AT) as bag:
        proofs = [one for number in (1, 2) for one in _put_piece(bag, log, number)]
        _put_rest(bag, log, proofs)
    with zipfile.ZipFile(tmp_path / "pack.zip") as made:
        made.extractall(tmp_path)
    return Packed(tmp_path / FOLDER, log, tmp_path / "older")


def _put_piece(bag: Bag, log: Log, number: int) -> Sequence[tuple[str, bytes]]:
    folder, content = f"data/evidence/EV-{number}", f"Sessions of week {number}.\n".encode()
    sha256 = bag.put(f"{folder}/v1/sessions.txt", content)
    uploaded, first = row(log, 10 * number, "evidence.uploaded", sha256=[sha256])
    accepted, second = row(log, 10 * number + 1, "evidence.accept")
    file = {"path": f"{folder}/v1/sessions.txt", "sha256": sha256, "packed_sha256": sha256}
    bag.put(f"{folder}/custody.json", rfc8785.dumps([uploaded, accepted]))
    bag.put(f"{folder}/evidence.json", rfc8785.dumps({"ref": f"EV-{number}", "versions": [{"files": [file]}]}))
    return [(uploaded["proof"], first), (accepted["proof"], second)]


def _put_rest(bag: Bag, log: Log, proofs: list[tuple[str, bytes]]) -> None:
    manifest = bag.put_manifest()
    bag.put("bagit.txt", BAGIT)
    bag.put("bag-info.txt", facts([("Payload-Oxum", f"{bag.payload_bytes}.{bag.payload_count}")]))
    bag.put("verify.py", verifier())
    bag.put("ledger/log.vkey", f"{log.key.verifying.vkey}\n".encode())
    bag.put("ledger/witnesses.vkey", f"{log.witness.verifying.vkey}\n".encode())
    seal, made = row(log, 90, "room.pack_sealed", sealed={MANIFEST: manifest, "verify.py": bag.hashes["verify.py"]})
    for path, one in [*proofs, (seal["proof"], made)]:
        bag.put(path, log.proof(one))
    bag.put("ledger/checkpoint", log.checkpoint().encode())
    bag.put("ledger/consistency/5", log.since(5))
    bag.put("seal.json", rfc8785.dumps(seal))
    bag.put_tag_manifest()


def list_again(folder: Path) -> None:
    """What somebody does who changed a file and hides it: both lists are computed anew."""
    for name, of_payload in ((MANIFEST, True), ("tagmanifest-sha256.txt", False)):
        lines = []
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            place = path.relative_to(folder).as_posix()
            if place.startswith("data/") == of_payload and place != "tagmanifest-sha256.txt":
                lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {place}\n")
        (folder / name).write_text("".join(lines))


def change(path: Path, told: Callable[[Any], Any]) -> None:
    """Changes what a JSON file says; `told` gives the new value or changes it in place."""
    value = json.loads(path.read_bytes())
    path.write_bytes(rfc8785.dumps(told(value) or value))
