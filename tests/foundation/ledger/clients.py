"""Two clients that others wrote, asked what they think of a log in a folder.

Both read `checkpoint`, `tile/…`, `key` (a public key a line) and what lies in `proofs/`, as written.write_folder() lays it.
"""

import atexit
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import Vkey
from tlog_scales.tiles import leaf_hash
from tlog_scales.tlog import Checkpoint, ConsistencyProof, InclusionProof
from tlog_scales.utils import b64dec

GO_SOURCE = Path(__file__).with_name("go") / "check.go"
GO_PACKAGES = Path("/usr/share/gocode")  # where Debian puts the sources of Go packages
HELD = re.compile(r"size (\d+), tiles (\d+), inclusions (\d+), growths (\d+)\n")


class Held(NamedTuple):
    """What a client has checked and found to hold."""

    size: int
    inclusions: int
    growths: int


Client = Callable[[Path], Held]


class Doubted(Exception):
    """What a client does not believe, in its own words."""


def checked_by_go(folder: Path) -> Held:
    """What golang.org/x/mod/sumdb finds; raises Doubted."""
    done = subprocess.run([_go_client(), folder], capture_output=True, text=True, timeout=120, check=False)
    found = HELD.fullmatch(done.stdout)
    if done.returncode or not found:
        raise Doubted(done.stderr)
    return Held(int(found[1]), int(found[3]), int(found[4]))


@cache
def _go_client() -> Path:
    """The compiled client; a developer may lack Go, the whole check may not."""
    if not shutil.which("go") or not (GO_PACKAGES / "src/golang.org/x/mod/sumdb").is_dir():
        missing = "The Debian packages golang-go and golang-golang-x-mod-dev are not installed"
        if os.environ.get("CI"):
            pytest.fail(f"{missing}, but .ci/run installs them.")
        pytest.skip(f"{missing}: what Go thinks of the ledger was not asked.")
    folder = Path(tempfile.mkdtemp(prefix="attest-go-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    offline = {"GOPATH": str(GO_PACKAGES), "GO111MODULE": "off", "CGO_ENABLED": "0", "GOFLAGS": ""}
    command = ["go", "build", "-o", folder / "check", GO_SOURCE]
    subprocess.run(command, env={**os.environ, **offline, "GOCACHE": str(folder / "cache")}, timeout=300, check=True)
    return folder / "check"


def checked_by_python(folder: Path) -> Held:
    """What tlog-scales finds; raises Doubted."""
    keys = [Vkey.from_string(line) for line in (folder / "key").read_text().split()]
    reader = TilesReader(LocalBackend(folder))
    try:
        checkpoint = _checkpoint((folder / "checkpoint").read_text(), keys)
        reader.set_size(checkpoint.size)
        if reader.calculate_root_hash() != checkpoint.root_hash:
            raise Doubted("The tiles lead to another root.")
        for index in range(
            0, checkpoint.size, 256
        ):  # the way of one leaf to the root leads over all others of its tile
            reader.get_inclusion_proof(index, checkpoint.size).check(reader.mth(index, index + 1), checkpoint.root_hash)
        inclusions = [_included(path, keys) for path in sorted(folder.glob("proofs/*.tlog-proof"))]
        growths = [_grown(path, keys, reader) for path in sorted(folder.glob("proofs/*.add-checkpoint"))]
    except Exception as wrong:
        raise Doubted(repr(wrong)) from wrong
    return Held(checkpoint.size, len(inclusions), len(growths))


def _checkpoint(text: str, keys: list[Vkey]) -> Checkpoint:
    """A checkpoint that at least one of the keys has signed, and whose every signature of one of them fits."""
    checkpoint = Checkpoint.from_text(text)
    signers = [key for key in keys if any(key.match(signature) for signature in checkpoint.signatures)]
    if not signers:
        raise Doubted("None of the keys has signed the checkpoint.")
    for key in signers:
        checkpoint.verify(key)
    return checkpoint


def _included(path: Path, keys: list[Vkey]) -> None:
    head, _, note = path.read_text().partition("\n\n")
    _, index, *hashes = head.split("\n")
    checkpoint = _checkpoint(note, keys)
    proof = InclusionProof(int(index.removeprefix("index ")), checkpoint.size, [b64dec(one) for one in hashes])
    proof.check(leaf_hash(path.with_suffix(".entry").read_bytes()), checkpoint.root_hash)


def _grown(path: Path, keys: list[Vkey], reader: TilesReader) -> None:
    head, _, note = path.read_text().partition("\n\n")
    old, *hashes = head.split("\n")
    checkpoint, size = _checkpoint(note, keys), int(old.removeprefix("old "))
    proof = ConsistencyProof(size, checkpoint.size, [b64dec(one) for one in hashes])
    proof.check(reader.mth(0, size), checkpoint.root_hash)
