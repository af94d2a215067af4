"""The store on a disk: one read-only file per content, under its hash."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

READ_ONLY = 0o440
ASIDE = "aside"


@dataclass(frozen=True)
class DiskStore:
    """Files lie at ab/cd/abcd… below `root`; those set aside (store.collect_garbage) at aside/abcd…"""

    root: Path

    def place(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def place_aside(self, sha256: str) -> Path:
        return self.root / ASIDE / sha256

    def ask(self) -> None:
        os.stat(self.root.parent)

    def put(self, path: Path, sha256: str, *, afresh: bool = False) -> bool:
        """Moves the file in, so that it is either wholly there after a power cut or not at all.

        Of two processes with the same bytes both succeed; the second rename puts the same bytes in their place. True
        where something else lay there: what has another size, or with `afresh` whatever is there, is replaced.
        """
        place = self.place(sha256)
        is_there = place.exists()
        if is_there and not afresh and place.stat().st_size == path.stat().st_size:
            return False
        with path.open("rb") as stream:
            os.fchmod(stream.fileno(), READ_ONLY)
            os.fsync(stream.fileno())
        self.move(path, place)
        return is_there

    def move(self, path: Path, place: Path) -> None:
        make_folders(place.parent)
        os.replace(path, place)
        sync_folder(place.parent)

    def open(self, sha256: str, *, start: int = 0) -> BinaryIO:
        """The stored bytes from `start` on, wherever they lie; it looks twice because they may be moved meanwhile."""
        for place in (self.place(sha256), self.place_aside(sha256), self.place(sha256)):
            try:
                stream = place.open("rb")
            except FileNotFoundError:
                continue
            stream.seek(start)
            return stream
        raise FileNotFoundError(sha256)

    def exists(self, sha256: str) -> bool:
        return any(each.exists() for each in (self.place(sha256), self.place_aside(sha256), self.place(sha256)))

    def delete(self, sha256: str) -> None:
        for place in (self.place(sha256), self.place_aside(sha256)):
            place.unlink(missing_ok=True)
            if place.parent.exists():
                sync_folder(place.parent)

    def kept(self, *, before: float) -> Iterator[str]:
        """The hashes of what lies in its place unchanged since `before` (seconds of the epoch)."""
        return older(self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"), before)

    def aside(self, *, before: float) -> Iterator[str]:
        return older(self.root.glob(f"{ASIDE}/*"), before)

    def set_aside(self, sha256: str) -> None:
        os.utime(self.place(sha256))
        self.move(self.place(sha256), self.place_aside(sha256))

    def bring_back(self, sha256: str) -> None:
        self.move(self.place_aside(sha256), self.place(sha256))

    def delete_aside(self, sha256: str) -> None:
        self.place_aside(sha256).unlink(missing_ok=True)

    def sweep(self, *, before: float) -> int:
        """Nothing: what a killed process left lies in INCOMING_ROOT."""
        return 0


def make_folders(folder: Path) -> None:
    """Makes the folder and those above it, each entry surviving a power cut."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o750, exist_ok=True)
        sync_folder(each.parent)


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def older(paths: Iterator[Path], before: float) -> Iterator[str]:
    return (path.name for path in paths if modified_at(path) < before)


def modified_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return time.time()
