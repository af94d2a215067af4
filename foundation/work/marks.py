"""What people have put on lines, in words: the last reminder of each, and until when its holder put it off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.models.marks import Nudge, Snooze
from foundation.words import day
from foundation.work.lines import Line
from foundation.work.table import Key


def marked(lines: Sequence[Line], *, reader: int | None, on: date) -> list[Line]:
    """The lines with what everybody who sees them may know of it (two queries, none for no lines)."""
    if not lines:
        return []
    reminded, asleep = last_nudges(lines, on), _asleep(lines, on)
    return [_with(line, reminded.get(line.key), asleep.get((line.key, line.holder_id)), reader, on) for line in lines]


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


def _asleep(lines: Sequence[Line], on: date) -> dict[tuple[Key, int | None], Snooze]:
    rows = Snooze.objects.of_lines([line.line for line in lines]).asleep(on).order_by("pk")
    return {(Key(row.task, row.line_uuid), row.person_id): row for row in rows}


def _with(line: Line, nudge: Nudge | None, snooze: Snooze | None, reader: int | None, on: date) -> Line:
    hidden = snooze is not None and (line.due is None or line.due > on)
    marks = [] if nudge is None else [reminded_words(nudge, reader=reader, on=on)]
    if snooze is not None and hidden:
        marks.append(_("Snoozed until %(day)s: %(reason)s") % {"day": day(snooze.until), "reason": snooze.reason})
    return replace(line, marks=tuple(marks), snoozed_until=snooze.until if snooze is not None and hidden else None)


def reminded_words(nudge: Nudge, *, reader: int | None, on: date) -> str:
    """ "Reminded 2 days ago by Ines Moreau"."""
    days = (on - nudge.on).days
    said = {"days": days, "who": nudge.sent_by.name}
    if nudge.sent_by_id == reader:
        if not days:
            return _("Reminded by you today")
        return ngettext("Reminded by you %(days)d day ago", "Reminded by you %(days)d days ago", days) % said
    if not days:
        return _("Reminded today by %(who)s") % said
    return ngettext("Reminded %(days)d day ago by %(who)s", "Reminded %(days)d days ago by %(who)s", days) % said
