"""A population out of a file: CSV or the first sheet of a workbook, ids in the first column under a header."""

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.reading import MAX_BYTES
from assurance.reading.lines import shortened
from assurance.reading.tables import MOST_ROWS, csv_rows, text_of, workbook_rows
from audits.sampling import Member, normalised

LONGEST = 100
READERS = {".csv": csv_rows, ".xlsx": workbook_rows}


def read_population(name: str, content: bytes, *, group: str = "") -> list[Member]:
    """The members of a list, by the ending of its name; `group` is the header of the column with their groups.

    Raises ValidationError under “files” with a sentence per fault, each with its row; under “group” for a column that
    is not there.
    """
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise ValidationError({"files": [_("Only .csv and .xlsx are read.")]})
    if len(content) > MAX_BYTES:
        raise ValidationError({"files": [_("The file is larger than 5 MB.")]})
    try:
        rows = [[normalised(text_of(cell)) for cell in row] for row in reader(content)]
    except ValidationError as error:
        raise ValidationError({"files": error.messages}) from error
    head, lines = (rows[0], rows[1:]) if rows else ([], [])
    _refuse_faults(lines)
    place = _place(head, group)
    return [_member(row, place) for row in lines if any(row)]


def _member(row: list[Any], place: int | None) -> Member:
    stratum = row[place][:LONGEST] if place is not None and place < len(row) else ""
    label = row[1][:250] if len(row) > 1 and place != 1 else ""
    return Member(row[0], label, stratum)


def _place(head: list[str], group: str) -> int | None:
    """Where the column of the groups stands."""
    wanted = normalised(group).casefold()
    if not wanted:
        return None
    names = [name.casefold() for name in head]
    if wanted not in names:
        words = {"name": group, "columns": ", ".join(head)}
        raise ValidationError({"group": _("There is no column “%(name)s”. The list has: %(columns)s.") % words})
    return names.index(wanted)


def _refuse_faults(lines: list[list[str]]) -> None:
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(lines, start=2):
        fault = _fault(row, seen) if any(row) else ""
        if fault:
            faults.append(_("Row %(n)d: %(fault)s") % {"n": number, "fault": fault})
        elif any(row):
            seen[row[0]] = number
    if len(lines) > MOST_ROWS:
        faults = [_("The list has more than %(most)d rows.") % {"most": MOST_ROWS}]
    elif not seen and not faults:
        faults = [_("The list is empty. The first row names the columns; ids stand in the first column below it.")]
    if faults:
        raise ValidationError({"files": shortened(faults)})


def _fault(row: list[str], seen: dict[str, int]) -> str:
    key = row[0]
    if any("\x00" in cell for cell in row):
        return _("it has a character that no text has")
    if not key:
        return _("the id in the first column is missing")
    if len(key) > LONGEST:
        return _("the id has more than %(most)d characters") % {"most": LONGEST}
    if key in seen:
        return _("“%(id)s” stands in row %(n)d already") % {"id": key, "n": seen[key]}
    return ""
