"""Reads a table from a stream line by line, so that memory does not grow with it: CSV of any dialect, or a workbook."""

import codecs
import csv
import io
import zipfile
from collections.abc import Generator, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from typing import IO, Any

from defusedxml.common import DefusedXmlException
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_LINES = 200_000
MAX_BYTES = 50_000_000
BLOCK = 256 * 1024
HEAD = 60_000  # characters of the first line
SEPARATORS = ",;\t|"
LONGEST = 300  # characters of a cell, where nothing else is said

Cells = Sequence[str]


def rows_of(stream: IO[bytes], name: str, *, longest: int = LONGEST) -> Generator[tuple[int, Cells]]:
    """The lines of a table with their place, the heading first and empty ones left out; every cell as text.

    What is longer than `longest` characters is cut. Raises ValidationError under “files”, also on the way.
    """
    lines = enumerate((_workbook if name.lower().endswith(".xlsx") else _csv)(stream, longest), start=1)
    for place, cells in lines:
        if place > MOST_LINES:
            raise refused(_("The file has more than %(most)d lines. Split it.") % {"most": MOST_LINES})
        if any(cells):
            yield place, cells


def refused(sentence: str) -> ValidationError:
    return ValidationError({"files": sentence})


def _csv(stream: IO[bytes], longest: int) -> Iterator[Cells]:
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=_encoding(stream), errors="replace", newline="")
    try:
        first = text.readline(HEAD)
        lines = (line.replace("\x00", "\ufffd") for line in chain([first], text))
        for cells in csv.reader(lines, delimiter=max(SEPARATORS, key=first.count)):
            yield [cell.strip()[:longest] for cell in cells]
    except csv.Error as error:
        raise refused(_("This is not a CSV file.")) from error
    finally:
        text.detach()


def _encoding(stream: IO[bytes]) -> str:
    """UTF-16 where it says so, UTF-8 where all of it is, else what Excel writes in western Europe."""
    beginning = stream.read(2)
    stream.seek(0)
    if beginning in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := stream.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        stream.seek(0)
    return "utf-8-sig"


def _workbook(stream: IO[bytes], longest: int) -> Iterator[Cells]:
    """The first sheet; the store has looked at the archive before (foundation/files)."""
    import openpyxl  # only here: it costs more memory than everything that reads without it

    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True, max_row=MOST_LINES + 1):
            yield [text_of(cell)[:longest] for cell in row]
    except (
        zipfile.BadZipFile, KeyError, ValueError, IndexError, TypeError, AttributeError, OSError, DefusedXmlException,
    ) as error:  # fmt: skip
        raise refused(_("This is not a workbook that can be read.")) from error


def text_of(cell: Any) -> str:
    """A cell as text: days as 2026-11-30, whole numbers without a point, nothing as “”."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).replace("\x00", "\ufffd").strip()
