"""Holidays out of a file: iCalendar or CSV, read line by line; what cannot be a holiday is said and left out.

A file is never trusted: a megabyte, a bounded number of days, whole days only, yearly repetition only.
"""

import csv
import io
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from foundation import words

MAX_BYTES = 1_000_000
MAX_DAYS = 2_000
MAX_SPAN = 31  # days of one holiday
YEARS_AHEAD = 5  # how far a yearly holiday is written out
FIRST_YEAR = 1990
NAME_LENGTH = 100
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MAX_EVENTS = 500
YEARLY = {"FREQ", "INTERVAL", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST"}
DAY_NAMES = {"date", "day"}
NAME_NAMES = {"name", "holiday", "title", "summary"}
_POINTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_WEEKDAY = re.compile(r"([+-]?\d{0,2})([A-Z]{2})")
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+")


@dataclass
class Reading:
    """What a file says: its days with their names, and a sentence for each line that is no holiday."""

    days: dict[date, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def note(self, where: str, why: str) -> None:
        self.wrong.append(f"{where}: {why}")


def read_holidays(content: bytes, *, on: date) -> Reading:
    """Reads an iCalendar or CSV file; `on` bounds how far yearly holidays are written out."""
    reading = Reading()
    if len(content) > MAX_BYTES:
        reading.note(_("File"), _("It is larger than a megabyte."))
        return reading
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        reading.note(_("File"), _("It is not text in UTF-8."))
        return reading
    _read_calendar(text, reading, on) if "BEGIN:VCALENDAR" in text[:200].upper() else _read_table(text, reading, on)
    if not reading.days and not reading.wrong:
        reading.note(_("File"), _("No holiday was found in it."))
    return reading


def _keep(reading: Reading, where: str, days: Iterable[date], name: str, on: date) -> None:
    shown = " ".join(_UNSHOWN.sub(" ", name).split())[:NAME_LENGTH] or str(_("Public holiday"))
    for day in days:
        if not FIRST_YEAR <= day.year <= on.year + 10:
            reading.note(where, _("%(day)s is too far away.") % {"day": day.isoformat()})
        elif day in reading.days:
            reading.note(where, _("%(day)s stands in the file already.") % {"day": words.day(day)})
        elif len(reading.days) >= MAX_DAYS:
            reading.note(where, _("The file has more than %(most)d days; the rest is left out.") % {"most": MAX_DAYS})
            return
        else:
            reading.days[day] = shown


# Tables: a day and a name on each line.


def _read_table(text: str, reading: Reading, on: date) -> None:
    separator = max(",;\t", key=text[:2000].count)
    columns = (0, 1)
    lines = csv.reader(io.StringIO(text.replace("\x00", "\ufffd")), delimiter=separator)
    try:
        for line in lines:
            cells = [cell.strip() for cell in line]
            found = _columns(cells) if lines.line_num == 1 else None
            if found is not None:
                columns = found
            elif any(cells):
                _read_line(cells, columns, reading, _("Line %(n)d") % {"n": lines.line_num}, on)
    except csv.Error:
        reading.note(_("Line %(n)d") % {"n": lines.line_num}, _("It is not a line of a table."))


def _columns(cells: list[str]) -> tuple[int, int] | None:
    """Where day and name stand, if this is a heading."""
    names = [cell.lower() for cell in cells]
    day = next((place for place, name in enumerate(names) if name in DAY_NAMES), None)
    if day is None:
        return None
    return day, next((place for place, name in enumerate(names) if name in NAME_NAMES), day + 1)


def _read_line(cells: list[str], columns: tuple[int, int], reading: Reading, where: str, on: date) -> None:
    text = cells[columns[0]] if columns[0] < len(cells) else ""
    day = _day(text)
    if day is None:
        said = {"text": text[:40]}
        reading.note(where, _("“%(text)s” is not a day such as 2027-12-25 or 25.12.2027.") % said)
        return
    name = cells[columns[1]] if columns[1] < len(cells) else ""
    _keep(reading, where, [day], name, on)


def _day(text: str) -> date | None:
    pointed = _POINTED.fullmatch(text)
    try:
        if pointed:
            return date(int(pointed[3]), int(pointed[2]), int(pointed[1]))
        return date.fromisoformat(text) if len(text) == len("2027-12-25") else None
    except ValueError:
        return None


# Calendars: events of whole days, alone or every year.


def _read_calendar(text: str, reading: Reading, on: date) -> None:
    try:
        events = list(_events(text))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        reading.note(_("File"), _("It is not a calendar that can be read."))
        return
    for number, event in enumerate(events, start=1):
        name = str(event.get("SUMMARY", ""))
        where = _("Event %(n)d") % {"n": number} + (f" ({name[:40]})" if name else "")
        try:
            _keep(reading, where, _days(event, on), name, on)
        except NotAHoliday as refused:
            reading.note(where, str(refused))
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError):
            reading.note(where, _("Its dates cannot be read."))
        if number >= MAX_EVENTS:
            reading.note(_("File"), _("It has more than %(most)d events; the rest is left out.") % {"most": MAX_EVENTS})
            return


def _events(text: str) -> Iterator[Any]:
    import icalendar  # only here: a process that reads no calendar keeps its memory

    for calendar in icalendar.Calendar.from_ical(text, multiple=True):
        yield from calendar.walk("VEVENT")


class NotAHoliday(Exception):
    """Why an event is none, as a sentence."""


def _days(event: Any, on: date) -> list[date]:
    if "DTSTART" not in event:
        raise NotAHoliday(_("It has no day."))
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        raise NotAHoliday(_("It is cancelled."))
    first = _whole(event.decoded("DTSTART"))
    span = _span(event, first)
    if "RDATE" in event or isinstance(event.get("RRULE"), list):
        raise NotAHoliday(_("It repeats in a way that is not read; only yearly repetition is."))
    starts = [first] if "RRULE" not in event else _yearly(event, first, on)
    return [start + timedelta(days=more) for start in starts for more in range(span)]


def _whole(moment: Any) -> date:
    if isinstance(moment, datetime):
        raise NotAHoliday(_("It has a time of day; a holiday is a whole day."))
    if not isinstance(moment, date):
        raise ValueError("Not a day.")
    return moment


def _span(event: Any, first: date) -> int:
    """How many days it lasts: the end of an event of whole days is the day after the last."""
    if "DTEND" in event:
        days = (_whole(event.decoded("DTEND")) - first).days or 1
    else:
        days = event.decoded("DURATION").days if "DURATION" in event else 1
    if not 1 <= days <= MAX_SPAN:
        raise NotAHoliday(_("It lasts %(days)d days; a holiday lasts from 1 to %(most)d.") % {"days": days, "most": 31})
    return days


def _yearly(event: Any, first: date, on: date) -> list[date]:
    """The days of a yearly holiday from last year to five years ahead; anything else than a plain rule is refused.

    Written out by hand, because general readers of such rules search for impossible days until the year 9999.
    """
    rule = event["RRULE"]
    interval = max(rule.get("INTERVAL", [1]))
    understood = rule.get("FREQ") == ["YEARLY"] and {str(key).upper() for key in rule} <= YEARLY
    if not understood or not 1 <= interval <= 100 or ("BYDAY" in rule and "BYMONTH" not in rule):
        raise NotAHoliday(_("It repeats in a way that is not read; only plain yearly repetition is."))
    ends = [_ended(moment) for moment in rule.get("UNTIL", [])]
    last = min([date(on.year + YEARS_AHEAD, 12, 31), *ends])
    left_out = {_whole(one.dt) for entry in _listed(event.get("EXDATE")) for one in entry.dts}
    months = {int(month) for month in rule.get("BYMONTH", [first.month])} & set(range(1, 13))
    years = [year for year in range(on.year - 1, last.year + 1) if (year - first.year) % interval == 0]
    found = [day for year in years for month in sorted(months) for day in _of_month(rule, first, year, month)]
    return [day for day in found if first <= day <= last and day not in left_out]


def _of_month(rule: Any, first: date, year: int, month: int) -> list[date]:
    """The days of a month that the rule means: by their number, by their weekday, or by both."""
    length = monthrange(year, month)[1]
    numbers = rule.get("BYMONTHDAY", [] if "BYDAY" in rule else [first.day])
    wanted = {int(number) % (length + 1) if int(number) < 0 else int(number) for number in numbers}
    days = [date(year, month, number) for number in range(1, length + 1) if not numbers or number in wanted]
    return [day for day in days if "BYDAY" not in rule or any(_is_that(day, one, length) for one in rule["BYDAY"])]


def _is_that(day: date, which: str, length: int) -> bool:
    """Whether a day is, say, the fourth Thursday (4TH), the last Monday (-1MO), or any Friday (FR) of its month."""
    meant = _WEEKDAY.fullmatch(str(which).upper())
    if meant is None or WEEKDAYS[day.weekday()] != meant[2]:
        return False
    nth, from_end = (day.day - 1) // 7 + 1, (length - day.day) // 7 + 1
    return not meant[1] or int(meant[1]) in (nth, -from_end)


def _ended(moment: Any) -> date:
    return moment.date() if isinstance(moment, datetime) else _whole(moment)


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]
