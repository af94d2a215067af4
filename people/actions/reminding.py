"""Reminding somebody of the courses they still have to take: one click, once a day."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.access import require
from foundation.dates import first_moment
from foundation.directory.models import Person, User
from foundation.directory.querysets import covers
from foundation.lists.bulk import BulkLine
from foundation.models.trail import Event
from foundation.refusals import Conflict, Refusal, Refused
from foundation.topics import tell_under
from foundation.trail import record
from foundation.verbs import verb
from people.models import Assignment
from people.permissions import REMIND

REMINDED = "assignment.reminded"
tell_under("due", REMINDED)


def to_learn(person: Person) -> list[Assignment]:
    """What somebody is asked and has not finished, the earliest first."""
    rows = Assignment.objects.active().open().filter(person=person)
    return list(rows.select_related("course").order_by("due_on", "pk"))


@verb("people.remind")
def remind(*, actor: User, person: Person, on: date) -> Event:
    """Mails somebody what they still have to learn, in one mail, at most once a day, whoever presses the button.

    Refused for people on leave, without an account, and with nothing left to learn. Source: domain section 5
    (training: managers of the unit, officers) and docs/people.md (reminders).
    """
    rows = Person.objects.select_for_update(of=("self",)).select_related("unit")
    locked = rows.get(pk=person.pk)  # two clicks at once send one mail
    require(actor, REMIND, locked)
    waiting = to_learn(locked)
    accounts = list(User.objects.filter(person=locked, is_active=True))
    _insist(locked, waiting, accounts, on=on)
    titles = ", ".join(row.course.title for row in waiting)
    summary = ngettext("Still to learn: %(titles)s", "Still to learn: %(titles)s", len(waiting)) % {"titles": titles}
    codes = [row.course.code for row in waiting]
    return record(
        actor=actor, kind=REMINDED, subject=waiting[0], summary=summary, details={"courses": codes}, notify=accounts
    )


def _insist(person: Person, waiting: list[Assignment], accounts: list[User], *, on: date) -> None:
    said = {"person": person.name}
    if not waiting:
        raise Refused("nothing_to_learn", _("%(person)s has nothing left to learn.") % said)
    if person.leaves.filter(covers(on)).exists():
        raise Refused("on_leave", _("%(person)s is on leave; the courses wait until they are back.") % said)
    if not accounts:
        raise Refused("no_account", _("%(person)s has no account here; tell them yourself.") % said)
    since = first_moment(on, person.unit.zone)
    uuids = Assignment.objects.filter(person=person).values("uuid")
    if Event.objects.filter(kind=REMINDED, at__gte=since, subject_uuid__in=uuids).exists():
        raise Refused("reminded_today", _("%(person)s has been reminded today.") % said)


def remind_all(*, actor: User, people: Iterable[Person], on: date) -> list[BulkLine]:
    """Reminds each in a transaction of their own; who cannot be reminded now does not stop the others."""
    return [BulkLine(person, _tried(actor, person, on)) for person in people]


def _tried(actor: User, person: Person, on: date) -> Refusal | None:
    try:
        remind(actor=actor, person=person, on=on)
    except Conflict as conflict:
        return Refusal(conflict.code, conflict.sentence)
    return None
