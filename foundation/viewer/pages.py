"""Pages of a stored file as PNG: taken from the shelf, or drawn by a program with little memory and time."""

import json
import subprocess  # the program is ours, its arguments are numbers and a type of ours
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import structlog
from django.conf import settings

from foundation.files import kinds, open_stored
from foundation.viewer import shelf
from foundation.viewer.refusals import NotShown
from foundation.viewer.slots import SLOTS

log = structlog.get_logger(__name__)

NARROW, ORDINARY, WIDE = WIDTHS = (640, 1200, 1800)  # pixels
DRAWN = kinds.PICTURES | {kinds.PDF}
PROGRAM = Path(__file__).with_name("drawing.py")
MOST_BYTES = 100 * 1024**2  # of a file that is drawn
MOST_COPIED_BYTES = 200 * 1024**2
PLAIN = ("kind", "page", "width")  # what is asked of the program for a page without a mark
COPY = "copy"
MOST_DRAWN_BYTES = 32 * 1024**2  # of a picture that comes out
SECONDS = 15
FAILURE_KEPT_SECONDS = 600
MOST_TOO_LONG = 2  # pages that took too long, until the whole file is left alone for as long as failures are kept
LAST_PAGE = 999_999  # that may be asked for
COUNT = "pages"  # the name under which the shelf has the number of pages
PNG_START = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Drawn:
    """One page as a picture: how many pages there are, its size in pixels, its bytes as PNG."""

    pages: int
    width: int
    height: int
    png: bytes


def draw(
    *,
    sha256: str,
    size: int,
    kind: str,
    page: int,
    width: int = ORDINARY,
    person: int | None = None,
    mark: str = "",
) -> Drawn:
    """The picture of a page, kept for later; NotShown for what cannot be drawn. Who may see it, the caller has checked.

    `kind` is the detected type, one of DRAWN; `width` one of WIDTHS; `person` is the id of whom it is drawn for, each of
    whom has one place among those that draw. A page with a `mark` across it is drawn for one reader and not kept.
    """
    if kind not in DRAWN or width not in WIDTHS:
        raise ValueError(f"Nothing draws {kind} {width} wide.")
    if size > MOST_BYTES:
        raise NotShown("too_large")
    if not 1 <= page <= (LAST_PAGE if kind == kinds.PDF else 1):
        raise NotShown("no_page")
    name = f"{page}-{width}"
    kept = None if mark else shelf.found(sha256, f"{name}.png")
    if kept is not None:
        return _understood(kept)
    _refuse_known(sha256, page=page, name=name)
    return _drawn_anew(sha256, name, (kind, str(page), str(width), *([mark] if mark else [])), person)


def copy(*, sha256: str, size: int, kind: str, mark: str, foot: str, person: int | None = None) -> bytes:
    """The file with a mark on each page and a line below it, for one reader; NotShown for what cannot be marked.

    The stored bytes stay as they are. `kind` is one of DRAWN.
    """
    if size > MOST_BYTES:
        raise NotShown("too_large")
    with SLOTS.taken_by(person), _source(sha256) as source:
        head, _, body = _ask(source, (kind, COPY, foot, mark)).partition(b"\n")
    facts = json.loads(head[:1000]) if head else {"refusal": "damaged"}
    if "refusal" in facts or not body or len(body) > MOST_COPIED_BYTES:
        raise NotShown(str(facts.get("refusal", "damaged")))
    return body


def _refuse_known(sha256: str, *, page: int, name: str) -> None:
    """Raises NotShown for what was found out before: that page has failed, the file takes too long, or has fewer pages."""
    failed = shelf.found(sha256, f"{name}.no", within=FAILURE_KEPT_SECONDS)
    if failed is not None:
        raise NotShown(failed.decode())
    if shelf.all_found(sha256, "*.no", within=FAILURE_KEPT_SECONDS).count(b"too_long") >= MOST_TOO_LONG:
        raise NotShown("too_long")
    count = shelf.found(sha256, COUNT)
    if count is not None and page > int(count):
        raise NotShown("no_page")


def _drawn_anew(sha256: str, name: str, wanted: tuple[str, ...], person: int | None) -> Drawn:
    """Draws and keeps the page; a failure is kept for some minutes, so that a hostile file does not cost them all."""
    try:
        with SLOTS.taken_by(person), _source(sha256) as source:
            answer = _ask(source, wanted)
        drawn = _understood(answer)
    except NotShown as refusal:
        if refusal.code not in ("busy", "missing", "no_page"):
            log.info("page_not_drawn", sha256=sha256, page=name, reason=refusal.code)
            shelf.put(sha256, f"{name}.no", refusal.code.encode())
        _note_pages(sha256, refusal.pages)
        raise
    if len(wanted) == len(PLAIN):
        shelf.put(sha256, f"{name}.png", answer)
    _note_pages(sha256, drawn.pages)
    return drawn


def _note_pages(sha256: str, pages: int) -> None:
    """Keeps how many pages the file has: nothing is started for one beyond them."""
    if pages > 0 and shelf.found(sha256, COUNT) is None:
        shelf.put(sha256, COUNT, str(pages).encode())


@contextmanager
def _source(sha256: str) -> Iterator[BinaryIO]:
    """The stored bytes as a file of this machine; those of a bucket are copied first."""
    try:
        stored = open_stored(sha256)
    except FileNotFoundError as error:
        raise NotShown("missing") from error
    with stored:
        if not settings.S3_BUCKET:
            yield stored
            return
        with tempfile.TemporaryFile(dir=settings.INCOMING_ROOT) as copy:
            while block := stored.read(1024 * 1024):
                copy.write(block)
            copy.seek(0)
            yield copy


def _ask(source: BinaryIO, wanted: tuple[str, ...]) -> bytes:
    """What the program answers. It gets the open file and nothing else: no secret of the environment, no other file."""
    command = [sys.executable, "-I", str(PROGRAM), *wanted]
    nothing: dict[str, str] = {}
    streams: dict[str, Any] = {"stdin": source, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    try:
        run = subprocess.run(  # noqa: S603
            command, **streams, env=nothing, cwd="/", timeout=SECONDS, check=False, start_new_session=True
        )
    except subprocess.TimeoutExpired as error:
        raise NotShown("too_long") from error
    if run.returncode != 0:
        raise NotShown("too_long" if run.returncode in OUT_OF_TIME else "damaged")
    return run.stdout


OUT_OF_TIME = (-24, -9, -14)  # SIGXCPU, SIGKILL, SIGALRM


def _understood(answer: bytes) -> Drawn:
    """The first line says how many pages and pixels, the rest is the picture; anything else is a failure."""
    head, _, png = answer.partition(b"\n")
    try:
        facts = json.loads(head[:1000])
        if "refusal" in facts:
            raise NotShown(str(facts["refusal"]), pages=int(facts.get("pages", 0)))
        drawn = Drawn(int(facts["pages"]), int(facts["width"]), int(facts["height"]), png)
    except (ValueError, KeyError, TypeError) as error:
        raise NotShown("damaged") from error
    if not png.startswith(PNG_START) or len(png) > MOST_DRAWN_BYTES:
        raise NotShown("damaged")
    return drawn
