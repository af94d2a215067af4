"""What people have put on lines, in words: the last reminder of each, and until when its holder put it off."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.models.marks import Nudge, Snooze
from foundation.words import day
from foundation.work.lines import Line
from foundation.work.table import Key

EMPTY = Value("", CharField())


@dataclass(frozen=True)
class Told:
    """A mark as the page reads it: `on` the day of the reminder, or until when it is put off."""

    on: date
    by: int
    name: str
    reason: str


def marked(lines: Sequence[Line], *, reader: int | None, on: date) -> list[Line]:
    """The lines with what everybody who sees them may know of it (one query, none for no lines)."""
    if not lines:
        return []
    found = _marks([line.line for line in lines], on)
    return [_with(line, found, reader=reader, on=on) for line in lines]


def _marks(uuids: Sequence[UUID], on: date) -> dict[tuple[Any, ...], Told]:
    """The newest reminder, and what is put off, by kind of mark, task, row and the person it concerns."""
    names = ("kind", "task", "line_uuid", "person", "day", "pk", "by", "name", "because")
    sent = {"kind": Value("nudge"), "day": F("on"), "by": F("sent_by"), "name": F("sent_by__name"), "because": EMPTY}
    put = {"kind": Value("snooze"), "day": F("until"), "by": F("person"), "name": EMPTY, "because": F("reason")}
    nudges = Nudge.objects.of_lines(uuids).filter(on__lte=on).order_by().annotate(**sent).values_list(*names)
    snoozes = Snooze.objects.of_lines(uuids).asleep(on).order_by().annotate(**put).values_list(*names)
    rows = sorted(nudges.union(snoozes, all=True), key=lambda row: (row[4], row[5]))
    return {tuple(row[:4]): Told(row[4], *row[6:]) for row in rows}


def last_nudges(lines: Sequence[Line], on: date) -> dict[Key, Nudge]:
    """The newest reminder of each line to whoever holds it now (one query)."""
    rows = Nudge.objects.of_lines([line.line for line in lines]).filter(on__lte=on).select_related("sent_by")
    holder = {line.key: line.holder_id for line in lines}
    found: dict[Key, Nudge] = {}
    for row in rows.order_by("on", "pk"):
        key = Key(row.task, row.line_uuid)
        if key in holder and holder[key] == row.person_id:
            found[key] = row
    return found


def _with(line: Line, found: dict[tuple[Any, ...], Told], *, reader: int | None, on: date) -> Line:
    place = (line.kind, line.line, line.holder_id)
    nudge, snooze = found.get(("nudge", *place)), found.get(("snooze", *place))
    marks = [] if nudge is None else [reminded_words(nudge, reader=reader, on=on)]
    if snooze is not None and (line.due is None or line.due > on):
        marks.append(_("Snoozed until %(day)s: %(reason)s") % {"day": day(snooze.on), "reason": snooze.reason})
    return replace(line, marks=tuple(marks))


def reminded_words(nudge: Told, *, reader: int | None, on: date) -> str:
    """ "Reminded 2 days ago by Ines Moreau"."""
    days = (on - nudge.on).days
    said = {"days": days, "who": nudge.name}
    if nudge.by == reader:
        if not days:
            return _("Reminded by you today")
        return ngettext("Reminded by you %(days)d day ago", "Reminded by you %(days)d days ago", days) % said
    if not days:
        return _("Reminded today by %(who)s") % said
    return ngettext("Reminded %(days)d day ago by %(who)s", "Reminded %(days)d days ago by %(who)s", days) % said
