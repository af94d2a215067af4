"""The verbs of the directory: units, people, accounts and role grants."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.access import Role, require
from foundation.approvals import ask_approval
from foundation.directory.models import Calendar, Person, RoleGrant, Unit, User
from foundation.models.work import Approval
from foundation.permissions import APPROVE_ROLE, CHANGE_PEOPLE, CHANGE_UNITS, PROPOSE_ROLE
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import is_running, verb

OUTSIDE_ROLES = (Role.CERT, Role.INSP)


@verb("directory.add_unit")
def add_unit(
    *, actor: User, code: str, name: str, kind: str, parent: Unit | None, zone: str, calendar: Calendar, **fields: Any
) -> Unit:
    """Adds a unit below `parent` and gives it its place in the tree; only the very first has no parent."""
    require(actor, CHANGE_UNITS, parent)
    unit = Unit(code=code, name=name, kind=kind, parent=parent, zone=zone, calendar=calendar, **fields)
    unit.full_clean()
    unit.save()
    unit.path = f"{parent.path if parent else ''}{unit.pk:06d}/"
    unit.save(update_fields=["path", "updated_at"])
    record(
        actor=actor,
        kind="unit.added",
        subject=unit,
        summary=_("Unit added: %(unit)s") % {"unit": unit},
        details={"code": code},
    )
    return unit


@verb("directory.add_person")
def add_person(*, actor: User, unit: Unit, number: str, name: str, email: str, start_on: date, **fields: Any) -> Person:
    """Adds someone who works here. Raises ValidationError for an outside person without sponsor or contract end."""
    require(actor, CHANGE_PEOPLE, unit)
    person = Person(unit=unit, number=number, name=name, email=email.lower(), start_on=start_on, **fields)
    person.full_clean()
    person.save()
    record(actor=actor, kind="person.added", subject=person, summary=_("Person added"), details={"number": number})
    return person


@verb("directory.open_account")
def open_account(
    *, actor: User, person: Person | None = None, email: str = "", name: str = "", organisation: str = ""
) -> User:
    """Opens an account: for a person of ours, or without one for an outsider. It has no password until its owner sets one."""
    require(actor, PROPOSE_ROLE)
    if person is not None:
        user = User.objects.create_user(email=person.email, name=person.name, person=person)
    else:
        user = User.objects.create_user(email=email, name=name, organisation=organisation, kind=User.Kind.OUTSIDE)
    record(actor=actor, kind="account.opened", subject=user, summary=_("Account opened"))
    return user


@verb("directory.propose_role")
def propose_role(
    *, actor: User, user: User, role: str, unit: Unit, from_on: date, to_on: date | None = None, reason: str = ""
) -> Approval:
    """Asks a compliance officer to grant a role. Nobody raises their own rights. Source: S-08."""
    require(actor, PROPOSE_ROLE, unit)
    if user.pk == actor.pk or (user.person_id is not None and user.person_id == actor.person_id):
        raise Refused("S-08", _("Nobody proposes a role for themselves."), "user")
    _insist_on_one_side(user, role)
    return ask_approval(
        actor=actor,
        subject=unit,
        verb_name="directory.grant_role",
        label=_("Role “%(role)s” for %(user)s on %(unit)s") % {"role": Role(role).label, "user": user, "unit": unit},
        parameters={"user": user, "role": role, "unit": unit, "from_on": from_on, "to_on": to_on},
        second=APPROVE_ROLE,
        reason=reason,
    )


@verb("directory.grant_role")
def grant_role(
    *, actor: User, user: User, role: str, unit: Unit, from_on: date, to_on: date | None = None
) -> RoleGrant:
    """Grants a role; only an approval by a second person, or the set-up of an empty installation, runs this."""
    if not (is_running("foundation.decide_approval") or is_running("directory.set_up")):
        raise Refused("S-08", _("A role is granted only by the approval of a second person."))
    _insist_on_one_side(user, role)
    grant = RoleGrant(user=user, role=role, unit=unit, from_on=from_on, to_on=to_on)
    grant.full_clean()
    grant.save()
    record(
        actor=actor,
        kind="role.granted",
        subject=user,
        summary=_("Role granted: %(role)s on %(unit)s") % {"role": Role(role).label, "unit": unit},
        details={"role": role, "unit": unit, "from": from_on, "to": to_on},
        notify=[user],
    )
    return grant


def _insist_on_one_side(user: User, role: str) -> None:
    outside = role in OUTSIDE_ROLES
    if outside != (user.kind == User.Kind.OUTSIDE):
        raise ValidationError({"role": _("An outsider's account holds outside roles only, and nobody else does.")})


@verb("directory.set_up")
def set_up(*, actor: User, on: date, organisation: dict[str, Any], people: list[dict[str, Any]]) -> Unit:
    """Makes the first unit, and the first persons with accounts and one role each, of an empty installation.

    `organisation` has name, code, zone; each of `people` has number, name, email, role. Refused when units exist.
    """
    if Unit.objects.exists():
        raise Refused("set-up", _("This installation is set up already."))
    calendar, _made = Calendar.objects.get_or_create(code="NONE", defaults={"name": _("No public holidays")})
    root = add_unit(actor=actor, parent=None, kind=Unit.Kind.GROUP, calendar=calendar, **organisation)
    for entry in people:
        facts = {key: entry[key] for key in ("number", "name", "email")}
        person = add_person(actor=actor, unit=root, start_on=on, **facts)
        user = open_account(actor=actor, person=person)
        grant_role(actor=actor, user=user, role=entry["role"], unit=root, from_on=on)
    return root
