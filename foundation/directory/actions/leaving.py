"""Leaving and coming back: access ends with the last day, and what is handed over is said to who has to know."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation import words
from foundation.access import Role, require
from foundation.directory import ties
from foundation.directory.actions.accounts import shut
from foundation.directory.actions.people import change_job
from foundation.directory.actions.units import officers
from foundation.directory.lattice import hold_the_root, insist_that_others_remain
from foundation.directory.models import Leave, Person, RoleGrant, Unit, User
from foundation.directory.permissions import CHANGE_PEOPLE
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb


@verb("directory.record_leaving")
def record_leaving(*, actor: User, person: Person, left_on: date, on: date, reason: str = "") -> Person:
    """Notes the last day of a person. Job, roles and clearances end with it; so does every way in: on a last day that
    is today or past at once, otherwise in the night after it (the clock does it).

    Refused for oneself and for the last administrator or officer.
    """
    hold_the_root()
    locked = Person.objects.select_for_update().get(pk=person.pk)
    require(actor, CHANGE_PEOPLE, locked)
    if locked.pk == actor.person_id:
        raise Refused("S-08", _("Nobody records their own leaving: ask a colleague."), "left_on")
    insist_that_others_remain(RoleGrant.objects.filter(user__person=locked), field="left_on", on=on)
    locked.left_on = left_on
    locked.full_clean()
    locked.save()
    locked.spells.filter(to_on=None, from_on__lte=left_on).update(to_on=left_on)
    Leave.objects.filter(person=locked, to_on=None, from_on__lte=left_on).update(to_on=left_on)
    open_items = sum(count for _label, count in ties.left_by(locked))
    said = {"day": words.day(left_on), "count": open_items}
    summary = _("Leaves after %(day)s; to hand over: %(count)s") % said
    details = {"left_on": left_on, "reason": reason, "to_hand_over": open_items}
    record(
        actor=actor, kind="person.leaving", subject=locked, summary=summary, details=details, notify=_heirs(locked, on)
    )
    if left_on <= on:
        _end_access(actor, locked, on=on)
    return locked


def _heirs(person: Person, on: date) -> list[User]:
    """Who has to see that work is handed over: the manager, the deputy and the compliance officers of the unit."""
    return [*officers(person.manager, person.deputy), *User.objects.holding(Role.CO, person.unit, on)]


def _end_access(actor: User, person: Person, *, on: date) -> None:
    """Ends roles from the day after the last one, and closes every account."""
    last = person.left_on or on
    for grant in RoleGrant.objects.select_for_update().current(on).filter(user__person=person):
        grant.ended_on = max(min(last + timedelta(days=1), on), grant.from_on)
        grant.save(update_fields=["ended_on", "updated_at"])
    for user in User.objects.select_for_update().filter(person=person, is_active=True):
        shut(user)
        summary = _("Account closed: %(person)s left on %(day)s") % {"person": person, "day": words.day(last)}
        record(actor=actor, kind="account.closed", subject=user, summary=summary, details={"left_on": last})


@verb("directory.end_access_of_leaver")
def end_access_of_leaver(*, actor: User, person: Person, on: date) -> Person:
    """Ends roles, accounts, sessions and tokens of somebody whose last day or contract is over; the clock's verb."""
    hold_the_root()
    locked = Person.objects.select_for_update().get(pk=person.pk)
    require(actor, CHANGE_PEOPLE, locked)
    if not Person.objects.gone(on).filter(pk=locked.pk).exists():
        raise Refused("at-work", _("%(person)s still works here.") % {"person": locked})
    insist_that_others_remain(RoleGrant.objects.filter(user__person=locked), field="left_on", on=on)
    if locked.left_on is None:
        locked.left_on = locked.contract_end
        locked.save(update_fields=["left_on", "updated_at"])
    _end_access(actor, locked, on=on)
    summary = _("Access ended after the last day, %(day)s") % {"day": words.day(locked.left_on)}
    record(actor=actor, kind="person.access_ended", subject=locked, summary=summary, notify=_heirs(locked, on))
    return locked


@verb("directory.record_return")
def record_return(*, actor: User, person: Person, job: str, unit: Unit, from_on: date, on: date) -> Person:
    """Takes back somebody who had left, in a job from a day on. Accounts stay closed and roles ended."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    require(actor, CHANGE_PEOPLE, locked)
    if locked.left_on is None:
        raise Refused("at-work", _("%(person)s still works here.") % {"person": locked})
    if from_on <= locked.left_on:
        day = words.day(locked.left_on)
        raise ValidationError({"from_on": _("The last day was %(day)s: choose a later one.") % {"day": day}})
    if locked.contract_end is not None and locked.contract_end < from_on:
        raise ValidationError({"from_on": _("The contract has ended: change its end first.")})
    before, locked.left_on = locked.left_on, None
    locked.save(update_fields=["left_on", "updated_at"])
    change_job(actor=actor, person=locked, job=job, unit=unit, from_on=from_on, on=on)
    summary = _("Returns on %(day)s") % {"day": words.day(from_on)}
    details = {"left_on": before, "from": from_on}
    record(actor=actor, kind="person.returned", subject=locked, summary=summary, details=details)
    locked.refresh_from_db()
    return locked
