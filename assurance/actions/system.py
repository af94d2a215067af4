"""The record of the assurance system: versions of its scope statement, and who holds a seat in its governance."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.actions.guidance import accounts_of
from assurance.models import GovernanceRole, ScopeStatement
from assurance.permissions import APPROVE_SCOPE, GOVERN, WRITE_SCOPE
from assurance.workflows import SCOPE
from foundation.access import Role, permits, require, robot
from foundation.directory.models import Person, Unit, User
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb

S = ScopeStatement.State


@verb("assurance.write_scope")
def write_scope(*, actor: User, unit: Unit, text: str, change_note: str = "") -> ScopeStatement:
    """The next version of a unit's scope statement, as a draft; one is written at a time. Source: ISO/IEC 27001, 4.3.

    Raises ValidationError without a note of what changed, except for the first version.
    """
    require(actor, WRITE_SCOPE, unit)
    last = ScopeStatement.objects.select_for_update().filter(unit=unit).order_by("-number").first()
    if last is not None and not change_note.strip():
        raise ValidationError({"change_note": _("Say what changes, so that readers need not compare.")})
    number = 1 if last is None else last.number + 1
    scope = ScopeStatement(unit=unit, number=number, text=text.strip(), change_note=change_note.strip(), author=actor)
    scope.full_clean()
    scope.save()
    record(actor=actor, kind="scope.written", subject=scope, summary=_("Wrote version %(n)d") % {"n": number})
    return scope


@verb("assurance.revise_scope")
def revise_scope(*, actor: User, scope: ScopeStatement, text: str, change_note: str = "") -> ScopeStatement:
    """Changes a draft. Raises WrongState for a version that was submitted."""
    locked = ScopeStatement.objects.select_for_update().get(pk=scope.pk)
    require(actor, WRITE_SCOPE, locked)
    if locked.state != S.DRAFT:
        raise WrongState(_("Only a draft can be changed. Write a new version."))
    locked.text, locked.change_note = text.strip(), change_note.strip()
    if locked.number > 1 and not locked.change_note:
        raise ValidationError({"change_note": _("Say what changes, so that readers need not compare.")})
    locked.full_clean()
    locked.save()
    record(actor=actor, kind="scope.revised", subject=locked, summary=_("Draft changed"))
    return locked


@verb("assurance.submit_scope")
def submit_scope(*, actor: User, scope: ScopeStatement, on: date) -> ScopeStatement:
    """Hands the draft to those who may approve it; they are told."""
    return SCOPE.move(scope, "submit", actor=actor, on=on, notify=_approvers(scope, on))


def _approvers(scope: ScopeStatement, on: date) -> list[User]:
    people = {user.pk: user for role in (Role.CO, Role.MGR) for user in User.objects.holding(role, scope.unit, on)}
    others = [user for user in people.values() if user.person_id != scope.author.person_id]
    return [user for user in others if permits(user, APPROVE_SCOPE, scope)]


@verb("assurance.return_scope")
def return_scope(*, actor: User, scope: ScopeStatement, on: date, reason: str) -> ScopeStatement:
    """Gives it back to its author, with what is to be changed."""
    return SCOPE.move(scope, "request_change", actor=actor, on=on, reason=reason, notify=[scope.author])


@verb("assurance.approve_scope")
def approve_scope(*, actor: User, scope: ScopeStatement, on: date) -> ScopeStatement:
    """From today this version is in force, and the one before it is superseded. Source: S-06."""
    require(actor, APPROVE_SCOPE, scope)
    before = ScopeStatement.objects.select_for_update().filter(unit=scope.unit).in_force().first()
    if before is not None:
        SCOPE.move(before, "supersede", actor=robot(), on=on)
    changes = {"approved_by": actor, "approved_on": on}
    return SCOPE.move(scope, "approve", actor=actor, on=on, changes=changes, notify=[scope.author])


@verb("assurance.appoint")
def appoint(*, actor: User, unit: Unit, kind: str, person: Person, from_on: date, duties: str = "") -> GovernanceRole:
    """Gives a person a seat in the governance of assurance from a day.

    Raises ValidationError for somebody who holds the same seat already, and for a second officer or chair.
    """
    require(actor, GOVERN, unit)
    seat = GovernanceRole(kind=kind, unit=unit, person=person, duties=duties.strip(), from_on=from_on)
    seat.full_clean()
    _check_free(seat)
    seat.save()
    facts = {"kind": kind, "person": person, "from_on": from_on}
    summary = _("%(person)s appointed") % {"person": person}
    record(
        actor=actor,
        kind="governance.appointed",
        subject=seat,
        summary=summary,
        details=facts,
        notify=accounts_of(person),
    )
    return seat


def _check_free(seat: GovernanceRole) -> None:
    """Members are many; of every other seat a unit has one at a time."""
    same = GovernanceRole.objects.filter(kind=seat.kind, unit=seat.unit).reaching(seat.from_on)
    if seat.kind == GovernanceRole.Kind.MEMBER:
        same = same.filter(person=seat.person)
    taken = same.select_related("person").first()
    if taken is not None:
        words = {"person": taken.person}
        raise ValidationError({"kind": _("%(person)s holds this seat. End that first, or choose a later day.") % words})


@verb("assurance.end_governance")
def end_governance(*, actor: User, seat: GovernanceRole, until_on: date, reason: str = "") -> GovernanceRole:
    """Ends a seat with a last day; it stays in the record. Raises WrongState when it has ended."""
    locked = GovernanceRole.objects.select_for_update().get(pk=seat.pk)
    require(actor, GOVERN, locked)
    if locked.until_on is not None:
        raise WrongState(_("This seat has a last day already."))
    locked.until_on = until_on
    locked.full_clean()
    locked.save()
    told: dict[str, Any] = {"details": {"until_on": until_on, "reason": reason.strip()}}
    summary = _("%(person)s ends") % {"person": locked.person}
    record(
        actor=actor, kind="governance.ended", subject=locked, summary=summary, notify=accounts_of(locked.person), **told
    )
    return locked
