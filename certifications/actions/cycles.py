"""The audits of a cycle: planned with their limits, tied to one that stands already, and what is told when one is missing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.actions import limit_audit, schedule_audit
from audits.models import Audit
from certifications.actions.endings import was_told
from certifications.actions.letters import officers
from certifications.cycles import KINDS, CycleView, cycle_of, limits_for
from certifications.models import Certificate, CycleAudit
from certifications.permissions import KEEP_CERTIFICATES, MANAGE_CERTIFICATES
from certifications.planning import Slot
from certifications.surveillance import Breach
from foundation.access import require
from foundation.directory.calendars import work_calendar
from foundation.directory.models import User
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb

Days = tuple[date, date]
BREACH = "certificate.breach"


@verb("certifications.plan_cycle")
def plan_cycle(*, actor: User, certificate: Certificate, audits: Mapping[str, Days], on: date) -> list[Audit]:
    """Schedules audits of the cycle, by role with their first and last day, and notes the limits on all of them.

    What the cycle has already is left alone, so that a second run creates nothing. Raises ValidationError on
    “<role>_start” or “<role>_end” for days in the past, in the wrong order, or past the limit. Source: T-20, T-21.
    """
    view = _locked(certificate, actor, on)
    wanted = [slot for slot in view.to_plan if slot.part in audits]
    made = [_schedule(view, slot, audits[slot.part], actor=actor, on=on) for slot in wanted]
    if made:
        refs = ", ".join(audit.ref for audit in made)
        summary = _("planned audits of the cycle: %(refs)s") % {"refs": refs}
        record(actor=actor, kind="certificate.audits_planned", subject=certificate, summary=summary)
        note_limits(certificate, actor=actor, on=on)
    return made


@verb("certifications.link_audit")
def link_audit(*, actor: User, certificate: Certificate, audit: Audit, role: str, on: date) -> CycleAudit:
    """Ties an audit that stands already to the cycle, with its limits. Refused for one of another kind, or a second one."""
    view = _locked(certificate, actor, on)
    if audit.kind != KINDS[role]:
        words = {"kind": KINDS[role].label.lower()}
        raise ValidationError({"audit": _("As this it has to be a %(kind)s.") % words})
    if role in {slot.part for slot in view.slots} - {slot.part for slot in view.to_plan}:
        raise Refused("cycle", _("The cycle has an audit of this kind already."), "role")
    linked = CycleAudit(cycle=view.cycle, audit=audit, role=role)
    linked.full_clean()
    linked.save()
    summary = _("tied %(audit)s to the cycle") % {"audit": audit.ref}
    record(actor=actor, kind="certificate.audit_linked", subject=certificate, summary=summary, details={"audit": audit})
    note_limits(certificate, actor=actor, on=on)
    return linked


@verb("certifications.unlink_audit")
def unlink_audit(*, actor: User, linked: CycleAudit, on: date) -> Certificate:
    """Takes an audit out of a cycle that it was tied to by mistake, and its limit with it. Refused once it was held."""
    certificate = linked.cycle.certificate
    _locked(certificate, actor, on)
    if linked.audit.actual_start is not None:
        raise Refused("held", _("It has begun, so it stays in the record of the cycle."))
    limit_audit(actor=actor, audit=linked.audit, **_strictest(linked.audit, certificate, {"latest_end": None}, on=on))
    summary = _("took %(audit)s out of the cycle") % {"audit": linked.audit.ref}
    details = {"audit": linked.audit, "role": linked.role}
    linked.delete()
    record(actor=actor, kind="certificate.audit_unlinked", subject=certificate, summary=summary, details=details)
    note_limits(certificate, actor=actor, on=on)
    return certificate


def note_limits(certificate: Certificate, *, actor: User, on: date) -> None:
    """Writes on each audit of the cycle that was not held how long it may take; one that moved changes what is left.

    Inside the caller's verb, or in a transaction of the clock. Source: T-20, T-21.
    """
    calendar = work_calendar(certificate.unit)
    for line in CycleView(cycle_of(certificate), on=on).lines:
        if line.audit is not None and line.held_on is None:
            limits = _strictest(line.audit, certificate, limits_for(line.slot, calendar), on=on)
            limit_audit(actor=actor, audit=line.audit, **limits)


def _strictest(audit: Audit, certificate: Certificate, own: dict[str, Any], *, on: date) -> dict[str, Any]:
    """The earliest of a certificate's own limit and those of the other certificates that need the same audit."""
    found = [own]
    others = Certificate.objects.filter(cycles__audits__audit=audit).exclude(pk=certificate.pk)
    for other in others.select_related("unit__calendar", "scheme").order_by("pk").distinct():
        view = CycleView(cycle_of(other), on=on)
        lines = [line for line in view.lines if line.audit == audit] if view.is_running else []
        found += [limits_for(line.slot, work_calendar(other.unit)) for line in lines]
    return min(found, key=lambda one: one["latest_end"] or date.max)


@verb("certifications.warn_of_breaches")
def warn_of_breaches(*, actor: User, certificate: Certificate, on: date) -> bool:
    """Tells officers what surveillance is missing, each rule and day once. Source: T-21."""
    require(actor, KEEP_CERTIFICATES, certificate)
    Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    told = [_tell(breach, actor=actor, on=on) for breach in CycleView(cycle_of(certificate), on=on).breaches]
    return any(told)


def _tell(breach: Breach, *, actor: User, on: date) -> bool:
    certificate = breach.certificate
    facts = {"rule": breach.rule, "missed_on": str(breach.missed_on)}
    if was_told(certificate, BREACH, **facts):
        return False
    details, told = {**facts, "binding": breach.binding}, officers(certificate, on)
    record(actor=actor, kind=BREACH, subject=certificate, summary=breach.told, details=details, notify=told)
    return True


def _locked(certificate: Certificate, actor: User, on: date) -> CycleView:
    """The cycle of a certificate that nobody else plans meanwhile; written down if it was not."""
    locked = Certificate.objects.select_for_update(of=("self",)).select_related("unit").get(pk=certificate.pk)
    require(actor, MANAGE_CERTIFICATES, locked)
    cycle = cycle_of(certificate)
    if cycle._state.adding:
        cycle.full_clean()
        cycle.save()
    return CycleView(cycle, on=on)


def _schedule(view: CycleView, slot: Slot, days: Days, *, actor: User, on: date) -> Audit:
    first, last = days
    certificate, latest = view.certificate, slot.cap
    if latest is not None and on <= latest < last:
        words = {"day": date_format(latest, "j M Y")}
        raise ValidationError({f"{slot.part}_end": _("It has to end by %(day)s.") % words})
    role = CycleAudit.Role(slot.part)
    try:
        audit = schedule_audit(
            actor=actor,
            unit=certificate.unit,
            title=f"{role.label}, {certificate.title}"[:200],
            planned_start=first,
            planned_end=last,
            on=on,
            kind=KINDS[role],
            method=Audit.Method.ON_SITE,
            organisation=certificate.body.name,
            grading=certificate.grading,
            scope=certificate.scope,
            frameworks=[certificate.edition],
            processes=list(certificate.processes.all()),
        )
    except ValidationError as error:
        raise _at_the_slot(error, slot) from error
    CycleAudit.objects.create(cycle=view.cycle, audit=audit, role=role)
    return audit


def _at_the_slot(error: ValidationError, slot: Slot) -> ValidationError:
    """The refusal of an audit's day, on the field of its slot."""
    names = {"planned_start": f"{slot.part}_start", "planned_end": f"{slot.part}_end"}
    faults = getattr(error, "error_dict", {"planned_start": error})
    return ValidationError({names.get(name, f"{slot.part}_start"): sentences for name, sentences in faults.items()})
