"""Which surveillance of live certificates is missing on a day: read in few queries, judged by clocks, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.models import Audit
from certifications.clocks import ONE_DAY, Demand, breaches, demands
from certifications.models import Certificate, Cycle, CycleAudit, EarlierAudit, Scheme
from certifications.querysets import CertificateQuerySet
from certifications.querysets.portfolio import COUNTED

Role = CycleAudit.Role


@dataclass(frozen=True)
class Breach:
    """A rule that a certificate breaks, and the last day on which the audit would have met it."""

    certificate: Certificate
    demand: Demand

    @property
    def rule(self) -> str:
        return self.demand.rule

    @property
    def binding(self) -> bool:
        return self.demand.binding

    @property
    def missed_on(self) -> date:
        return self.demand.last

    @property
    def told(self) -> str:
        """The sentence for the timeline and mails, with the rule."""
        said = _("Breach of %(rule)s: %(sentence)s") if self.binding else _("Warning by %(rule)s: %(sentence)s")
        return said % {"rule": self.rule, "sentence": self.sentence}

    @property
    def sentence(self) -> str:
        words = {"last": date_format(self.missed_on, "j M Y"), "year": str(self.missed_on.year)}
        said = {
            "R1": _("No surveillance within 12 months of the decision. It had to be held by %(last)s."),
            "R2": _("No surveillance in the second year of the cycle. It was planned for %(last)s at the latest."),
            "R3": _("No surveillance in the calendar year %(year)s."),
        }
        return said[self.rule] % words


def is_held(one: CycleAudit, *, on: date) -> bool:
    """Whether the audit took place by a day; its last day counts. Source: T-21."""
    audit = one.audit
    return audit.state != Audit.State.CANCELLED and audit.actual_end is not None and audit.actual_end <= on


def audits_in(cycle: Cycle) -> list[CycleAudit]:
    """Its audits; none of one that is not written yet."""
    return list(cycle.audits.all()) if cycle.pk is not None else []


def earlier_in(cycle: Cycle) -> list[EarlierAudit]:
    """Those held before this register began."""
    return list(cycle.earlier_audits.all()) if cycle.pk is not None else []


def held_on(cycle: Cycle, *, on: date) -> list[date]:
    """The last days of the audits that count as surveillance; of a row of `Cycle.objects.with_audits()`."""
    held = [one.audit.actual_end for one in audits_in(cycle) if Role(one.role) in COUNTED and is_held(one, on=on)]
    earlier = [one.ended_on for one in earlier_in(cycle) if Role(one.role) in COUNTED and one.ended_on <= on]
    return sorted([*(day for day in held if day is not None), *earlier])


def breaches_of(cycle: Cycle, *, on: date) -> list[Breach]:
    """What is missing of a cycle whose certificate runs, the longest first. Source: T-21."""
    certificate = cycle.certificate
    is_asked = certificate.scheme.surveillance == Scheme.Surveillance.MS
    if cycle.decision_on is None or cycle.expires_on is None or not is_asked:
        return []
    asked = demands(cycle.decision_on, cycle.expires_on, initial=cycle.kind == Cycle.Kind.INITIAL)
    missed = breaches(asked, held_on(cycle, on=on), on=min(on, cycle.expires_on + ONE_DAY))
    return [Breach(certificate, demand) for demand in sorted(missed, key=lambda one: one.last)]


def breaches_among(certificates: CertificateQuerySet, *, on: date) -> list[Breach]:
    """What is missing of the running ones among the certificates (three queries)."""
    return [breach for cycle in running(certificates) for breach in breaches_of(cycle, on=on)]


def running(certificates: CertificateQuerySet) -> Iterable[Cycle]:
    """The current cycles under surveillance of those of the certificates that are active or suspended."""
    cycles = Cycle.objects.under_surveillance().current().with_audits()
    return cycles.filter(certificate__in=certificates).order_by("certificate__ref", "pk")
