"""Recurring audits: lines, and the audits that the clock makes of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assurance.models import Framework, Process
from audits.actions.audits import appoint, new_audit
from audits.models import Audit, ProgrammeLine
from audits.permissions import MANAGE_PROGRAMME
from foundation.access import require
from foundation.dates import Roll, add_months, add_working_days, recurrences_between, roll
from foundation.directory.calendars import work_calendar
from foundation.directory.models import Unit, User
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb


@verb("audits.add_line")
def add_line(
    *,
    actor: User,
    unit: Unit,
    title: str,
    anchor: date,
    interval_months: int,
    frameworks: Iterable[Framework],
    processes: Iterable[Process] = (),
    **fields: Any,
) -> ProgrammeLine:
    """Adds a recurring audit; its audits of the next 12 months are created by the next sweep, or create_occurrences()."""
    require(actor, MANAGE_PROGRAMME, unit)
    line = ProgrammeLine(unit=unit, title=title, anchor=anchor, interval_months=interval_months, **fields)
    line.full_clean()
    line.save()
    line.frameworks.set(frameworks)
    line.processes.set(processes)
    record(
        actor=actor,
        kind="line.added",
        subject=line,
        summary=_("Recurring audit added"),
        details={"anchor": anchor, "interval": interval_months},
    )
    return line


@verb("audits.end_line")
def end_line(*, actor: User, line: ProgrammeLine, on: date, reason: str) -> ProgrammeLine:
    """Ends a line: no further audits are created; those that exist stay."""
    locked = ProgrammeLine.objects.select_for_update().get(pk=line.pk)
    require(actor, MANAGE_PROGRAMME, locked)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: this step needs a reason.")})
    if locked.ended_on is not None:
        raise Refused("ended", _("This line has ended already."))
    locked.ended_on = on
    locked.save(update_fields=["ended_on", "updated_at"])
    record(
        actor=actor,
        kind="line.ended",
        subject=locked,
        summary=_("Ended: %(reason)s") % {"reason": reason},
        details={"reason": reason},
    )
    return locked


@verb("audits.create_occurrences")
def create_occurrences(*, actor: User, line: ProgrammeLine, on: date) -> dict[str, list[Any]]:
    """Creates the audits of the next 12 months, or of the programme's year, that do not exist yet, once each.

    Returns `created` references and `missed` nominal dates that passed while nothing ran. Source: T-03, T-04.
    """
    line = (
        ProgrammeLine.objects.select_for_update(of=("self",)).select_related("unit__calendar", "lead").get(pk=line.pk)
    )
    require(actor, MANAGE_PROGRAMME, line)
    if line.ended_on is not None and line.ended_on <= on:
        raise Refused("ended", _("This line has ended already."))
    first, last = _window(line, on)
    known = dict(line.audits.values_list("occurrence", "nominal_start"))
    created, missed = [], []
    for k, nominal in recurrences_between(
        line.anchor, line.interval_months, first=first, last=last, month_end=line.month_end
    ):
        if k in known or k < 0:
            continue
        if nominal < on and line.programme_id is None:
            missed.append(nominal.isoformat())
            continue
        audit = _create(line, k, nominal, actor=actor, on=on)
        if audit is not None:
            created.append(audit.ref)
    return {"created": created, "missed": missed}


def _window(line: ProgrammeLine, on: date) -> tuple[date, date]:
    """From the day after the newest occurrence, or from today for a new line, through the year's end or 12 months on."""
    if line.programme is not None:
        return date(line.programme.year, 1, 1), date(line.programme.year, 12, 31)
    newest = max(filter(None, line.audits.values_list("nominal_start", flat=True)), default=None)
    return (on if newest is None else min(on, newest)), add_months(on, 12)


def _create(line: ProgrammeLine, k: int, nominal: date, *, actor: User, on: date) -> Audit | None:
    calendar = work_calendar(line.unit)
    start = roll(nominal, calendar, Roll.MODIFIED)
    end = add_working_days(start, line.working_days - 1, calendar)
    facts = {
        "kind": line.kind,
        "method": line.method,
        "area": line.area,
        "in_programme": line.programme_id is not None,
    }
    try:
        with transaction.atomic():
            audit = new_audit(
                actor=actor,
                unit=line.unit,
                title=line.title,
                planned_start=start,
                planned_end=end,
                frameworks=line.frameworks.all(),
                processes=line.processes.all(),
                line=line,
                occurrence=k,
                nominal_start=nominal,
                **facts,
            )
    except IntegrityError:
        return None  # another worker was faster; the constraint keeps one audit per occurrence
    if line.lead is not None:
        appoint(audit, line.lead, actor=actor, on=on)  # who is tied by then does not lead it: somebody has to be named
    return audit
