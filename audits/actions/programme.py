"""Recurring audits: lines, and the audits that the clock makes of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from assurance.models import Framework, Process
from audits.actions.audits import accounts, appoint, new_audit
from audits.models import Audit, Programme, ProgrammeLine, ProgrammeRevision
from audits.permissions import MANAGE_PROGRAMME
from audits.querysets import BEFORE_OPENING
from audits.workflows import AUDIT, PROGRAMME
from foundation.access import require
from foundation.dates import Roll, add_months, add_working_days, recurrences_between, roll
from foundation.directory.calendars import work_calendar
from foundation.directory.models import Person, Unit, User
from foundation.models.work import Approval
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
    on: date | None = None,
    **fields: Any,
) -> ProgrammeLine:
    """Adds a recurring audit; its audits of the next 12 months are created by the next sweep, or create_occurrences().

    With a programme `on` is needed; an approved one gets a revision, for which the rationale is the reason.
    ValidationError for what does not fit into the programme.
    """
    require(actor, MANAGE_PROGRAMME, unit)
    line = ProgrammeLine(unit=unit, title=title, anchor=anchor, interval_months=interval_months, **fields)
    if line.programme is not None:
        _insist_on_fit(line, line.programme)
    _keep(line, frameworks, list(processes))
    details = {"anchor": anchor, "interval": interval_months}
    record(actor=actor, kind="line.added", subject=line, summary=_("Recurring audit added"), details=details)
    if line.programme is not None and on is not None:
        _tell_programme(line.programme, line, actor=actor, on=on)
    return line


def _tell_programme(programme: Programme, line: ProgrammeLine, *, actor: User, on: date) -> None:
    """The programme's record says that it has one more line; an approved one reaches a revision."""
    what = _("Line added: %(line)s") % {"line": line.said_openly}
    record(actor=actor, kind="programme.add_line", subject=programme, summary=what)
    if programme.state == Programme.State.APPROVED:
        Programme.objects.filter(pk=programme.pk).update(revision=F("revision") + 1)
        revise(programme, what=what, reason=line.rationale, actor=actor, on=on)


def _keep(line: ProgrammeLine, frameworks: Iterable[Framework], processes: list[Process]) -> None:
    """Writes a line with the area its processes have in common and the region of its unit, unless they are named."""
    areas = {process.area_id for process in processes}
    if line.area_id is None and len(areas) == 1:
        line.area_id = areas.pop()
    if line.region is None:
        line.region = Unit.objects.above(line.unit).filter(kind=Unit.Kind.REGION).last()
    line.full_clean()
    line.save()
    line.frameworks.set(frameworks)
    line.processes.set(processes)


def _insist_on_fit(line: ProgrammeLine, programme: Programme) -> None:
    """A line fits its programme: open to lines, of its unit, by an allowed method, with a reason once it is approved."""
    programme.refresh_from_db(from_queryset=Programme.objects.select_for_update(of=("self",)))
    if programme.state not in (Programme.State.DRAFT, Programme.State.APPROVED):
        raise ValidationError({"programme": _("Lines are added to a draft or to an approved programme.")})
    if not str(line.unit.path).startswith(str(programme.unit.path)):
        raise ValidationError({"unit": _("This unit does not belong to the unit of the programme.")})
    if programme.methods and line.method not in programme.methods:
        raise ValidationError({"method": _("The programme does not allow this method.")})
    if programme.state == Programme.State.APPROVED and not line.rationale.strip():
        raise ValidationError({"rationale": _("The programme is approved: say why it gets one more line.")})


def revise(
    programme: Programme,
    *,
    what: str,
    reason: str,
    actor: User,
    on: date,
    approved_by: Person | None = None,
) -> ProgrammeRevision:
    """Writes down the revision that the programme has reached, inside the caller's verb."""
    programme.refresh_from_db(fields=["revision"])
    row = ProgrammeRevision(programme=programme, number=programme.revision, on=on, what=what, reason=reason)
    row.by, row.approved_by = actor.person, approved_by
    row.full_clean()
    row.save()
    return row


@verb("audits.change_line")
def change_line(
    *, actor: User, programme: Programme, line: ProgrammeLine, reason: str, on: date, **fields: Any
) -> Programme:
    """Changes how a line of an approved programme is audited; its rhythm stays, so that no audit loses its date."""
    locked = ProgrammeLine.objects.select_for_update().get(pk=line.pk)
    changed = {name: value for name, value in fields.items() if getattr(locked, name) != value}
    PROGRAMME.move(
        programme,
        "change_line",
        actor=actor,
        on=on,
        reason=reason,
        given={"line": locked},
        details={"line": locked.said_openly, **changed},
        changes={"revision": F("revision") + 1},
        notify=accounts(programme.owner),
    )
    for name, value in changed.items():
        setattr(locked, name, value)
    _insist_on_method(locked, programme)
    locked.full_clean()
    locked.save()
    what = _("Line changed: %(line)s") % {"line": locked.said_openly}
    revise(programme, what=what, reason=reason, actor=actor, on=on)
    return programme


def _insist_on_method(line: ProgrammeLine, programme: Programme) -> None:
    if programme.methods and line.method not in programme.methods:
        raise ValidationError({"method": _("The programme does not allow this method.")})


@verb("audits.drop_line")
def drop_line(*, actor: User, programme: Programme, line: ProgrammeLine, reason: str, on: date) -> Programme:
    """Takes a line out of an approved programme, once a second person agreed; its audits to come are cancelled."""
    locked = ProgrammeLine.objects.select_for_update().get(pk=line.pk)
    PROGRAMME.move(
        programme,
        "drop_line",
        actor=actor,
        on=on,
        reason=reason,
        given={"line": locked},
        details={"line": locked.said_openly},
        changes={"revision": F("revision") + 1},
        notify=accounts(programme.owner),
    )
    locked.ended_on = on
    locked.save(update_fields=["ended_on", "updated_at"])
    for audit in locked.audits.filter(state__in=BEFORE_OPENING):
        AUDIT.move(audit, "cancel", actor=actor, on=on, reason=reason, notify=accounts(audit.lead))
    agreed = Approval.objects.about(programme).filter(verb="audits.drop_line", decision=Approval.Decision.YES)
    what = _("Line dropped: %(line)s") % {"line": locked.said_openly}
    by = agreed.order_by("-decided_at").first()
    revise(programme, what=what, reason=reason, actor=actor, on=on, approved_by=by.decided_by if by else None)
    return programme


@verb("audits.end_line")
def end_line(*, actor: User, line: ProgrammeLine, on: date, reason: str) -> ProgrammeLine:
    """Ends a line: no further audits are created; those that exist stay. A line of an approved programme is dropped."""
    locked = ProgrammeLine.objects.select_for_update(of=("self",)).select_related("programme").get(pk=line.pk)
    require(actor, MANAGE_PROGRAMME, locked)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: this step needs a reason.")})
    if locked.ended_on is not None:
        raise Refused("ended", _("This line has ended already."))
    if locked.programme is not None and locked.programme.state != Programme.State.DRAFT:
        raise Refused("programme", _("Its programme is approved: drop the line there, and a second person agrees."))
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

    Nothing for a line whose programme is not approved. Returns `created` references and `missed` nominal dates that
    passed while nothing ran; those inside the programme's year are created all the same. Source: T-03, T-04.
    """
    near = ("unit__calendar", "lead", "programme")
    line = ProgrammeLine.objects.select_for_update(of=("self",)).select_related(*near).get(pk=line.pk)
    require(actor, MANAGE_PROGRAMME, line)
    if line.programme is not None and line.programme.state != Programme.State.APPROVED:
        return {"created": [], "missed": []}
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
        if nominal < on:
            missed.append(nominal.isoformat())
            if line.programme_id is None:
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
    facts = {name: getattr(line, name) for name in ("kind", "method", "area", "region")}
    facts["in_programme"] = line.programme_id is not None
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
