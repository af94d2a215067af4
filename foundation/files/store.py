"""Keeps bytes under their SHA-256, each content once, on disk or in an S3 bucket (settings.S3_BUCKET)."""

import hashlib
import re
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import islice
from math import inf
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

from foundation.files.disk import DiskStore
from foundation.files.facts import FileFacts, out_of_room
from foundation.files.uploads import OUT_OF_ROOM, Incoming, ReceivedFile

BLOCK_BYTES = 256 * 1024
BATCH = 500
SHA256 = re.compile(r"[0-9a-f]{64}")
A_DAY = timedelta(days=1)


class Store(Protocol):
    """What a place for bytes can do; `before` is in seconds of the epoch; `ask` raises OSError when it is out of reach."""

    def put(self, path: Path, sha256: str, *, afresh: bool = False) -> bool: ...
    def open(self, sha256: str, *, start: int = 0) -> BinaryIO: ...
    def exists(self, sha256: str) -> bool: ...
    def delete(self, sha256: str) -> None: ...
    def kept(self, *, before: float) -> Iterator[str]: ...
    def aside(self, *, before: float) -> Iterator[str]: ...
    def set_aside(self, sha256: str) -> None: ...
    def bring_back(self, sha256: str) -> None: ...
    def delete_aside(self, sha256: str) -> None: ...
    def sweep(self, *, before: float) -> int: ...
    def ask(self) -> None: ...


def current_store() -> Store:
    if not settings.S3_BUCKET:
        return DiskStore(Path(settings.FILES_ROOT))
    # boto3 takes 25 MB of memory: only an installation that uses a bucket pays for it.
    from foundation.files.s3 import S3Store  # boto3 is heavy and only there for S3

    return S3Store(settings.S3_BUCKET)


def checked(sha256: str) -> str:
    """The hash itself; anything else could name another place on the disk."""
    if not SHA256.fullmatch(sha256):
        raise ValueError(f"not a SHA-256 in small hexadecimal digits: {sha256!r}")
    return sha256


def keep(received: ReceivedFile, facts: FileFacts, *, afresh: bool = False) -> bool:
    """Makes the accepted bytes permanent. Call it before the transaction that writes the row commits.

    Bytes without a row are harmless (`collect_garbage`), a row without its bytes must never be. Keeping the same
    bytes twice, also at once, gives one blob. A full disk is a ValidationError, and leaves nothing. What is stored
    under the hash and is damaged gives way, which is answered with True: a blob of another size always, one of the
    same size when the caller knows of the damage and says `afresh`.
    """
    if received.sha256 != facts.sha256 or received.refusal:
        raise ValueError("These facts are of another file, or of a refused one.")
    try:
        return current_store().put(received.path, checked(facts.sha256), afresh=afresh)
    except OSError as error:
        if error.errno not in OUT_OF_ROOM:
            raise
        raise out_of_room() from error
    finally:
        received.incoming.discard()


def keep_made(path: Path) -> tuple[str, int]:
    """Keeps a file that we wrote ourselves, such as a large archive, and takes it from `path`; its SHA-256 and size."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    current_store().put(path, sha256)
    return sha256, size


def put_back(stream: BinaryIO, sha256: str) -> None:
    """Keeps the bytes of a backup under their hash; nothing where they have another one. Raises ValueError then."""
    incoming = Incoming(limit_bytes=sys.maxsize)
    try:
        while block := stream.read(BLOCK_BYTES):
            incoming.write(block)
        if not incoming.size:
            incoming.write(b"")
        incoming.finish().close()
        if incoming.refusal or incoming.sha256 != sha256:
            raise ValueError(
                f"The bytes of {sha256} could not be kept: {incoming.refusal or 'they have another hash'}."
            )
        current_store().put(incoming.path, checked(sha256))
    finally:
        incoming.discard()


def store_is_empty() -> bool:
    """Whether nothing is kept, nor set aside to be deleted."""
    store = current_store()
    return not any(True for found in (store.kept(before=inf), store.aside(before=inf)) for _sha256 in found)


def open_stored(sha256: str, *, start: int = 0) -> BinaryIO:
    """A stream of the stored bytes from `start` on; FileNotFoundError where there are none. Close it."""
    return current_store().open(checked(sha256), start=start)


def exists(sha256: str) -> bool:
    return current_store().exists(checked(sha256))


def rehash(sha256: str) -> bool:
    """Whether the stored bytes are still there and still have this hash."""
    digest = hashlib.sha256()
    try:
        with open_stored(sha256) as stream:
            while block := stream.read(BLOCK_BYTES):
                digest.update(block)
    except FileNotFoundError:
        return False
    return digest.hexdigest() == sha256


def delete_stored(sha256: str) -> None:
    """Removes the bytes for good: for disposal only, and only once no row names them any more."""
    current_store().delete(checked(sha256))


def collect_garbage(known: Callable[[Sequence[str]], Collection[str]], *, older_than: timedelta = A_DAY) -> int:
    """Removes what no row names; returns how many. `known` gives, of some hashes, those that a row names.

    In two steps, because an upload may find the bytes in place just before they go, and write its row after: what
    is unknown and old is set aside, where it can still be read; `older_than` later what became known is brought
    back, and only the rest is deleted (docs/adr/0020-file-store.md).
    """
    store = current_store()
    before = time.time() - older_than.total_seconds()
    removed = 0
    for batch in batches(store.aside(before=before)):
        wanted = set(known(batch))
        for sha256 in batch:
            removed += settle(store, sha256, is_wanted=sha256 in wanted)
    for batch in batches(store.kept(before=before)):
        for sha256 in set(batch) - set(known(batch)):
            with suppress(FileNotFoundError):  # another sweep was first
                store.set_aside(sha256)
    return removed


def settle(store: Store, sha256: str, *, is_wanted: bool) -> int:
    """Brings back or deletes what was set aside; returns how many were deleted."""
    if not is_wanted:
        store.delete_aside(sha256)
        return 1
    with suppress(FileNotFoundError):
        store.bring_back(sha256)
    return 0


def batches(hashes: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(hashes, BATCH)):
        yield batch


def sweep_incoming(older_than: timedelta) -> int:
    """Removes what killed processes left half received; returns how many. A slow upload stays young while it comes."""
    before = time.time() - older_than.total_seconds()
    removed = current_store().sweep(before=before)
    for path in Path(settings.INCOMING_ROOT).glob("*.part"):
        try:
            if path.stat().st_mtime < before:
                path.unlink()
                removed += 1
        except FileNotFoundError:
            continue
    return removed
