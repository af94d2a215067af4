"""Lists of requirements as tables: CSV in UTF-8, or the first sheet of a workbook."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from defusedxml.common import DefusedXmlException
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.reading.lines import NEEDED, Line, shortened
from foundation.files import archives

MOST_UNPACKED = 100_000_000  # bytes of a workbook
MOST_ROWS = 20_000
TICKS = {True: "yes", False: "no"}

Cells = list[Any]


def read_csv(content: bytes) -> list[Line]:
    """The lines of a CSV file with a header; empty cells are “”. Raises ValidationError under “rows”."""
    return _lines(csv_rows(content))


def csv_rows(content: bytes) -> list[Cells]:
    """The cells of a CSV file in UTF-8, row by row. Raises ValidationError under “rows”."""
    try:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValidationError({"rows": [_("This is not a CSV file in UTF-8.")]}) from error


def read_workbook(content: bytes) -> list[Line]:
    """The same of the first sheet of an .xlsx file. Numbers are taken where Excel cannot have changed them."""
    return _lines(workbook_rows(content))


def workbook_rows(content: bytes) -> list[Cells]:
    """The cells of the first sheet of an .xlsx file, row by row. Raises ValidationError under “rows”."""
    import openpyxl  # only here: it costs more memory than everything that reads without it

    _refuse_bomb(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return [list(row) for row in book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + 2)]
    except (
        zipfile.BadZipFile, KeyError, ValueError, IndexError, TypeError, AttributeError, OSError, DefusedXmlException,
    ) as error:  # fmt: skip
        raise ValidationError({"rows": [_("This is not a workbook that can be read.")]}) from error


def _refuse_bomb(content: bytes) -> None:
    try:
        unpacked = sum(member.size_bytes for member in archives.members(io.BytesIO(content)))
    except ValidationError as error:
        raise ValidationError({"rows": error.messages}) from error
    if unpacked > MOST_UNPACKED:
        raise ValidationError({"rows": [_("The workbook is too large when unpacked.")]})


def _lines(rows: Iterable[Cells]) -> list[Line]:
    """The rows under their header, without those that are empty."""
    remaining = iter(rows)
    head = [text_of(cell).strip().lower() for cell in next(remaining, [])]
    missing = [name for name in NEEDED if name not in head]
    if missing:
        faults = [_("The column “%(name)s” is missing.") % {"name": name} for name in missing]
        raise ValidationError({"rows": faults})
    faults = []
    lines: list[Line] = []
    for number, row in enumerate(remaining, start=2):
        if number > MOST_ROWS:
            faults.append(_("The list has more than %(most)d lines.") % {"most": MOST_ROWS})
            break
        faults += list(_unreadable(number, head, row))
        if any(text_of(cell).strip() for cell in row):
            lines.append(_line(number, head, row))
    if faults:
        raise ValidationError({"rows": shortened(faults)})
    return lines


def _line(number: int, head: list[str], row: Cells) -> Line:
    cells = [text_of(cell) for cell in row] + [""] * (len(head) - len(row))
    return {**dict(zip(head, cells, strict=False)), "place": _("Line %(n)d") % {"n": number}}


def _unreadable(number: int, head: list[str], row: Cells) -> Iterator[str]:
    where = _("Line %(n)d") % {"n": number}
    if any(text_of(cell).strip() for cell in row[len(head) :]):
        yield f"{where}: " + _("it has more cells than the header")
    for name, cell in zip(head, row, strict=False):
        if isinstance(cell, float) and not cell.is_integer() and name in ("ref", "parent"):
            yield f"{where}, " + _("column “%(name)s”: a number, in which 5.10 is 5.1; format the column as text") % {
                "name": name
            }


def text_of(cell: Any) -> str:
    """A cell as text: whole numbers without a point, nothing as “”."""
    if isinstance(cell, bool):
        return TICKS[cell]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
