"""A file for an import: judged by its content, its headings read, its bytes kept until the store clears them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation import files
from foundation.files import kinds as file_kinds
from foundation.files.facts import refuse_unreceived
from foundation.files.names import readable_name
from foundation.imports.cells import LONGEST
from foundation.imports.guessing import headings_of
from foundation.imports.tables import MAX_BYTES, rows_of
from foundation.lists.cells import restored
from foundation.models.imports import FileImport


def judged(file: files.ReceivedFile) -> files.FileFacts:
    """The facts of a file that may be read: a workbook that unpacks to something sane, or text of whatever encoding.

    The bytes are never shown to anybody, so that text need not be UTF-8. Raises ValidationError under “files”.
    """
    name = readable_name(file.name or "")
    if (file.size or 0) > MAX_BYTES:
        raise ValidationError({"files": _("The file is larger than 50 MB.")})
    try:
        if name.lower().endswith(".xlsx"):
            return files.accept(file)
        refuse_unreceived(file)
    except ValidationError as error:
        raise ValidationError({"files": error.messages}) from error
    if not name.lower().endswith(".csv"):
        raise ValidationError({"files": _("Only .csv and .xlsx are read.")})
    return files.FileFacts(name, file.size or 0, "", file_kinds.CSV, file.sha256, active_content=False)


def first_lines(file: files.ReceivedFile, name: str) -> tuple[list[str], list[str]]:
    """The headings of a received file, and its first line below them."""
    with file.path.open("rb") as stream:
        rows = rows_of(stream, name)
        _place, head = next(rows, (0, []))
        _place, sample = next(rows, (0, []))
        rows.close()
    return headings_of(head), [restored(cell) for cell in sample]


@contextmanager
def stored(row: FileImport) -> Iterator[IO[bytes]]:
    """The bytes of the file in a place that can be read from anywhere in it."""
    with TemporaryFile() as copy:
        try:
            with files.open_stored(row.file_sha256) as kept:
                copyfileobj(kept, copy)
        except FileNotFoundError as gone:
            raise ValidationError(_("The file is no longer kept. Send it again.")) from gone
        copy.seek(0)
        yield copy


def lines_of(stream: IO[bytes], name: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The lines below the headings, with their place; a cell that is too long keeps one character more than it may."""
    rows = rows_of(stream, name, longest=LONGEST + 1)
    next(rows, None)
    return rows
