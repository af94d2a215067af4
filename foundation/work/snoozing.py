"""Putting a line of one's own off until a day: it leaves one's own list, and no other."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import policy
from foundation.access import require
from foundation.directory.models import User
from foundation.lists.bulk import BulkLine
from foundation.models.marks import Snooze
from foundation.permissions import SNOOZE
from foundation.refusals import Refusal
from foundation.trail import record
from foundation.verbs import verb
from foundation.words import day
from foundation.work.chosen import chosen_lines, rows_of
from foundation.work.lines import Line
from foundation.work.table import Key


def _days(value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 366:
        raise ValidationError(_("A whole number of days, from 1 to 366."))


UNDATED_DAYS = policy.declare(
    "foundation.snooze_days",
    label=gettext_lazy("For how long people may put off what waits without a date"),
    note=gettext_lazy("What has a date comes back on that day at the latest. Whoever chases it sees it all the time."),
    value=30,
    check=_days,
    units={"*": "days"},
)


@verb("foundation.snooze")
def snooze(*, actor: User, keys: Sequence[Key], until: date, reason: str, on: date) -> list[BulkLine]:
    """Hides lines that the actor holds from their own list until a day; a line that is refused does not stop the others.

    Refused for what others hold, for what is due today or late, and beyond the day it is due. Raises ValidationError
    for a day that is not to come and without a reason.
    """
    require(actor, SNOOZE)
    if until <= on:
        raise ValidationError({"until": _("Choose a day that is still to come.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it can wait.")})
    lines = chosen_lines(actor, keys, on)
    longest = on + timedelta(days=policy.current(UNDATED_DAYS, on).value)
    judged = [BulkLine(line, refusal_to_snooze(line, until=until, longest=longest, on=on)) for line in lines]
    put_off = [one.row for one in judged if one.changes]
    _end(actor, put_off, on)
    rows = rows_of(actor, put_off, on)
    for line in put_off:
        _put_off(actor, line, rows[line.key], until=until, reason=reason.strip(), on=on)
    return judged


def refusal_to_snooze(line: Line, *, until: date, longest: date, on: date) -> Refusal | None:
    """Why a line stays in the list, or None: nothing late is ever hidden."""
    if not line.is_mine:
        return Refusal("snooze", _("Only who holds it can put it off."))
    if line.due is not None and line.due <= on:
        words = _("It is due today.") if line.due == on else _("It is late: whoever chases it counts the days.")
        return Refusal("snooze", words)
    if line.due is not None and until > line.due:
        said = {"day": day(line.due)}
        return Refusal("snooze", _("It is due on %(day)s. Choose that day or an earlier one.") % said, "until")
    if line.due is None and until > longest:
        return Refusal("snooze", _("It can wait until %(day)s at most.") % {"day": day(longest)}, "until")
    return None


@verb("foundation.wake")
def wake(*, actor: User, keys: Sequence[Key], on: date) -> list[BulkLine]:
    """Brings lines back that the actor put off; refused for those that are not."""
    require(actor, SNOOZE)
    lines = chosen_lines(actor, keys, on)
    ended = _end(actor, lines, on)
    rows = rows_of(actor, lines, on)
    for line in lines:
        if line.key in ended:
            record(actor=actor, kind="work.woken", subject=rows[line.key], summary=_("took it up again"))
    awake = Refusal("wake", _("You have not put this off."))
    return [BulkLine(line, None if line.key in ended else awake) for line in lines]


def _put_off(actor: User, line: Line, row: Any, *, until: date, reason: str, on: date) -> None:
    mark = Snooze(task=line.kind, line_uuid=line.line, person=actor.person, on=on, until=until, reason=reason)
    mark.full_clean()
    mark.save()
    said = {"name": line.ref or line.title, "day": day(until), "reason": reason}
    summary = _("put %(name)s off until %(day)s: %(reason)s") % said
    details = {"task": line.kind, "until": until, "reason": reason}
    record(actor=actor, kind="work.snoozed", subject=row, summary=summary, details=details)


def _end(actor: User, lines: Sequence[Line], on: date) -> set[Key]:
    """Ends what the actor put off of these; returns what was still asleep."""
    keys = {line.key for line in lines}
    rows = Snooze.objects.visible_to(actor).of_lines([line.line for line in lines]).filter(woken_on=None)
    mine = [row for row in rows.select_for_update() if Key(row.task, row.line_uuid) in keys]
    Snooze.objects.filter(pk__in=[row.pk for row in mine]).update(woken_on=on)
    return {Key(row.task, row.line_uuid) for row in mine if row.until > on}
