"""Reminding whoever holds a line of My work: how often that may be is said here, for every kind of line.

A kind with a rule of its own, such as signing, brings its verb (Task.remind); that verb may refuse as well.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import offers, policy
from foundation.access import require
from foundation.directory.deputies import accounts_by_person, stand_ins
from foundation.directory.models import Person, User
from foundation.lists.bulk import BulkLine
from foundation.models.marks import Nudge
from foundation.permissions import NUDGE
from foundation.refusals import Conflict, Refusal
from foundation.topics import tell_under
from foundation.trail import record
from foundation.verbs import named, verb
from foundation.words import day
from foundation.work.chosen import chosen_lines, rows_of
from foundation.work.lines import Line
from foundation.work.marks import last_nudges
from foundation.work.table import Key

REMINDED = "work.reminded"
SHIPPED = {"between": 3, "sent": 50, "received": 10}
tell_under("due", REMINDED)


def _limits(value: Any) -> None:
    if not isinstance(value, dict) or value.keys() != SHIPPED.keys():
        raise ValidationError(_("Give a number for each of: %(keys)s.") % {"keys": ", ".join(SHIPPED)})
    if any(not isinstance(one, int) or isinstance(one, bool) or not 1 <= one <= 1000 for one in value.values()):
        raise ValidationError(_("A whole number, from 1 to 1000."))


NUDGES = policy.declare(
    "foundation.nudges",
    label=gettext_lazy("Reminders from person to person"),
    note=gettext_lazy("How often people may remind each other of what is due. What the clock sends is not counted."),
    value=SHIPPED,
    check=_limits,
    words={
        "between": gettext_lazy("Between two reminders of the same line to the same person"),
        "sent": gettext_lazy("Reminders that one person may send in a day"),
        "received": gettext_lazy("Reminders that one person may get in a day"),
    },
    units={"between": "days", "sent": "", "received": ""},
)


@verb("foundation.nudge")
def nudge(*, actor: User, keys: Sequence[Key], on: date, words: str = "") -> list[BulkLine]:
    """Reminds the holders of lines in the actor's My work, by a notification and a mail with some words; for whoever is
    away their stand-in is told. A line that is refused does not stop the others.

    Refused for one's own lines, for those that nobody holds or can do yet, and beyond the limits of the policy.
    """
    require(actor, NUDGE)
    lines = chosen_lines(actor, keys, on)
    _wait_in_line(actor, lines)
    limits, rows = Limits(actor, lines, on), rows_of(actor, lines, on)
    return [
        BulkLine(line, limits.refusal(line) or _told(actor, line, rows[line.key], limits, words.strip()))
        for line in lines
    ]


def _wait_in_line(actor: User, lines: Sequence[Line]) -> None:
    """Two who remind at once do it one after the other, so that the limits hold."""
    people = {key for key in (actor.person_id, *(line.holder_id for line in lines)) if key is not None}
    list(Person.objects.select_for_update(of=("self",)).filter(pk__in=people).order_by("pk"))


class Limits:
    """Whom one may remind of which lines on a day; what is sent meanwhile counts (seven queries)."""

    def __init__(self, actor: User, lines: Sequence[Line], on: date) -> None:
        self.actor, self.on = actor, on
        self.most = policy.current(NUDGES, on).value
        self.last = last_nudges(lines, on)
        holders = {line.holder_id for line in lines if line.holder_id is not None}
        self.received = Counter(Nudge.objects.filter(person__in=holders, on=on).values_list("person", flat=True))
        self.sent = Nudge.objects.filter(sent_by=actor.person_id, on=on).count()
        self.away = stand_ins(holders, on)
        told = holders | {person.pk for person in self.away.values() if person is not None}
        self.accounts = accounts_by_person(told)

    def told(self, line: Line) -> list[User]:
        """Who gets it: the holder, or who stands in for them."""
        stand_in = self.away.get(line.holder_id or 0)
        return self.accounts.get((stand_in.pk if stand_in is not None else line.holder_id) or 0, [])

    def refusal(self, line: Line) -> Refusal | None:
        """Why the holder is not reminded now, or None."""
        sentence = self._nobody(line) or self._not_now(line) or self._too_often(line)
        return Refusal("nudge", sentence) if sentence else None

    def _nobody(self, line: Line) -> str:
        said = {"person": line.holder}
        if line.is_mine or line.stands_in:
            return _("This is yours to do.")
        if line.holder_id is None:
            return _("Nobody holds this yet, so there is nobody to remind.")
        if line.holder_id in self.away and self.away[line.holder_id] is None:
            return _("%(person)s is on leave, and nobody stands in.") % said
        if not self.told(line):
            return _("%(person)s has no account here; tell them yourself.") % said
        return "" if any(one.pk != self.actor.pk for one in self.told(line)) else _("You stand in for them yourself.")

    def _not_now(self, line: Line) -> str:
        if line.opens is not None and line.opens > self.on:
            return _("Nothing can be done about it before %(day)s.") % {"day": day(line.opens)}
        return ""

    def _too_often(self, line: Line) -> str:
        last, most = self.last.get(line.key), self.most
        said = {"person": line.holder, "sent": most["sent"], "received": most["received"]}
        if last is not None and self.on < last.on + timedelta(days=most["between"]):
            days = {"on": day(last.on), "from": day(last.on + timedelta(days=most["between"]))}
            return _("Reminded on %(on)s. The next reminder can go out on %(from)s.") % days
        if self.sent >= most["sent"]:
            return _("You have sent %(sent)d reminders today, which is the most.") % said
        if self.received[line.holder_id or 0] >= most["received"]:
            return _("%(person)s has got %(received)d reminders today, which is the most.") % said
        return ""

    def note(self, line: Line, words: str) -> None:
        """Keeps that a reminder went out."""
        note(actor=self.actor, task=line.kind, lines=[line.line], person_id=line.holder_id, on=self.on, words=words)
        self.sent += 1
        self.received[line.holder_id or 0] += 1


def note(*, actor: User, task: str, lines: Iterable[UUID], person_id: int | None, on: date, words: str = "") -> None:
    """Keeps that somebody was reminded of these rows, whichever verb did it; what no person sends is not counted."""
    facts = {"task": task, "person_id": person_id, "sent_by_id": actor.person_id, "on": on, "words": words}
    if actor.person_id not in (None, person_id):
        Nudge.objects.bulk_create([Nudge(line_uuid=line, **facts) for line in lines])


def reminded_lately(task: str, lines: Collection[UUID], on: date) -> set[UUID]:
    """Those of the rows about which their holder cannot be reminded again yet (two queries)."""
    since = on - timedelta(days=policy.current(NUDGES, on).value["between"] - 1)
    rows = Nudge.objects.of_lines(list(lines)).filter(Q(task=task), on__lte=on).since(since)
    return set(rows.values_list("line_uuid", flat=True))


def _told(actor: User, line: Line, row: Any, limits: Limits, words: str) -> Refusal | None:
    """By the app's own verb where the kind has one, else by an event on the row."""
    own = offers.tasks()[line.kind].remind
    if own is None:
        record(
            actor=actor,
            kind=REMINDED,
            subject=row,
            summary=_said(line, words),
            details={"task": line.kind, "due_on": line.due, "words": words},
            notify=limits.told(line),
        )
        limits.note(line, words)
        return None
    try:
        named(own.verb)(actor=actor, on=limits.on, **{own.row: row})
    except PermissionDenied as denied:
        return Refusal("permission", str(denied))
    except Conflict as conflict:
        return Refusal(conflict.code, conflict.sentence, conflict.field)
    limits.note(line, words)
    return None


def _said(line: Line, words: str) -> str:
    """ "reminded Samir Haddad of F-003, due 10 Oct 2026: “Please start.”" """
    said = {"person": line.holder, "name": line.ref or line.title, "day": day(line.due)}
    told = _("reminded %(person)s of %(name)s, due on %(day)s") if line.due else _("reminded %(person)s of %(name)s")
    return told % said + (f": {words}" if words else "")
