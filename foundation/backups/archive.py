"""One backup as one tar: members with their hashes, a manifest, and last a seal over every byte before it.

Written under another name and renamed when it is whole and on the disk; read as a stream; neither grows with its size.
"""

import hashlib
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import IO, Any, BinaryIO

FORM = 1  # of the archive; raise it when what an older program reads would be wrong
MANIFEST = "manifest.json"
SEAL = "seal"
BLOCK_BYTES = 1024 * 1024


class Damaged(Exception):
    """The archive is not what was written; the sentence says what is wrong."""


class Hashing:
    """A file that is being written or read, with the SHA-256 and the number of the bytes that went through."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.size = stream, 0
        self._digest = hashlib.sha256()

    def write(self, piece: bytes) -> int:
        self.stream.write(piece)
        self._count(piece)
        return len(piece)

    def read(self, size: int = -1) -> bytes:
        piece = self.stream.read(size)
        self._count(piece)
        return piece

    def tell(self) -> int:
        return self.size

    def _count(self, piece: bytes) -> None:
        self._digest.update(piece)
        self.size += len(piece)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


class Writer:
    """Writes an archive; nothing lies at `path` before `finish()`, and nothing at all when it is not reached."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.part = path.with_name(f".{path.name}.part")

    def __enter__(self) -> "Writer":
        handle = os.open(self.part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self.file = os.fdopen(handle, "wb")
        self.whole = Hashing(self.file)
        self.tar = tarfile.open(fileobj=self.whole, mode="w", format=tarfile.PAX_FORMAT)  # type: ignore[call-overload]
        return self

    def __exit__(self, *_failure: Any) -> None:
        with suppress(OSError):  # of a full disk, which has been told already
            self.file.close()
        self.part.unlink(missing_ok=True)

    def add(self, name: str, stream: IO[bytes], size: int) -> str:
        """Adds `size` bytes under a name and returns their SHA-256."""
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        content = Hashing(stream)
        self.tar.addfile(entry, content)  # type: ignore[arg-type]  # reads only
        forget_members(self.tar)
        return content.sha256

    def finish(self, manifest: dict[str, Any]) -> tuple[str, int]:
        """Seals the archive and gives it its name; returns the SHA-256 and the size of the whole file."""
        written = json.dumps(manifest, indent=1, sort_keys=True).encode()
        self.add(MANIFEST, BytesIO(written), len(written))
        seal = f"{self.whole.sha256}\n".encode()
        self.add(SEAL, BytesIO(seal), len(seal))
        self.tar.close()
        self.file.flush()
        os.fsync(self.file.fileno())
        os.rename(self.part, self.path)
        sync_folder(self.path.parent)
        return self.whole.sha256, self.whole.size


def forget_members(tar: tarfile.TarFile) -> None:
    """A tar remembers every member it wrote or read, of which there may be millions."""
    tar.members = []  # type: ignore[attr-defined]  # a public name that the stubs lack


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def members(path: Path) -> Iterator[tuple[tarfile.TarInfo, BinaryIO]]:
    """Every member with a stream of its bytes, in order; only the current one can be read."""
    with tarfile.open(path, mode="r:") as tar:
        while entry := tar.next():
            content = tar.extractfile(entry) if entry.isreg() else None
            if content is None:
                raise Damaged(f"{entry.name!r} is not a file; no backup holds such a thing.")
            yield entry, content  # type: ignore[misc]
            forget_members(tar)


def check(path: Path) -> dict[str, Any]:
    """Reads the archive to its end and checks every hash; returns the manifest. Raises Damaged."""
    try:
        return checked(path)
    except (tarfile.TarError, EOFError) as error:
        raise Damaged(f"It cannot be read to its end ({error}).") from error


def checked(path: Path) -> dict[str, Any]:
    found, last = Found(), None
    for entry, content in members(path):
        if last is not None and last.name == SEAL:
            raise Damaged("Something follows its seal.")
        found.look_at(entry, content)
        last = entry
    if last is None or last.name != SEAL or found.manifest is None:
        raise Damaged("Its end is missing: it was cut off, or never finished.")
    check_seal(path, last, found.seal)
    found.compare()
    return found.manifest


def check_seal(path: Path, entry: tarfile.TarInfo, seal: str) -> None:
    """Every byte before the seal gives the hash in it, and after it come zeros only."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        left = entry.offset
        while left and (block := stream.read(min(BLOCK_BYTES, left))):
            digest.update(block)
            left -= len(block)
        stream.seek(entry.offset_data + entry.size)
        rest = stream.read(2 * tarfile.RECORDSIZE)
    end = entry.offset_data + 3 * tarfile.BLOCKSIZE  # the seal's block and the two that end a tar
    whole = -(-end // tarfile.RECORDSIZE) * tarfile.RECORDSIZE
    if digest.hexdigest() != seal or rest.strip(b"\0") or path.stat().st_size != whole:
        raise Damaged("Its seal does not match: at least one byte is not the one that was written.")


class Found:
    """What the members of an archive turn out to be, to be compared with its manifest."""

    def __init__(self) -> None:
        self.manifest: dict[str, Any] | None = None
        self.seal = ""
        self.tables: dict[str, str] = {}
        self.names = hashlib.sha256()
        self.count = 0

    def look_at(self, entry: tarfile.TarInfo, content: BinaryIO) -> None:
        if entry.name == MANIFEST:
            self.manifest = manifest_in(content.read())
        elif entry.name == SEAL:
            self.seal = content.read(100).decode(errors="replace").strip()
        else:
            self._hash(entry, content)

    def _hash(self, entry: tarfile.TarInfo, content: BinaryIO) -> None:
        reading = Hashing(content)
        while reading.read(BLOCK_BYTES):
            pass
        if entry.name.startswith("tables/"):
            self.tables[entry.name] = reading.sha256
            return
        if not entry.name.startswith("files/") or entry.name.rpartition("/")[2] != reading.sha256:
            raise Damaged(f"The file {entry.name.rpartition('/')[2][:64]} is not what it was.")
        self.names.update(reading.sha256.encode())
        self.count += 1

    def compare(self) -> None:
        """What is there is what the manifest names: each table with its hash, and exactly the files."""
        manifest = self.manifest or {}
        if manifest["form"] != FORM:
            raise Damaged("It was made by another version of Attest that writes backups in another form.")
        named = {table["member"]: table["sha256"] for table in manifest["tables"]}
        for member in sorted(named.keys() | self.tables.keys()):
            if named.get(member) != self.tables.get(member):
                raise Damaged(f"{member} is missing, or is not what it was.")
        if (self.count, self.names.hexdigest()) != (manifest["files"]["count"], manifest["files"]["names_sha256"]):
            raise Damaged("Files are missing, or there are files that do not belong to it.")


def manifest_in(written: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(written)
    except ValueError as error:
        raise Damaged("Its manifest cannot be read.") from error
    if not isinstance(manifest, dict) or not {"form", "tables", "files", "migrations"} <= manifest.keys():
        raise Damaged("Its manifest lacks what every manifest says.")
    return manifest
