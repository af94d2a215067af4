"""A file that comes in several requests: what lies on disk says how much of it is there, whatever a request had promised."""

import fcntl
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from foundation.files.uploads import open_new


class WrongOffset(Exception):
    """The sender goes on from another byte than the one up to which the file has come."""


class Overtaken(Exception):
    """Another request writes to the same file; this one stops before it could mix its bytes with those."""


@dataclass(frozen=True)
class PartialFile:
    """`size` is what was promised, `offset` what has come. Raises FileNotFoundError once the bytes are gone."""

    path: Path
    size: int

    def make(self) -> None:
        open_new(self.path).close()

    @property
    def offset(self) -> int:
        return self.path.stat().st_size

    @property
    def is_whole(self) -> bool:
        return self.offset == self.size

    def append(self, pieces: Iterable[bytes], *, at: int) -> int:
        """Adds pieces as they come and returns up to where the file has come then; what came before a fault stays.

        Bytes are safe from a power cut before this returns. A whole file is never opened for writing again.
        """
        now = self.offset
        if now != at:
            raise WrongOffset
        if now == self.size:
            return at
        handle = os.open(self.path, os.O_WRONLY)
        try:
            for piece in pieces:
                at = add(handle, piece[: self.size - at], at)
        finally:
            os.fsync(handle)
            os.close(handle)
        return at


def add(handle: int, piece: bytes, at: int) -> int:
    """Writes one piece where the last one ended, unless somebody else has written since; returns where it ends.

    The lock is held for the moment of writing and not while a sender is slow or has silently gone: whoever comes back
    goes on at once, and the request they have left finds the file moved on.
    """
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        now = os.fstat(handle)
        if now.st_nlink == 0:
            raise FileNotFoundError
        if now.st_size != at:
            raise Overtaken
        rest = memoryview(piece)
        while rest:
            written = os.pwrite(handle, rest, at)
            at, rest = at + written, rest[written:]
        return at
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)
