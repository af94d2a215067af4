"""Text files in pieces of lines: decoded as they were judged when they came, and shown as nothing but characters."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from foundation.files import kinds, open_stored, texts
from foundation.viewer.refusals import NotShown

READ = {kinds.TEXT, kinds.CSV, kinds.MARKDOWN, kinds.JSON, kinds.XML, kinds.SVG, kinds.MAIL}
LINES = 500  # of a piece
MOST_LINES = 100_000
LONGEST = 2000  # characters; the rest of a line stands below it
BLOCK_BYTES = 256 * 1024
COLOURS = re.compile(r"\x1b\[[0-9;]{0,20}m")
# What turns the direction of text or cannot be seen: a line could read other than it is.
HIDDEN = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x1b\x7f]")

Line = tuple[int | None, str]  # its number, None for the rest of a long one


@dataclass(frozen=True)
class Lines:
    """A piece of a text: its lines with their numbers, which piece of how many, whether the file goes on beyond them."""

    lines: list[Line]
    page: int
    pages: int
    goes_on: bool


def read_lines(*, sha256: str, page: int) -> Lines:
    """The piece of a text; NotShown where there is none, or the bytes are no text."""
    before = min(page - 1, MOST_LINES // LINES) * LINES
    try:
        with open_stored(sha256) as stream:
            rows = numbered(decoded(stream))
            total = sum(1 for _ in islice(rows, before))
            lines = list(islice(rows, LINES)) if before < MOST_LINES else []
            total += len(lines) + sum(1 for _ in islice(rows, max(MOST_LINES - before - len(lines), 0)))
            goes_on = total >= MOST_LINES and next(rows, None) is not None
    except FileNotFoundError as error:
        raise NotShown("missing") from error
    except UnicodeDecodeError as error:
        raise NotShown("no_text") from error
    if not lines:
        raise NotShown("no_page")
    return Lines(lines, page, -(-total // LINES), goes_on)


def decoded(stream: BinaryIO) -> Iterator[str]:
    """The text in blocks. Source: foundation.files.texts, which judged it by the same rule."""
    block = stream.read(BLOCK_BYTES)
    decoder = codecs.getincrementaldecoder(texts.encoding_of(block))()
    while block:
        yield decoder.decode(block)
        block = stream.read(BLOCK_BYTES)
    yield decoder.decode(b"", final=True)


def numbered(blocks: Iterator[str]) -> Iterator[Line]:
    """The lines of a text; a long one in parts, of which only the first has its number. No line is held whole."""
    number, rest, continues = 1, "", False
    for block in blocks:
        *whole, rest = (rest + block.replace("\r\n", "\n")).split("\n")
        for line in whole:
            yield from _parts(None if continues else number, line)
            number, continues = number + 1, False
        while len(rest) > LONGEST:
            yield (None if continues else number), plain(rest[:LONGEST])
            rest, continues = rest[LONGEST:], True
    if rest:
        yield (None if continues else number), plain(rest)


def _parts(number: int | None, line: str) -> Iterator[Line]:
    line = line.rstrip("\r")
    for start in range(0, max(len(line), 1), LONGEST):
        yield (None if start else number), plain(line[start : start + LONGEST])


def plain(text: str) -> str:
    """The characters as they can be seen: colours of a terminal left out, hidden marks as their code points."""
    return HIDDEN.sub(lambda mark: f"[U+{ord(mark[0]):04X}]", COLOURS.sub("", text))
