"""Lists as files: CSV by RFC 4180 and XLSX, written row by row, so that memory does not grow with the rows."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from itertools import islice
from typing import IO, Any, Protocol

from django.utils import timezone, translation

from foundation.lists.cells import CellValue, cell, sheet_name
from foundation.lists.columns import Column

BYTE_ORDER_MARK = "\ufeff"
LINES_PER_CHUNK = 200
EXCEL_TEXT_LENGTH = 32_767
EXCEL_EXACT_INTEGER = 10**15
EXCEL_FIRST_DAY = dt.date(1900, 3, 1)
WIDTHS = {"text": 40, "date": 18, "number": 12, "person": 28, "state": 20}


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its name, its columns, and the rows they are read from."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Any]


class TextStream(Protocol):
    def write(self, text: str, /) -> object: ...


def csv_chunks(rows: Iterable[Any], columns: Sequence[Column]) -> Iterator[str]:
    """The CSV file in pieces of some lines each; language and time zone stay those of the first piece."""
    language, zone = translation.get_language() or "en", timezone.get_current_timezone()
    buffer = StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    buffer.write(BYTE_ORDER_MARK)
    writer.writerow([cell(column.label) for column in columns])
    remaining = iter(rows)
    while True:
        with translation.override(language), timezone.override(zone):
            lines = [
                [csv_value(cell(column.read(row))) for column in columns] for row in islice(remaining, LINES_PER_CHUNK)
            ]
        writer.writerows(lines)
        yield buffer.getvalue()
        if len(lines) < LINES_PER_CHUNK:
            return
        buffer.seek(0)
        buffer.truncate()


def write_csv(rows: Iterable[Any], columns: Sequence[Column], stream: TextStream) -> None:
    """Writes the rows as CSV, with a byte order mark, into a text stream that translates no line ends."""
    for chunk in csv_chunks(rows, columns):
        stream.write(chunk)


def csv_value(value: CellValue) -> str | int | float:
    if isinstance(value, dt.date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def write_xlsx(rows: Iterable[Any], columns: Sequence[Column], stream: IO[bytes], *, title: str = "") -> None:
    """Writes the rows as a workbook of one sheet into a binary stream that can seek."""
    write_sheets([Sheet(title, columns, rows)], stream)


def write_sheets(sheets: Sequence[Sheet], stream: IO[bytes], *, at: dt.datetime | None = None) -> None:
    """Writes a workbook of several sheets; with `at`, the moment it speaks of, the same rows give the same bytes."""
    import xlsxwriter  # only here: a process that makes no workbook keeps its memory

    book = xlsxwriter.Workbook(
        stream,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    if at is not None:
        book.set_properties({"created": at})
    head = book.add_format({"bold": True, "bottom": 1})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for one in sheets:
        write_sheet(book.add_worksheet(sheet_name(one.title)), one, head=head, moment=moment)
    book.close()


def write_sheet(sheet: Any, content: Sheet, *, head: Any, moment: Any) -> None:
    """A head that stays in sight, the rows below it, and filters over them."""
    for position, column in enumerate(content.columns):
        sheet.set_column(position, position, WIDTHS[column.kind])
        sheet.write_string(0, position, str(cell(column.label)), head)
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(content.rows, start=1):
        for position, column in enumerate(content.columns):
            write_value(sheet, last, position, cell(column.read(row)), moment)
    if content.columns:
        sheet.autofilter(0, 0, last, len(content.columns) - 1)


def write_value(sheet: Any, row: int, position: int, value: CellValue, moment: Any) -> None:
    """Writes one cell by type; whatever Excel cannot hold exactly is written as text."""
    if isinstance(value, dt.datetime) and value.date() >= EXCEL_FIRST_DAY:
        sheet.write_datetime(row, position, value.replace(tzinfo=None), moment)
    elif isinstance(value, dt.date) and not isinstance(value, dt.datetime) and value >= EXCEL_FIRST_DAY:
        sheet.write_datetime(row, position, value)
    elif isinstance(value, int | float | Decimal) and -EXCEL_EXACT_INTEGER <= value <= EXCEL_EXACT_INTEGER:
        sheet.write_number(row, position, value)
    elif value != "":
        text = str(csv_value(value)).replace("\r\n", "\n").replace("\r", "\n")
        cut = text if len(text) <= EXCEL_TEXT_LENGTH else f"{text[: EXCEL_TEXT_LENGTH - 1]}…"
        sheet.write_string(row, position, cut)
