"""Roles: an administrator proposes, an officer approves, either ends them; nobody raises their own. Source: S-08."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation import words
from foundation.access import Role, require
from foundation.approvals import ask_approval
from foundation.directory.lattice import hold_the_root, insist_not_own, insist_that_others_remain
from foundation.directory.models import RoleGrant, Unit, User
from foundation.directory.permissions import APPROVE_ROLE, END_ROLE, PROPOSE_ROLE
from foundation.models.work import Approval
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import is_running, verb

OUTSIDE_ROLES = (Role.CERT, Role.INSP)


@verb("directory.propose_role")
def propose_role(
    *, actor: User, user: User, role: str, unit: Unit, from_on: date, to_on: date | None = None, reason: str = ""
) -> Approval:
    """Asks a compliance officer to grant a role. Nobody raises their own rights, nor grants above their own unit.

    Source: S-08.
    """
    require(actor, PROPOSE_ROLE, unit)
    if user.pk == actor.pk or (user.person_id is not None and user.person_id == actor.person_id):
        raise Refused("S-08", _("Nobody proposes a role for themselves."), "user")
    _insist_on_one_side(user, role)
    _insist_on_news(user, role, unit, from_on, to_on)
    said = {"role": Role(role).label, "user": user, "email": user.email, "unit": unit}
    return ask_approval(
        actor=actor,
        subject=unit,
        verb_name="directory.grant_role",
        label=_("Role “%(role)s” for %(user)s (%(email)s) on %(unit)s") % said,
        parameters={"user": user, "role": role, "unit": unit, "from_on": from_on, "to_on": to_on},
        second=APPROVE_ROLE,
        reason=reason,
        topic=f"{user.uuid} {role}",
    )


def _insist_on_news(user: User, role: str, unit: Unit, from_on: date, to_on: date | None) -> None:
    """Refuses what would change nothing, and what nobody could use."""
    if to_on is not None and to_on < from_on:
        raise ValidationError({"to_on": _("The last day cannot lie before the first.")})
    if not user.is_active:
        raise Refused("closed", _("This account is closed. Reopen it first."), "user")
    if unit.active_to is not None and unit.active_to < from_on:
        raise ValidationError({"unit": _("%(unit)s has ended. Choose a unit that goes on.") % {"unit": unit}})
    held = RoleGrant.objects.current(from_on).filter(user=user, role=role, unit=unit, from_on__lte=from_on)
    if any(grant.to_on is None or (to_on is not None and grant.to_on >= to_on) for grant in held):
        raise ValidationError({"role": _("This account holds that role on that unit already.")})


def _insist_on_one_side(user: User, role: str) -> None:
    outside = role in OUTSIDE_ROLES
    if outside != (user.kind == User.Kind.OUTSIDE):
        raise ValidationError({"role": _("An outsider's account holds outside roles only, and nobody else does.")})


@verb("directory.grant_role")
def grant_role(
    *, actor: User, user: User, role: str, unit: Unit, from_on: date, to_on: date | None = None
) -> RoleGrant:
    """Grants a role; only an approval by a second person, or the set-up of an empty installation, runs this."""
    if not (is_running("foundation.decide_approval") or is_running("directory.set_up")):
        raise Refused("S-08", _("A role is granted only by the approval of a second person."))
    hold_the_root()
    place = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    holder = User.objects.select_for_update().get(pk=user.pk)
    _insist_on_one_side(holder, role)
    _insist_on_news(holder, role, place, from_on, to_on)
    grant = RoleGrant(user=holder, role=role, unit=place, from_on=from_on, to_on=to_on)
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


@verb("directory.end_role")
def end_role(*, actor: User, grant: RoleGrant, ended_on: date, reason: str, on: date) -> RoleGrant:
    """Ends a role: `ended_on` is the first day without it, today at the earliest, which means at once.

    Refused for one's own, and for the last administrator or officer of the organisation.
    """
    hold_the_root()
    locked = RoleGrant.objects.select_for_update(of=("self",)).select_related("user", "unit").get(pk=grant.pk)
    require(actor, END_ROLE, locked)
    insist_not_own(actor, locked.user)
    if not RoleGrant.objects.current(on).filter(pk=locked.pk).exists():
        raise Refused("ended", _("This role has ended already."))
    if ended_on < on:
        raise ValidationError({"ended_on": _("What somebody did until today was their right: choose today or later.")})
    insist_that_others_remain(RoleGrant.objects.filter(pk=locked.pk), field="ended_on", on=on)
    locked.ended_on = ended_on
    locked.full_clean()
    locked.save(update_fields=["ended_on", "updated_at"])
    said = {"role": locked.get_role_display(), "unit": locked.unit, "day": words.day(ended_on), "reason": reason}
    summary = _("Role ends: %(role)s on %(unit)s, not held from %(day)s on. %(reason)s") % said
    details = {"role": locked.role, "unit": locked.unit, "ended_on": ended_on, "reason": reason}
    record(actor=actor, kind="role.ended", subject=locked.user, summary=summary, details=details, notify=[locked.user])
    return locked
