"""Reminding somebody of what they still have to learn and to sign: one click."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.access import require
from foundation.directory.models import Person, User
from foundation.directory.querysets import covers
from foundation.lists.bulk import BulkLine
from foundation.refusals import Conflict, Refusal, Refused
from foundation.topics import tell_under
from foundation.trail import record
from foundation.verbs import verb
from foundation.work.reminding import note, reminded_lately
from people.actions.attestation import remind_signer
from people.models import Assignment, Attestation
from people.permissions import REMIND
from people.workflows.attestation_rules import reminded_lately as asked_to_sign_lately

REMINDED = "assignment.reminded"
LEARN, SIGN = "chase_course", "chase_signature"  # the tasks of My work that are the same reminders
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
    """Mails somebody what they still have to learn, in one mail, and each document they have to sign.

    Of a course as seldom as the policy of reminders says, from here and from My work together; of a document once a
    week at most.

    Refused for people on leave, without an account, and with nothing left to do. Source: domain section 5
    (training: managers of the unit, officers) and docs/people.md (reminders).
    """
    rows = Person.objects.select_for_update(of=("self",)).select_related("unit")
    locked = rows.get(pk=person.pk)  # two clicks at once send one mail
    require(actor, REMIND, locked)
    courses, papers = to_learn(locked), to_sign(locked)
    accounts = list(User.objects.filter(person=locked, is_active=True))
    _insist(locked, [*courses, *papers], accounts, on=on)
    told = reminded_lately(LEARN, [row.uuid for row in courses], on)
    courses = [row for row in courses if row.uuid not in told]
    papers = [row for row in papers if not asked_to_sign_lately(row, on)]
    if not courses and not papers:
        raise Refused("reminded", _("%(person)s has been reminded already.") % {"person": locked.name})
    for paper in papers:
        remind_signer(actor=actor, attestation=paper, on=on)
    if courses:
        _tell(actor, courses, accounts)
    note(actor=actor, task=LEARN, lines=[row.uuid for row in courses], person_id=locked.pk, on=on)
    note(actor=actor, task=SIGN, lines=[row.uuid for row in papers], person_id=locked.pk, on=on)
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


def remind_all(*, actor: User, people: Iterable[Person], on: date) -> list[BulkLine]:
    """Reminds each in a transaction of their own; who cannot be reminded now does not stop the others."""
    return [BulkLine(person, _tried(actor, person, on)) for person in people]


def _tried(actor: User, person: Person, on: date) -> Refusal | None:
    try:
        remind(actor=actor, person=person, on=on)
    except Conflict as conflict:
        return Refusal(conflict.code, conflict.sentence)
    return None
