"""Reminding somebody of what they still have to learn and to sign: one click."""

from collections.abc import Iterable
from datetime import date
from typing import Any

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
from people.actions.attestation import remind_signer
from people.models import Assignment, Attestation
from people.permissions import REMIND
from people.workflows.attestation_rules import reminded_lately

REMINDED = "assignment.reminded"
tell_under("due", REMINDED)


def to_learn(person: Person) -> list[Assignment]:
    """What somebody is asked and has not finished, the earliest first."""
    rows = Assignment.objects.active().open().filter(person=person)
    return list(rows.select_related("course").order_by("due_on", "pk"))


def to_sign(person: Person) -> list[Attestation]:
    """What somebody is asked to sign and has not answered, the earliest first."""
    return list(Attestation.objects.open().filter(person=person).for_page().order_by("due_on", "pk"))


@verb("people.remind")
def remind(*, actor: User, person: Person, on: date) -> Person:
    """Mails somebody what they still have to learn, in one mail, at most once a day, whoever presses the button; and
    each document they have to sign, at most once a week.

    Refused for people on leave, without an account, and with nothing left to do. Source: domain section 5
    (training: managers of the unit, officers) and docs/people.md (reminders).
    """
    rows = Person.objects.select_for_update(of=("self",)).select_related("unit")
    locked = rows.get(pk=person.pk)  # two clicks at once send one mail
    require(actor, REMIND, locked)
    courses, papers = to_learn(locked), to_sign(locked)
    accounts = list(User.objects.filter(person=locked, is_active=True))
    _insist(locked, [*courses, *papers], accounts, on=on)
    courses = [] if _was_reminded(locked, on) else courses
    papers = [row for row in papers if not reminded_lately(row, on)]
    if not courses and not papers:
        raise Refused("reminded", _("%(person)s has been reminded already.") % {"person": locked.name})
    for paper in papers:
        remind_signer(actor=actor, attestation=paper, on=on)
    if courses:
        _tell(actor, courses, accounts)
    return locked


def _tell(actor: User, courses: list[Assignment], accounts: list[User]) -> None:
    titles = {"titles": ", ".join(row.course.title for row in courses)}
    summary = ngettext("Still to learn: %(titles)s", "Still to learn: %(titles)s", len(courses)) % titles
    details = {"courses": [row.course.code for row in courses]}
    record(actor=actor, kind=REMINDED, subject=courses[0], summary=summary, details=details, notify=accounts)


def _insist(person: Person, waiting: list[Any], accounts: list[User], *, on: date) -> None:
    said = {"person": person.name}
    if not waiting:
        raise Refused("nothing_to_do", _("%(person)s has nothing left to learn or to sign.") % said)
    if person.leaves.filter(covers(on)).exists():
        raise Refused("on_leave", _("%(person)s is on leave; it waits until they are back.") % said)
    if not accounts:
        raise Refused("no_account", _("%(person)s has no account here; tell them yourself.") % said)


def _was_reminded(person: Person, on: date) -> bool:
    """Of courses, on this day."""
    since = first_moment(on, person.unit.zone)
    uuids = Assignment.objects.filter(person=person).values("uuid")
    return Event.objects.filter(kind=REMINDED, at__gte=since, subject_uuid__in=uuids).exists()


def remind_all(*, actor: User, people: Iterable[Person], on: date) -> list[BulkLine]:
    """Reminds each in a transaction of their own; who cannot be reminded now does not stop the others."""
    return [BulkLine(person, _tried(actor, person, on)) for person in people]


def _tried(actor: User, person: Person, on: date) -> Refusal | None:
    try:
        remind(actor=actor, person=person, on=on)
    except Conflict as conflict:
        return Refusal(conflict.code, conflict.sentence)
    return None
