"""The cycle of a certificate as its page, its audits and programs are told of it; nothing here writes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.caps import SOURCE, cap_from
from audits.models import Audit, Finding
from certifications.models import Certificate, Cycle, CycleAudit, EarlierAudit, Scheme
from certifications.models.certificates import PREPARING
from certifications.planning import Limit, Slot, first_slots, slots
from certifications.querysets.certificates import ON_PAPER
from certifications.surveillance import Breach, audits_in, breaches_of, earlier_in, is_held
from foundation.dates import WorkCalendar
from foundation.words import day

Role = CycleAudit.Role
KINDS: Mapping[str, Audit.Kind] = {
    Role.STAGE1: Audit.Kind.STAGE1,
    Role.STAGE2: Audit.Kind.STAGE2,
    Role.SURVEILLANCE1: Audit.Kind.SURVEILLANCE,
    Role.SURVEILLANCE2: Audit.Kind.SURVEILLANCE,
    Role.RECERTIFICATION: Audit.Kind.RECERTIFICATION,
    Role.SPECIAL: Audit.Kind.SPECIAL,
    Role.TRANSITION: Audit.Kind.TRANSITION,
}
LIMITED = {Role.SURVEILLANCE1: "T-21", Role.SURVEILLANCE2: "T-21", Role.RECERTIFICATION: "T-20"}


@dataclass(frozen=True)
class Line:
    """An audit of a cycle: what asks for it, and the audit that answers, planned here or held before this register began."""

    part: str
    certificate: Certificate
    on: date
    slot: Slot
    planned: CycleAudit | None = None
    earlier: EarlierAudit | None = None

    @property
    def label(self) -> str:
        return str(Role(self.part).label)

    @property
    def audit(self) -> Audit | None:
        return self.planned.audit if self.planned is not None else None

    @property
    def held_on(self) -> date | None:
        """Its last day, once it was held."""
        if self.earlier is not None:
            return self.earlier.ended_on
        return self.audit.actual_end if self.planned is not None and is_held(self.planned, on=self.on) else None  # type: ignore[union-attr]

    @property
    def last_day(self) -> date | None:
        return self.held_on or (self.audit.planned_end if self.audit is not None else None)

    @property
    def is_late(self) -> bool:
        """Whether it was, is to be or should have been held past its limit."""
        latest = self.slot.latest
        return latest is not None and (self.last_day or self.on) > latest

    @property
    def standing(self) -> tuple[str, str, str]:
        """Tone, icon and words."""
        if self.held_on is not None:
            return ("warn", "clock", _("Held late")) if self.is_late else ("good", "check", _("Held"))
        if self.audit is not None:
            late = ("bad", "exclamation-triangle", _("Planned too late"))
            return late if self.is_late else ("info", "calendar", _("Planned"))
        if self.is_late:
            return ("bad", "exclamation-triangle", _("Missed"))
        is_open = self.slot.opens is None or self.slot.opens <= self.on
        return ("warn", "calendar", _("To be planned")) if is_open else ("mute", "clock", _("Later"))

    @property
    def lapses(self) -> list[str]:
        """What lapses if it slips, the first first; nothing once it was held."""
        if self.held_on is not None:
            return []
        first = {Role.STAGE1: _("Without it stage 2 cannot be held."), Role.STAGE2: _("Without it nothing is decided.")}
        if self.part in first:
            return [first[Role(self.part)]]
        return [lapse_words(self.certificate, limit) for limit in self.slot.limits]

    @property
    def room(self) -> str:
        """How far the plan may slip: “12 days between the planned last day and the limit”."""
        if self.audit is None or self.slot.latest is None or self.held_on is not None:
            return ""
        days = (self.slot.latest - self.audit.planned_end).days
        if days < 0:
            return ngettext("Planned %(n)d day past the limit.", "Planned %(n)d days past the limit.", -days) % {
                "n": -days
            }
        return ngettext("It may slip by %(n)d day.", "It may slip by %(n)d days.", days) % {"n": days}


def lapse_words(certificate: Certificate, limit: Limit) -> str:
    """What happens to the certificate when a limit passes, in a sentence. Source: T-20, T-21, T-22."""
    words = {"day": day(limit.last), "ref": certificate.ref, "rule": limit.rule, "year": str(limit.last.year)}
    if limit.rule == "T-20":
        return (
            _("After %(day)s %(ref)s has expired: nothing extends it, and it is valid on no day until it is restored.")
            % words
        )
    if limit.rule == "T-22":
        return _("After %(day)s it cannot be restored any more; it is certified anew, with stage 2 at least.") % words
    if not limit.binding:
        return (
            _("After %(day)s the yearly programme of %(ref)s is missed (%(rule)s). This warns; nothing lapses yet.")
            % words
        )
    if certificate.scheme.suspension_invalidates:
        words["then"] = _("a suspended certificate is not valid")
    else:
        words["then"] = _("a suspended certificate stays valid")
    if limit.rule == "R3":
        said = _(
            "After %(day)s %(ref)s is in breach (R3): no surveillance in %(year)s. The body may suspend it; %(then)s."
        )
    else:
        said = _("After %(day)s %(ref)s is in breach (%(rule)s). The body may suspend it; %(then)s.")
    return said % words


class CycleView:
    """One cycle on a day: its audits in order, what is missing. On a row of `Cycle.objects.with_audits()`, or a new one."""

    def __init__(self, cycle: Cycle, *, on: date) -> None:
        self.cycle, self.certificate, self.on = cycle, cycle.certificate, on

    @property
    def is_prepared(self) -> bool:
        return self.cycle.decision_on is None

    @property
    def is_running(self) -> bool:
        return self.certificate.state in (*ON_PAPER, *PREPARING)

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """What the scheme asks for; nothing where it has no yearly audits."""
        cycle = self.cycle
        if self.certificate.scheme.surveillance != Scheme.Surveillance.MS:
            return ()
        if cycle.decision_on is None or cycle.expires_on is None:
            return first_slots()
        return slots(
            cycle.decision_on,
            cycle.expires_on,
            initial=cycle.kind == Cycle.Kind.INITIAL,
            held=self._last_days(),
            restore_months=self.certificate.scheme.restore_months,
        )

    def _last_days(self) -> dict[str, date]:
        days = {one.role: one.audit.actual_end or one.audit.planned_end for one in self._planned}
        return days | {one.role: one.ended_on for one in earlier_in(self.cycle)}

    @cached_property
    def _planned(self) -> list[CycleAudit]:
        return [one for one in audits_in(self.cycle) if one.audit.state != Audit.State.CANCELLED]

    @cached_property
    def lines(self) -> list[Line]:
        """What is asked for, in order, then what was held beside it."""
        known = {slot.part: slot for slot in self.slots}
        facts: dict[str, Any] = {"certificate": self.certificate, "on": self.on}
        found = [Line(one.role, slot=_slot(known, one.role), planned=one, **facts) for one in self._planned]
        found += [Line(one.role, slot=_slot(known, one.role), earlier=one, **facts) for one in earlier_in(self.cycle)]
        missing = [slot for role, slot in known.items() if role not in {line.part for line in found}]
        found += [Line(slot.part, slot=slot, **facts) for slot in missing if self.is_running]
        order = list(known)
        return sorted(found, key=lambda line: (order.index(line.part) if line.part in order else len(order), _at(line)))

    @property
    def to_plan(self) -> list[Slot]:
        """What is asked for and has no audit yet."""
        taken = {line.part for line in self.lines if line.last_day is not None}
        return [slot for slot in self.slots if slot.part not in taken] if self.is_running else []

    @cached_property
    def breaches(self) -> list[Breach]:
        return breaches_of(self.cycle, on=self.on) if self.certificate.state in ON_PAPER else []

    def line_of(self, planned: CycleAudit) -> Line | None:
        return next((line for line in self.lines if line.planned is not None and line.planned.pk == planned.pk), None)


def _slot(known: Mapping[str, Slot], role: str) -> Slot:
    return known.get(role) or Slot(role)


def _at(line: Line) -> date:
    return line.last_day or line.slot.latest or date.max


def cycle_of(certificate: Certificate, user: Any = None) -> Cycle:
    """The cycle that is prepared or, once decided, the last one; made up from the certificate's days if none is written."""
    rows = certificate.cycles.all().with_audits(user)  # type: ignore[attr-defined]
    fitting = [one for one in rows if (one.decision_on is None) == (certificate.decision_on is None)]
    last = max(fitting, key=lambda one: (one.decision_on or date.min, one.pk), default=None)
    return last or Cycle(certificate=certificate, kind=kind_of(certificate), **days_of(certificate))


def kind_of(certificate: Certificate) -> str:
    return Cycle.Kind.INITIAL if certificate.predecessor_id is None else Cycle.Kind.RECERTIFICATION


def days_of(certificate: Certificate) -> dict[str, date | None]:
    return {
        "decision_on": certificate.decision_on,
        "starts_on": certificate.effective_from,
        "expires_on": certificate.expires_on,
    }


def limits_for(slot: Slot, calendar: WorkCalendar) -> dict[str, Any]:
    """What its audit is to keep: its last day, the rule of it, and the last day for majors. Source: T-11, T-20, T-21."""
    if slot.cap is None:
        return {"latest_end": None}
    majors = cap_from(SOURCE.RECERTIFICATION, slot.cap, calendar) if slot.part == Role.RECERTIFICATION else None
    return {"latest_end": slot.cap, "cap_source": LIMITED[Role(slot.part)], "nc_cap_on": majors}


def threats_to(certificates: Iterable[Certificate], user: Any) -> Any:
    """Open majors of the audits of their cycles that have a limit, the nearest first; with `certificate_ref`."""
    found = Finding.objects.visible_to(user).open().filter(type=Finding.Type.MAJOR, cap_on__isnull=False)
    found = found.filter(audit__cycles__cycle__certificate__in=certificates)
    return found.select_related("audit", "owner").order_by("cap_on", "pk").distinct()
