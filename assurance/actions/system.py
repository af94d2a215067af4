"""The scope statement of the assurance system in versions, and the seats of its governance. Source: M-01."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assurance.actions.guidance import accounts_of
from assurance.models import GovernanceRole, ScopeStatement
from assurance.permissions import APPROVE_SCOPE, GOVERN, WRITE_SCOPE
from assurance.workflows import SCOPE
from foundation.access import permits, require, robot
from foundation.directory.models import Person, Role, Unit, User
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb

S = ScopeStatement.State
Kind = GovernanceRole.Kind
SEVERAL = (Kind.MEMBER,)


@verb("assurance.write_scope")
def write_scope(*, actor: User, unit: Unit, text: str, change_note: str = "") -> ScopeStatement:
    """The next version of the scope statement, as a draft; one is written at a time.

    Raises ValidationError for a part of the organisation, and without a note of what changes after the first version.
    """
    locked = Unit.objects.select_for_update().get(pk=unit.pk)
    require(actor, WRITE_SCOPE, locked)
    if locked.parent_id is not None:
        raise ValidationError({"unit": _("The scope is stated for the whole organisation.")})
    last = ScopeStatement.objects.filter(unit=locked).order_by("-number").first()
    if last is not None and not change_note.strip():
        raise ValidationError({"change_note": _("Say what changes, so that readers need not compare.")})
    number = 1 if last is None else last.number + 1
    words = {"text": text.strip(), "change_note": change_note.strip()}
    scope = ScopeStatement(unit=locked, number=number, author=actor, **words)
    scope.full_clean()
    scope.save()
    scope.writers.add(actor)
    record(actor=actor, kind="scope.written", subject=scope, summary=_("Wrote version %(n)d") % {"n": number})
    return scope


@verb("assurance.revise_scope")
def revise_scope(*, actor: User, scope: ScopeStatement, text: str, change_note: str) -> ScopeStatement:
    """Changes a draft; whoever does becomes one of its writers, who do not approve it."""
    locked = ScopeStatement.objects.select_for_update().get(pk=scope.pk)
    require(actor, WRITE_SCOPE, locked)
    if locked.state != S.DRAFT:
        raise WrongState(_("Only a draft can be changed. Write a new version."))
    if locked.number > 1 and not change_note.strip():
        raise ValidationError({"change_note": _("Say what changes, so that readers need not compare.")})
    locked.text, locked.change_note = text.strip(), change_note.strip()
    locked.full_clean()
    locked.save()
    locked.writers.add(actor)
    record(actor=actor, kind="scope.revised", subject=locked, summary=_("Draft changed"))
    return locked


@verb("assurance.submit_scope")
def submit_scope(*, actor: User, scope: ScopeStatement, on: date) -> ScopeStatement:
    """Hands a draft to those who may approve it; they are told."""
    moved: ScopeStatement = SCOPE.move(scope, "submit", actor=actor, on=on, notify=_approvers(scope, on))
    return moved


def _approvers(scope: ScopeStatement, on: date) -> list[User]:
    writers = [scope.author_id, *scope.writers.values_list("pk", flat=True)]
    people = [user for role in (Role.CO, Role.MGR) for user in User.objects.holding(role, scope.unit, on)]
    found = {user.pk: user for user in people if permits(user, APPROVE_SCOPE, scope)}
    return [user for pk, user in found.items() if pk not in writers]


@verb("assurance.return_scope")
def return_scope(*, actor: User, scope: ScopeStatement, on: date, reason: str) -> ScopeStatement:
    """Gives a version back to its author, with what is to be changed."""
    told = [scope.author]
    moved: ScopeStatement = SCOPE.move(scope, "request_change", actor=actor, on=on, reason=reason, notify=told)
    return moved


@verb("assurance.approve_scope")
def approve_scope(*, actor: User, scope: ScopeStatement, on: date) -> ScopeStatement:
    """Puts a version in force from today; the one before it is superseded. Never by who wrote at it. Source: S-06."""
    require(actor, APPROVE_SCOPE, scope)
    Unit.objects.select_for_update().get(pk=scope.unit_id)
    scope.refresh_from_db()
    SCOPE.check(scope, SCOPE.step("approve"), actor=actor, on=on, reason="", given={})
    before = ScopeStatement.objects.in_force().filter(unit=scope.unit_id).first()
    if before is not None:
        SCOPE.move(before, "supersede", actor=robot(), on=on)
    changes = {"approved_by": actor, "approved_on": on}
    moved: ScopeStatement = SCOPE.move(
        scope, "approve", actor=actor, on=on, notify=list(scope.writers.all()), changes=changes
    )
    return moved


@verb("assurance.appoint")
def appoint(
    *,
    actor: User,
    kind: str,
    unit: Unit,
    person: Person,
    from_on: date,
    until_on: date | None = None,
    duties: str = "",
) -> GovernanceRole:
    """Gives somebody at work a seat. A seat that is no membership has one holder on any day.

    Raises ValidationError for a person who does not work here then, a seat that is taken, or a seat of the wrong unit.
    """
    locked = Unit.objects.select_for_update().get(pk=unit.pk)
    require(actor, GOVERN, locked)
    days = {"from_on": from_on, "until_on": until_on}
    seat = GovernanceRole(kind=kind, unit=locked, person=person, duties=duties.strip(), **days)
    seat.full_clean()
    _insist_place(seat)
    _insist_free(seat)
    seat.save()
    summary = _("Appointed: %(seat)s, from %(day)s") % {"seat": seat, "day": date_format(from_on, "j M Y")}
    details = {"kind": kind, "person": person, "unit": locked, **days}
    told = accounts_of(person)
    record(actor=actor, kind="governance.appointed", subject=seat, summary=summary, details=details, notify=told)
    return seat


def _insist_place(seat: GovernanceRole) -> None:
    if seat.kind == Kind.REGIONAL_OFFICER and seat.unit.kind != Unit.Kind.REGION:
        raise ValidationError({"unit": _("A regional officer has a seat in a region.")})
    if seat.kind != Kind.REGIONAL_OFFICER and seat.unit.parent_id is not None:
        raise ValidationError({"unit": _("This seat belongs to the whole organisation.")})
    if not Person.objects.active(seat.from_on).filter(pk=seat.person_id).exists():
        raise ValidationError({"person": _("This person does not work here on the first day.")})


def _insist_free(seat: GovernanceRole) -> None:
    taken = GovernanceRole.objects.filter(unit=seat.unit, kind=seat.kind).since(seat.from_on, seat.until_on)
    if seat.kind in SEVERAL:
        taken = taken.filter(person=seat.person)
    other = taken.select_related("person").first()
    if other is not None:
        sentence = _("%(person)s holds this seat on some of these days. End that first.") % {"person": other.person}
        raise ValidationError({"person": sentence})


@verb("assurance.end_seat")
def end_seat(*, actor: User, seat: GovernanceRole, until_on: date, reason: str) -> GovernanceRole:
    """Ends a seat with a last day. Raises WrongState when an earlier end is noted, ValidationError without a reason."""
    locked = GovernanceRole.objects.select_for_update().get(pk=seat.pk)
    require(actor, GOVERN, locked)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why. It stays in the record.")})
    if locked.until_on is not None and locked.until_on <= until_on:
        raise WrongState(_("This seat ends before that already."))
    locked.until_on = until_on
    locked.full_clean()
    locked.save()
    words = {"seat": locked, "day": date_format(until_on, "j M Y"), "reason": reason.strip()}
    record(
        actor=actor,
        kind="governance.ended",
        subject=locked,
        summary=_("Ended on %(day)s: %(seat)s. %(reason)s") % words,
        details={"until": until_on, "reason": reason.strip()},
        notify=accounts_of(locked.person),
    )
    return locked
