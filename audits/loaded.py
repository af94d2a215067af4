"""Lines of a file of audits or findings: read as CSV, their cells as days, choices and codes, each fault with its place."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.reading.lines import shortened
from assurance.reading.tables import MOST_ROWS, csv_rows
from foundation.clock import EARLIEST, LATEST

OFFSET = re.compile(r"[+-]?\d{1,5}")
REFERENCE = re.compile(r"([A-Z]{1,4})-(\d{4})-(\d{1,6})")
Line = Mapping[str, str]


def read_lines(content: bytes, *, needed: Iterable[str]) -> list[Line]:
    """The rows under their header. Raises ValidationError under “rows”."""
    rows = csv_rows(content)
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    missing = [name for name in needed if name not in head]
    if missing:
        sentence = _("The column “%(name)s” is missing.")
        raise ValidationError({"rows": [sentence % {"name": name} for name in missing]})
    if len(rows) > MOST_ROWS:
        raise ValidationError({"rows": [_("The list has more than %(most)d lines.") % {"most": MOST_ROWS}]})
    padded = ((number, row + [""] * (len(head) - len(row))) for number, row in enumerate(rows[1:], start=2))
    return [
        {**dict(zip(head, map(str.strip, row), strict=False)), "line": str(number)}
        for number, row in padded
        if any(map(str.strip, row))
    ]


@dataclass
class Faults:
    """Every fault of a file, with its line and column; `raise_all` ends the load when there is one."""

    told: list[str] = field(default_factory=list)
    by_column: dict[str, list[str]] = field(default_factory=dict)

    def note(self, line: Line, column: str, sentence: str) -> None:
        self.by_column.setdefault(column, []).append(sentence)
        words = {"n": line["line"], "name": column, "fault": sentence}
        self.told.append(_("Line %(n)s, column “%(name)s”: %(fault)s") % words)

    def of_line(self, line: Line) -> int:
        start = _("Line %(n)s, ") % {"n": line["line"]}
        return len([one for one in self.told if one.startswith(start)])

    def note_all(self, line: Line, error: ValidationError) -> None:
        for name, sentences in error.message_dict.items():
            for sentence in sentences:
                self.note(line, name, sentence)

    def raise_columns(self) -> None:
        """The same for one line alone, under the names of its columns."""
        if self.told:
            raise ValidationError(self.by_column)

    def raise_all(self) -> None:
        if self.told:
            raise ValidationError({"rows": shortened(self.told)})


@dataclass
class Cells:
    """The cells of one line; what cannot be read is noted and read as nothing. Offsets count from `today`."""

    line: Line
    today: date
    faults: Faults

    def text(self, column: str, otherwise: str = "") -> str:
        return self.line.get(column, "") or otherwise

    def day(self, column: str) -> date | None:
        """A date as 2026-11-20, or days from today as -12."""
        text = self.text(column)
        if not text:
            return None
        try:
            day = self.today + timedelta(days=int(text)) if OFFSET.fullmatch(text) else date.fromisoformat(text)
        except (ValueError, OverflowError):
            self.faults.note(self.line, column, _("“%(text)s” is no date; write 2026-11-20 or days.") % {"text": text})
            return None
        if not EARLIEST <= day <= LATEST:
            self.faults.note(self.line, column, _("This day lies before 1900 or after 2200."))
        return day

    def needed_day(self, column: str) -> date | None:
        if not self.text(column):
            self.faults.note(self.line, column, _("The day is missing."))
        return self.day(column)

    def choice(self, column: str, known: Iterable[str], otherwise: str = "") -> str:
        text = self.text(column, otherwise)
        if text not in known:
            words = {"text": text, "known": ", ".join(known)}
            self.faults.note(self.line, column, _("“%(text)s” is none of: %(known)s.") % words)
        return text

    def found(self, column: str, find: Callable[[str], Any], *, needed: bool = False) -> Any:
        """The row that a code names; nothing for an empty cell."""
        text = self.text(column)
        row = find(text) if text else None
        if row is None and (text or needed):
            sentence = _("There is no “%(text)s” here.") % {"text": text} if text else _("It is missing.")
            self.faults.note(self.line, column, sentence)
        return row

    def refuse(self, column: str, sentence: str) -> None:
        self.faults.note(self.line, column, sentence)


def running_number(ref: str) -> tuple[str, int, int] | None:
    """Kind, year and number of a reference such as A-2026-14, which the counter has to pass."""
    match = REFERENCE.fullmatch(ref)
    return (match[1], int(match[2]), int(match[3])) if match else None
