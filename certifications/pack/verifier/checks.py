"""Says what of this evidence pack holds and what does not: offline, with Python 3.11 or later and “cryptography” alone.

    python verify.py                      the pack that this file lies in
    python verify.py FOLDER               another one, unpacked
    python verify.py --key KEY            the key of the log as you know it from elsewhere, not from the pack
    python verify.py --witness KEY        the key of a witness as you know it; may be given more than once
    python verify.py --checkpoint FILE    a checkpoint that you kept earlier: is this the same history, continued?

Checked are the list of files (BagIt, RFC 8493), the signatures of the log and its witnesses under the checkpoint, that
every event stands in the log and says what it said when it was sealed, that files are those that were recorded, and that
the list of files was itself sealed when the pack was made.
The exit status is 0 when everything holds, 1 when something does not, 2 when it could not be checked.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from certifications.pack.verifier.proofs import (
    Broken,
    Key,
    hash_in,
    is_continued,
    is_included,
    leaf_of,
    proof_in,
    tree_of,
    whole,
)

LISTS = ("manifest-sha256.txt", "tagmanifest-sha256.txt")
SEALED = "room.pack_sealed"
FAULTS = (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError, OverflowError)


def sha256_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class Findings:
    """What was found, said at once."""

    failed = 0

    def holds(self, sentence: str) -> None:
        self._say("Holds", sentence)

    def note(self, sentence: str) -> None:
        self._say("Note", sentence)

    def fails(self, place: str, sentence: object) -> None:
        self.failed += 1
        self._say("DOES NOT HOLD", f"{place}: {sentence}")

    def _say(self, word: str, sentence: str) -> None:
        sys.stdout.write(f"{word:<15}{sentence}\n")


class Pack:
    """An unpacked evidence pack; each check says what it finds and raises where it cannot go on."""

    def __init__(self, folder: Path, found: Findings, *, keys: list[str], witnesses: list[str]) -> None:
        self.folder, self.found = folder, found
        self.known, self.witnesses = [Key(text) for text in keys], [Key(text) for text in witnesses]
        self.keys: list[Key] = []
        self.genuine: dict[str, bool] = {}
        self.proofs: set[str] = set()

    def text(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode("utf-8")

    def names(self, pattern: str) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(pattern) if path.is_file())

    def files(self) -> None:
        """Nothing is missing, changed or added."""
        before, listed = self.found.failed, {LISTS[1]}
        for name in LISTS:
            for line in self.text(name).splitlines():
                sha256, _gap, path = line.partition("  ")
                listed.add(path)
                self._file(path, sha256)
        for path in self.names("**/*"):
            if path not in listed:
                self.found.fails(path, "is not part of the pack: somebody added it")
        if self.found.failed == before:
            self.found.holds(f"Nothing is missing, changed or added: {len(listed)} files are as they are listed.")

    def _file(self, path: str, sha256: str) -> None:
        if ".." in path.split("/") or not (self.folder / path).is_file():
            self.found.fails(path, "is missing")
        elif sha256_of(self.folder / path) != sha256:
            self.found.fails(path, "was changed: it is not the file that is listed")

    def key(self) -> None:
        """Which key the log is taken to sign with: the one that is known, else the one that came along."""
        self.keys = self.known
        carried = [Key(line) for line in self.text("ledger/log.vkey").splitlines()]
        if not self.known:
            self.keys = carried
            names = ", ".join(key.text for key in carried)
            self.found.note(f"The key of the log came with the pack: {names}")
            self.found.note("Compare it with the one that the house publishes, or give the one you know with --key.")
        elif not {key.text for key in self.known} & {key.text for key in carried}:
            raise Broken("is not the key that you know: it was swapped, or the pack is of another log")

    def checkpoint(self) -> None:
        """The log has signed it, and so have its witnesses."""
        note = self.text("ledger/checkpoint")
        self._insist_on_signature(note)
        origin, size, _root = tree_of(note)
        self.found.holds(f"The log “{origin}” has signed its checkpoint of {size} entries.")
        witnesses = self.witnesses or [Key(line) for line in self.text("ledger/witnesses.vkey").splitlines()]
        for witness in witnesses:
            at = witness.signed(note)
            self.found.holds(f"The witness “{witness.name}” has seen the same history at {at:%Y-%m-%d %H:%M:%S} UTC.")
        if not witnesses:
            self.found.note("No witness has signed the checkpoint: nobody else says that this is the only history.")

    def _insist_on_signature(self, note: str) -> None:
        """Raises Broken unless the key of the log has signed the checkpoint; found out once for each."""
        if note not in self.genuine:
            self.genuine[note] = any(self._has_signed(key, note) for key in self.keys)
        if not self.genuine[note]:
            raise Broken("the checkpoint does not carry the signature of the log: it or the key was changed")

    def _has_signed(self, key: Key, note: str) -> bool:
        try:
            return key.name == tree_of(note)[0] and key.signed(note) is None
        except FAULTS:
            return False

    def row(self, row: dict[str, Any]) -> dict[str, Any]:
        """What an event says, as far as it is opened; raises Broken where it is not the one that was sealed."""
        entry, said, proof = json.loads(row["entry"]), row["content"], row["proof"]
        name = f"the event {entry['kind']} of {entry['at']}"
        self.proofs.add(proof)
        if said is not None:
            digest = hashlib.sha256(bytes.fromhex(row["salt"]) + said.encode()).hexdigest()
            if digest != entry["digest"]:
                raise Broken(f"{name} does not say what was sealed: its content was changed")
        try:
            index, hashes, note = proof_in(self.text(proof))
            self._insist_on_signature(note)
            _origin, size, root = tree_of(note)
        except FAULTS as fault:
            raise Broken(f"{name} is not proven, {proof}: {fault}") from None
        if not is_included(leaf_of(row["entry"]), index, size, hashes, root):
            raise Broken(f"{name} is not proven, {proof}: the log does not hold it at place {index}")
        return json.loads(said) if said is not None else {}

    def seal(self) -> None:
        """The list of files, and what is not in it, are those that were sealed when the pack was made."""
        before, row = self.found.failed, json.loads(self.text("seal.json"))
        said, entry = self.row(row), json.loads(row["entry"])
        if entry["kind"] != SEALED:
            raise Broken("this is another event than that of the pack")
        for name, sha256 in said["details"]["sealed"].items():
            if not (self.folder / name).is_file() or sha256_of(self.folder / name) != sha256:
                self.found.fails(name, "was replaced: it is not what the log sealed when the pack was made")
        if self.found.failed == before:
            self.found.holds(f"The list of files is the one that was sealed in the log at {entry['at']}.")

    def events(self) -> dict[str, set[str]]:
        """Each event of each record; returns the hashes of files that opened events name, by folder."""
        before, count, opened = self.found.failed, 0, 0
        named: dict[str, set[str]] = {}
        for place, row in self._rows():
            try:
                said = self.row(row)
            except FAULTS as fault:
                self.found.fails(place, fault)
                continue
            count, opened = count + 1, opened + bool(said)
            named.setdefault(place.rpartition("/")[0], set()).update(hashes_in(said))
        for proof in self.names("proofs/*.tlog-proof"):
            if proof not in self.proofs:
                self.found.fails(proof, "proves an event that no record has any more: its custody row was removed")
        if self.found.failed == before:
            self.found.holds(f"{count} events stand in the log; the {opened} that are opened say what was sealed.")
        return named

    def _rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for place in self.names("data/*/*/custody.json"):
            try:
                rows = json.loads(self.text(place))
            except FAULTS as fault:
                self.found.fails(place, f"cannot be read: {fault}")
                continue
            yield from ((place, row) for row in rows)

    def evidence(self, named: dict[str, set[str]]) -> None:
        """Files are those whose hash was recorded when they came in; of a marked copy the original is named."""
        recorded, told, copies = 0, 0, 0
        for place in self.names("data/evidence/*/evidence.json"):
            folder = place.rpartition("/")[0]
            files = [file for version in json.loads(self.text(place))["versions"] for file in version["files"]]
            for file in [one for one in files if one["path"]]:
                if sha256_of(self.folder / file["path"]) != file["packed_sha256"]:
                    self.found.fails(file["path"], f"is not the file that {place} tells of")
                elif file["packed_sha256"] != file["sha256"]:
                    copies += 1
                elif file["sha256"] in named.get(folder, set()):
                    recorded += 1
                else:
                    told += 1
        self.found.holds(f"{recorded} files are, bit by bit, those that the log has recorded as they came in.")
        if copies:
            self.found.note(f"{copies} files are marked copies: the hash of each original stands beside it.")
        if told:
            self.found.note(f"{told} files are those of the sealed list; no opened event names them as they came in.")

    def older(self, path: Path) -> None:
        """The history of a checkpoint that was kept earlier goes on in this one."""
        old, new = path.read_bytes().decode("utf-8"), self.text("ledger/checkpoint")
        self._insist_on_signature(old)
        (origin, first, before), (other, second, after) = tree_of(old), tree_of(new)
        if origin != other or first > second:
            raise Broken(f"it is of “{origin}” with {first} entries; the pack is of “{other}” with {second}")
        hashes: list[bytes] = []
        if first != second:
            name = f"ledger/consistency/{first}"
            if not (self.folder / name).is_file():
                raise Broken(f"the pack carries no proof from {first} entries on; ask the house for one")
            size, *lines = self.text(name).partition("\n\n")[0].split("\n")
            if whole(size.removeprefix("old ")) != first:
                raise Broken(f"{name} is the proof of another size")
            hashes = [hash_in(line) for line in lines]
        if not is_continued(first, second, hashes, before, after):
            raise Broken(f"the history was rewritten: what you saw with {first} entries is not in it any more")
        self.found.holds(f"The history of {first} entries that you kept goes on in this one, unchanged.")


def hashes_in(said: dict[str, Any]) -> list[str]:
    named = said.get("details", {}).get("sha256", [])
    return [named] if isinstance(named, str) else named


def check(pack: Pack, older: Path | None) -> None:
    """Every check; one that breaks off does not keep the others from being made."""
    named: dict[str, set[str]] = {}
    checks: list[tuple[str, Any]] = [
        ("the list of files", pack.files),
        ("ledger/log.vkey", pack.key),
        ("ledger/checkpoint", pack.checkpoint),
        ("seal.json", pack.seal),
        ("the events", lambda: named.update(pack.events())),
        ("the evidence", lambda: pack.evidence(named)),
    ]
    if older is not None:
        checks.append((str(older), lambda: pack.older(older)))
    for place, run in checks:
        try:
            run()
        except FAULTS as fault:
            pack.found.fails(place, fault)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--key", action="append", default=[])
    parser.add_argument("--witness", action="append", default=[])
    parser.add_argument("--checkpoint", type=Path)
    asked = parser.parse_args()
    found = Findings()
    try:
        pack = Pack(asked.folder, found, keys=asked.key, witnesses=asked.witness)
    except FAULTS as fault:
        sys.stdout.write(f"A key that you gave cannot be read: {fault}\n")
        return 2
    if not (asked.folder / "bagit.txt").is_file():
        sys.stdout.write(f"There is no evidence pack in {asked.folder}. Unpack it first.\n")
        return 2
    check(pack, asked.checkpoint)
    things = "1 thing does" if found.failed == 1 else f"{found.failed} things do"
    sys.stdout.write(f"\n{things} not hold.\n" if found.failed else "\nEverything holds.\n")
    return 1 if found.failed else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main())
