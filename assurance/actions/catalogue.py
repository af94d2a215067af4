"""Processes with their owners, and controls."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.actions.processes import insist_below
from assurance.models import Area, Control, Process, Requirement
from assurance.permissions import HAND_OVER_PROCESS, MANAGE_CONTROLS, MANAGE_PROCESSES
from foundation.access import require
from foundation.directory.gates import OWN_CONTROL, insist_trained
from foundation.directory.models import Person, Unit, User
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb


@verb("assurance.add_process")
def add_process(
    *, actor: User, unit: Unit, area: Area, code: str, name: str, regions: Iterable[Unit] = (), **fields: Any
) -> Process:
    """Adds a process to exactly one of the five areas."""
    require(actor, MANAGE_PROCESSES, unit)
    process = Process(unit=unit, area=area, code=code, name=name, **fields)
    insist_below(process)
    process.full_clean()
    process.save()
    process.regions.set(regions)
    record(
        actor=actor,
        kind="process.added",
        subject=process,
        summary=_("Process added"),
        details={"code": code},
        notify=_accounts(process.owner),
    )
    return process


@verb("assurance.change_process_owner")
def change_process_owner(*, actor: User, process: Process, owner: Person, deputy: Person | None = None) -> Process:
    """Hands a draft to another owner; an active process is offered, and goes over when the new owner accepts.

    The owners of its controls and actions stay as they are. Another deputy alone counts at once.
    """
    locked = Process.objects.select_for_update().get(pk=process.pk)
    require(actor, HAND_OVER_PROCESS, locked)
    if locked.state == Process.State.RETIRED:
        raise WrongState(_("This process is retired."))
    if locked.state == Process.State.ACTIVE and owner != locked.owner:
        return _offer(actor, locked, owner, deputy)
    before = locked.owner
    locked.owner, locked.deputy = owner, deputy
    locked.full_clean()
    locked.save()
    record(
        actor=actor,
        kind="process.owner_changed",
        subject=locked,
        summary=_("Owner: %(owner)s") % {"owner": owner},
        details={"from": before, "to": owner},
        notify=[*_accounts(before), *_accounts(owner)],
    )
    return locked


def _offer(actor: User, process: Process, owner: Person, deputy: Person | None) -> Process:
    if deputy == owner:
        raise ValidationError({"deputy": _("The deputy is somebody else than the owner.")})
    process.next_owner, process.next_deputy, process.proposed_by = owner, deputy, actor
    process.full_clean()
    process.save()
    record(
        actor=actor,
        kind="process.owner_proposed",
        subject=process,
        summary=_("Proposed as owner: %(owner)s") % {"owner": owner},
        details={"from": process.owner, "to": owner, "deputy": deputy},
        notify=[*_accounts(process.owner), *_accounts(owner)],
    )
    return process


@verb("assurance.add_control")
def add_control(
    *,
    actor: User,
    unit: Unit,
    code: str,
    statement: str,
    kind: str,
    on: date,
    requirements: Iterable[Requirement] = (),
    **fields: Any,
) -> Control:
    """Adds a control in draft. Raises Refused for an untrained owner (M-19)."""
    require(actor, MANAGE_CONTROLS, unit)
    insist_trained(fields.get("owner"), OWN_CONTROL, on=on, field="owner")
    control = Control(unit=unit, code=code, statement=statement, kind=kind, **fields)
    control.full_clean()
    control.save()
    control.requirements.set(requirements)
    record(
        actor=actor,
        kind="control.added",
        subject=control,
        summary=_("Control added"),
        details={"code": code},
        notify=_accounts(control.owner),
    )
    return control


def _accounts(person: Person | None) -> list[User]:
    return [] if person is None else list(person.accounts.filter(is_active=True))
