"""What is said about a process, and its way into operation, through its reviews and out again."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from assurance.models import Process
from assurance.permissions import MANAGE_PROCESSES
from assurance.workflows import PROCESS
from foundation.access import require
from foundation.dates import add_months
from foundation.directory.models import Unit, User
from foundation.trail import record
from foundation.verbs import verb


@verb("assurance.change_process")
def change_process(*, actor: User, process: Process, regions: Iterable[Unit] | None = None, **fields: Any) -> Process:
    """Changes name, purpose, place in the quality management system, review period or regions of a process.

    Another period moves the next review, counted from the last one. Source: ISO 9001, 9.1.3.
    """
    locked = Process.objects.select_for_update().get(pk=process.pk)
    require(actor, MANAGE_PROCESSES, locked)
    before = {name: getattr(locked, name) for name in fields}
    for name, value in fields.items():
        setattr(locked, name, value)
    if locked.reviewed_on is not None:
        locked.next_review_on = add_months(locked.reviewed_on, locked.review_months)
    locked.full_clean()
    locked.save()
    if regions is not None:
        locked.regions.set(regions)
    changed = {name: [before[name], value] for name, value in fields.items() if before[name] != value}
    told = list(locked.owner.accounts.filter(is_active=True)) if locked.owner is not None else []
    summary = _("Facts changed")
    record(actor=actor, kind="process.changed", subject=locked, summary=summary, details=changed, notify=told)
    return locked


@verb("assurance.activate_process")
def activate_process(*, actor: User, process: Process, on: date) -> Process:
    """From today it counts in the figures; its review clock starts."""
    return PROCESS.move(process, "activate", actor=actor, on=on, changes=_reviewed(process, on))


@verb("assurance.review_process")
def review_process(*, actor: User, process: Process, on: date, reason: str) -> Process:
    """Its owner looked at it and it is still right; the next review counts from today."""
    return PROCESS.move(process, "review", actor=actor, on=on, reason=reason, changes=_reviewed(process, on))


def _reviewed(process: Process, on: date) -> dict[str, date]:
    return {"reviewed_on": on, "next_review_on": add_months(on, process.review_months)}
