"""Pages that were drawn before, kept in VAR/pages below the hash of their file; losing them loses nothing.

Who may see a page is asked of the file each time, never here. The shelf is bounded, and pages of files that the store
no longer has go within the hour.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from foundation.files import exists

KEPT_SECONDS = 7 * 24 * 3600
BETWEEN_TIDYINGS = 2 * 3600  # seconds; a machine with a worker tidies more often
STAMP = "tidied"
PAGE = ".png"


def root() -> Path:
    return Path(settings.PAGES_ROOT)


def place_of(sha256: str) -> Path:
    return root() / sha256[:2] / sha256


def found(sha256: str, name: str, *, within: float = KEPT_SECONDS) -> bytes | None:
    """What was kept under the name in the last seconds; None where nothing was."""
    place = place_of(sha256) / name
    try:
        fresh = time.time() - place.stat().st_mtime < within
        return place.read_bytes() if fresh else None
    except FileNotFoundError:
        return None


def all_found(sha256: str, pattern: str, *, within: float) -> list[bytes]:
    """What was kept under names of a pattern in the last seconds."""
    names = [place.name for place in place_of(sha256).glob(pattern)]
    return [content for name in names if (content := found(sha256, name, within=within)) is not None]


def put(sha256: str, name: str, content: bytes) -> None:
    """Keeps it, wholly or not at all; a full disk only means that it is drawn again."""
    folder = place_of(sha256)
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, path = tempfile.mkstemp(dir=folder, prefix=".")
        with os.fdopen(handle, "wb") as target:
            target.write(content)
        os.replace(path, folder / name)
    _tidy_now_and_then()


def forget(sha256: str) -> None:
    """Removes every page of a file, which is disposed of."""
    shutil.rmtree(place_of(sha256), ignore_errors=True)


def tidy(*, most_bytes: int | None = None) -> int:
    """Removes what is old, what the store no longer has, and the oldest of what is too much; returns how many pages."""
    most = settings.PAGES_MB * 1024**2 if most_bytes is None else most_bytes
    gone = {folder.name for folder in root().glob("??/*") if not exists(folder.name)}
    kept, removed = 0, 0
    for modified_at, size, path in sorted(_pages(), reverse=True):
        kept += size
        if kept > most or path.parent.name in gone or time.time() - modified_at > KEPT_SECONDS:
            path.unlink(missing_ok=True)
            removed += path.suffix == PAGE
    for folder in root().glob("??/*"):
        with suppress(OSError):  # something is kept in it still
            folder.rmdir()
    return removed


def _pages() -> Iterator[tuple[float, int, Path]]:
    for path in root().glob("??/*/*"):
        with suppress(FileNotFoundError):
            facts = path.stat()
            yield facts.st_mtime, facts.st_size, path


def _tidy_now_and_then() -> None:
    """Keeps the bound also on a machine where no worker runs; one process at a time, by the age of a stamp."""
    stamp = root() / STAMP
    try:
        due = time.time() - stamp.stat().st_mtime > BETWEEN_TIDYINGS
    except FileNotFoundError:
        due = True
    if due:
        with suppress(OSError):
            stamp.touch()
            tidy()
