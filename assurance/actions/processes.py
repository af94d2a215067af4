"""Processes on their way from draft to retired: their facts, their owners, their review. Source: M-02 and M-05."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.actions.guidance import accounts_of
from assurance.models import Process
from assurance.permissions import EDIT_PROCESS, MANAGE_PROCESSES
from assurance.workflows import PROCESS
from foundation.access import Role, require
from foundation.dates import add_months
from foundation.directory import ties
from foundation.directory.models import Person, Unit, User
from foundation.trail import record
from foundation.verbs import verb

MOVED = {"next_owner": None, "next_deputy": None, "proposed_by": None}


@verb("assurance.change_process")
def change_process(*, actor: User, process: Process, regions: Iterable[Unit] | None = None, **fields: Any) -> Process:
    """Changes what is said about a process; with another period the next review moves along. Source: T-41."""
    locked = Process.objects.select_for_update().get(pk=process.pk)
    require(actor, EDIT_PROCESS, locked)
    if regions is not None or "parent" in fields:
        require(actor, MANAGE_PROCESSES, locked)
    before = {name: getattr(locked, name) for name in fields}
    for name, value in fields.items():
        setattr(locked, name, value)
    insist_below(locked)
    if locked.reviewed_on is not None and locked.state == Process.State.ACTIVE:
        locked.next_review_on = add_months(locked.reviewed_on, locked.review_months)
    locked.full_clean()
    locked.save()
    if regions is not None:
        locked.regions.set(regions)
    changed = {name: [before[name], value] for name, value in fields.items() if before[name] != value}
    told = accounts_of(locked.owner) if changed else []
    summary = _("Facts changed")
    record(actor=actor, kind="process.changed", subject=locked, summary=summary, details=changed, notify=told)
    return locked


def insist_below(process: Process) -> None:
    """Raises ValidationError unless a sub-process hangs below one process of its own area, itself without parent."""
    above = process.parent
    if above is None:
        return
    if above.area_id != process.area_id:
        raise ValidationError({"parent": _("A sub-process belongs to the area of the process above it.")})
    if above.parent_id is not None or (process.pk is not None and process.children.exists()):
        raise ValidationError({"parent": _("Sub-processes have no sub-processes of their own.")})


@verb("assurance.activate_process")
def activate_process(*, actor: User, process: Process, on: date) -> Process:
    """From today its cells count, and it is reviewed in its period. Refused without owner or quality system."""
    changes = {"reviewed_on": on, "next_review_on": add_months(on, process.review_months)}
    told = accounts_of(process.owner)
    moved: Process = PROCESS.move(process, "activate", actor=actor, on=on, changes=changes, notify=told)
    return moved


@verb("assurance.review_process")
def review_process(*, actor: User, process: Process, on: date, reason: str) -> Process:
    """Reviewed: the next review counts from this day."""
    changes = {"reviewed_on": on, "next_review_on": add_months(on, process.review_months)}
    moved: Process = PROCESS.move(process, "review", actor=actor, on=on, reason=reason, changes=changes)
    return moved


@verb("assurance.retire_process")
def retire_process(*, actor: User, process: Process, on: date, reason: str) -> Process:
    """Its cells leave the figures from this day. Refused while findings, gate passes or sub-processes are open."""
    told = accounts_of(process.owner)
    changes = {**MOVED, "next_review_on": None}
    moved: Process = PROCESS.move(process, "retire", actor=actor, on=on, reason=reason, changes=changes, notify=told)
    return moved


@verb("assurance.accept_process")
def accept_process(*, actor: User, process: Process, on: date) -> Process:
    """The new owner takes it over; what the owner before still holds is listed, and changes hands nowhere silently."""
    before, after = process.owner, process.next_owner
    changes = {"owner": after, "deputy": process.next_deputy, **MOVED}
    left = {} if before is None else {str(label): count for label, count in ties.left_by(before)}
    details = {"from_owner": before, "to_owner": after, "still_held": left}
    told = [*accounts_of(before), *accounts_of(after), *([process.proposed_by] if process.proposed_by else [])]
    moved: Process = PROCESS.move(
        process, "accept_owner", actor=actor, on=on, changes=changes, details=details, notify=told
    )
    return moved


@verb("assurance.decline_process")
def decline_process(*, actor: User, process: Process, on: date, reason: str) -> Process:
    """It stays where it is; who proposed the change is told why."""
    told = [process.proposed_by] if process.proposed_by is not None else []
    moved: Process = PROCESS.move(
        process, "decline_owner", actor=actor, on=on, reason=reason, changes=dict(MOVED), notify=told
    )
    return moved


@verb("assurance.tell_ownerless")
def tell_ownerless(*, actor: User, process: Process, on: date) -> Process:
    """Says that nobody who works here owns an active process, to its deputy and to the officers of its unit."""
    require(actor, EDIT_PROCESS, process)
    gone: Person | None = process.owner
    told = {user.pk: user for user in accounts_of(process.deputy)}
    told |= {user.pk: user for user in User.objects.holding(Role.CO, process.unit, on)}
    summary = _("Ownerless: %(owner)s does not work here any more") % {"owner": gone} if gone else _("Ownerless")
    details = {"owner": gone}
    record(
        actor=actor,
        kind="process.ownerless",
        subject=process,
        summary=summary,
        details=details,
        notify=list(told.values()),
    )
    return process
