"""Units: added, changed, moved with everything below them, and ended."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Value
from django.db.models.functions import Concat, Length, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import words
from foundation.access import require
from foundation.directory import ties
from foundation.directory.changes import change, named
from foundation.directory.lattice import hold_the_root
from foundation.directory.models import Calendar, Person, RoleGrant, Site, Unit, User
from foundation.directory.permissions import CHANGE_UNITS
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb

LONGEST_PATH = Unit._meta.get_field("path").max_length or 255


@verb("directory.add_unit")
def add_unit(
    *, actor: User, code: str, name: str, kind: str, parent: Unit | None, zone: str, calendar: Calendar, **fields: Any
) -> Unit:
    """Adds a unit below `parent` and gives it its place in the tree; only the very first has no parent.

    `fields` may be weekend, accountable_officer, security_officer and active_from.
    """
    above = None if parent is None else _locked(parent)
    require(actor, CHANGE_UNITS, above)
    _insist_on_facts(fields)
    unit = Unit(code=code, name=name, kind=kind, parent=above, zone=zone, calendar=calendar, **fields)
    unit.full_clean()
    unit.save()
    unit.path = f"{above.path if above else ''}{unit.pk:06d}/"
    if len(unit.path) > LONGEST_PATH:
        raise ValidationError({"parent": _("The tree is too deep here: choose a unit nearer to the top.")})
    unit.save(update_fields=["path", "updated_at"])
    record(
        actor=actor,
        kind="unit.added",
        subject=unit,
        summary=_("Unit added: %(unit)s") % {"unit": unit},
        details={"code": code},
        notify=officers(unit.accountable_officer, unit.security_officer),
    )
    return unit


def _insist_on_facts(fields: dict[str, Any]) -> None:
    unknown = set(fields) - {"weekend", "accountable_officer", "security_officer", "active_from"}
    if unknown:
        raise TypeError(f"A unit takes no {', '.join(sorted(unknown))}.")


def _locked(unit: Unit) -> Unit:
    """The unit as it stands, once nobody else changes the tree."""
    hold_the_root()
    return Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def officers(*people: Person | None) -> list[User]:
    """The open accounts of the people."""
    found = [person.pk for person in people if person is not None]
    return list(User.objects.filter(person__in=found, is_active=True)) if found else []


@verb("directory.edit_unit")
def edit_unit(
    *,
    actor: User,
    unit: Unit,
    code: str,
    name: str,
    kind: str,
    zone: str,
    weekend: Iterable[int],
    calendar: Calendar,
    accountable_officer: Person | None = None,
    security_officer: Person | None = None,
) -> Unit:
    """Changes the facts of a unit. Dates that were issued under another calendar or zone stand."""
    locked = _locked(unit)
    require(actor, CHANGE_UNITS, locked)
    facts = {"code": code, "name": name, "kind": kind, "zone": zone, "weekend": sorted(weekend), "calendar": calendar}
    facts |= {"accountable_officer": accountable_officer, "security_officer": security_officer}
    before = (locked.accountable_officer, locked.security_officer)
    changed = change(locked, facts)
    locked.full_clean()
    if changed:
        locked.save()
        heads = {*before, accountable_officer, security_officer}
        told = officers(*heads) if {"accountable_officer", "security_officer"} & set(changed) else []
        summary = _("Changed: %(what)s") % {"what": named(changed, Unit)}
        record(actor=actor, kind="unit.edited", subject=locked, summary=summary, details=changed, notify=told)
    return locked


@verb("directory.move_unit")
def move_unit(*, actor: User, unit: Unit, parent: Unit, reason: str) -> Unit:
    """Hangs a unit with everything below it under another one; roles, rows and scopes follow, for they name units.

    Source and destination must both be the actor's. Refused for the root, and below itself.
    """
    moved = _locked(unit)
    above = Unit.objects.get(pk=parent.pk)
    if moved.parent is None:
        raise Refused("root", _("The organisation itself stands at the top and cannot be moved."), "parent")
    for place in (moved, moved.parent, above):
        require(actor, CHANGE_UNITS, place)
    _insist_on_place(moved, above)
    before, old, new = moved.parent, str(moved.path), f"{above.path}{moved.pk:06d}/"
    below = Unit.objects.filter(path__startswith=old)
    if below.exclude(pk=moved.pk).annotate(n=Length("path")).filter(n__gt=LONGEST_PATH - len(new) + len(old)).exists():
        raise ValidationError({"parent": _("The tree is too deep here: choose a unit nearer to the top.")})
    moved.parent = above
    moved.full_clean()
    moved.save(update_fields=["parent", "updated_at"])
    count = below.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)), updated_at=timezone.now())
    moved.refresh_from_db(fields=["path"])
    said = {"unit": moved, "before": before, "after": above}
    summary = _("%(unit)s moved from %(before)s to %(after)s") % said
    details = {"from": before, "to": above, "reason": reason, "units": count}
    told = officers(before.accountable_officer, above.accountable_officer, moved.accountable_officer)
    record(actor=actor, kind="unit.moved", subject=moved, summary=f"{summary}: {reason}", details=details, notify=told)
    return moved


def _insist_on_place(moved: Unit, above: Unit) -> None:
    if str(above.path).startswith(str(moved.path)):
        raise ValidationError({"parent": _("A unit cannot hang below itself.")})
    if above.pk == moved.parent_id:
        raise ValidationError({"parent": _("It hangs there already.")})
    if above.active_to is not None:
        raise ValidationError({"parent": _("%(unit)s has ended. Choose a unit that goes on.") % {"unit": above}})


@verb("directory.end_unit")
def end_unit(*, actor: User, unit: Unit, active_to: date, reason: str, on: date) -> Unit:
    """Ends a unit after its last day. Refused while something still lives there, which the sentence names."""
    locked = _locked(unit)
    require(actor, CHANGE_UNITS, locked)
    if locked.parent_id is None:
        raise Refused("root", _("The organisation itself cannot end."), "active_to")
    standing = what_stands(locked, on=on)
    if standing:
        said = {"unit": locked, "what": ", ".join(f"{label}: {count}" for label, count in standing)}
        raise Refused("unit-in-use", _("%(unit)s still has: %(what)s. Move or close them first.") % said)
    locked.active_to = active_to
    locked.full_clean()
    locked.save()
    summary = _("Ends on %(day)s: %(reason)s") % {"day": words.day(active_to), "reason": reason}
    told = officers(locked.accountable_officer, locked.security_officer)
    details = {"active_to": active_to, "reason": reason}
    record(actor=actor, kind="unit.ended", subject=locked, summary=summary, details=details, notify=told)
    return locked


def what_stands(unit: Unit, *, on: date) -> list[tuple[str, int]]:
    """What keeps a unit from ending, counted (one query): units below it, people, sites, roles, rows of apps above."""
    kinds = [
        (_("units below it"), Unit.objects.filter(parent=unit, active_to=None)),
        (_("people"), Person.objects.filter(unit=unit).exclude(pk__in=Person.objects.gone(on))),
        (_("open sites"), Site.objects.filter(unit=unit).open(on)),
        (_("roles"), RoleGrant.objects.current(on).filter(unit=unit)),
        *ties.kept_in(unit),
    ]
    return [(str(label), count) for label, count in ties.counted(kinds)]
