"""A witness as somebody would run it, in a process of its own, and a small log in memory to show it."""

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.merkle import consistency_proof, leaf_hash, root_of
from foundation.ledger.note_keys import SigningKey, VerifyingKey
from foundation.ledger.notes import sign
from foundation.ledger.witness.submission import Submission

ROOT = Path(__file__).resolve().parent.parent.parent.parent
ORIGIN = "attest.example.com/ledger"
NAME = "witness.example.org/w1"
PATIENCE = 120  # seconds: guards against hanging


@dataclass
class Log:
    """A log whose entries are `<story>0`, `<story>1` …; two logs of one key and two stories are a split view."""

    key: SigningKey = field(default_factory=lambda: SigningKey.generate(ORIGIN))
    story: str = "entry "

    def fork(self, at: int) -> "Log":
        """The same log with another history from entry `at` on."""
        other = Log(self.key, "forged ")
        other.entries = lambda size: [*self.entries(min(at, size)), *Log.entries(other, size)[at:]]
        return other

    def entries(self, size: int) -> list[bytes]:
        return [leaf_hash(f"{self.story}{number}".encode()) for number in range(size)]

    def root(self, size: int) -> bytes:
        return root_of(self.entries(size))

    def note(self, size: int, *, origin: str = "", key: SigningKey | None = None) -> str:
        return sign(Checkpoint(origin or self.key.name, size, self.root(size)).text, key or self.key)

    def proof(self, old: int, size: int) -> list[bytes]:
        leaves = self.entries(size)
        return consistency_proof(old, size, lambda level, index: root_of(leaves[index << level : (index + 1) << level]))

    def grown(self, old: int, size: int) -> bytes:
        """What the log sends when it grew from one size to another."""
        proof = self.proof(old, size) if 0 < old < size else []
        return Submission(old, proof, self.note(size)).body


@dataclass(frozen=True)
class Told:
    status: int
    text: str
    kind: str


class Process:
    """`python -m foundation.ledger.witness` in a folder, without anything of Django in its environment."""

    def __init__(self, folder: Path, *vkeys: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        if vkeys:
            (folder / "logs").write_text("".join(f"{vkey}\n" for vkey in vkeys))
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "foundation.ledger.witness", str(self.folder), "--name", NAME, "--port", "0"]
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        said = ""
        while (found := re.search(r"http://\S+:(\d+)", said)) is None:
            line = self.process.stdout.readline()
            assert line, said
            said += line
        self.said, self.url = said, f"http://127.0.0.1:{found[1]}"

    @property
    def key(self) -> VerifyingKey:
        return VerifyingKey.parse(re.search(r"is (\S+)\n", self.said)[1])

    def ask(self, body: bytes) -> Told:
        return self._answer(urllib.request.Request(f"{self.url}/add-checkpoint", body))

    def read(self, path: str) -> Told:
        return self._answer(urllib.request.Request(f"{self.url}{path}"))

    @staticmethod
    def _answer(request: urllib.request.Request) -> Told:
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return Told(answer.status, answer.read().decode(), answer.headers["Content-Type"])
        except urllib.error.HTTPError as refusal:
            return Told(refusal.code, refusal.read().decode(), refusal.headers["Content-Type"])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)
        self.process.stdout.close()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.process.stdout.close()


@contextmanager
def witnessing(folder: Path, *vkeys: str) -> Iterator[Process]:
    """A witness of the logs with these keys for as long as the block lasts."""
    witness = Process(folder, *vkeys)
    try:
        yield witness
    finally:
        if witness.process.poll() is None:
            witness.stop()
