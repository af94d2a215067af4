"""One certificate after another: recertified, moved to another edition, or restored after its end."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from assurance.models import EvidenceVersion
from certifications.actions.certificates import PREFIX, SEVERAL, file_of, insist_on_days, insist_on_fit
from certifications.actions.endings import settle_predecessor
from certifications.actions.letters import attach, by_letter, insist_on_day
from certifications.models import Certificate, Cycle
from certifications.workflows import CERTIFICATE
from foundation.access import robot
from foundation.directory.models import User
from foundation.numbers import next_reference
from foundation.trail import record
from foundation.verbs import verb

Letters = Iterable[EvidenceVersion]
KEPT = ("title", "scheme", "body", "unit", "grading", "scope", "tier")


@verb("certifications.record_recertification")
def record_recertification(
    *, actor: User, certificate: Certificate, evidence: Letters, on: date, **facts: Any
) -> Certificate:
    """Records the certificate that follows this one, decided before its end; returns the new one. Source: T-20, T-22.

    `facts` are edition, number, decision_on, effective_from and expires_on, as printed. The old one runs until the new
    one begins.
    """
    return _follow(certificate, "recertify", Cycle.Kind.RECERTIFICATION, actor, evidence, on, facts)


@verb("certifications.record_transition")
def record_transition(
    *, actor: User, certificate: Certificate, evidence: Letters, on: date, **facts: Any
) -> Certificate:
    """Records the certificate of another edition that follows this one within its cycle; returns it. Source: T-24.

    `facts` are those of record_recertification().
    """
    return _follow(certificate, "record_transition", Cycle.Kind.TRANSITION, actor, evidence, on, facts)


@verb("certifications.restore_certificate")
def restore_certificate(
    *, actor: User, certificate: Certificate, evidence: Letters, on: date, **facts: Any
) -> Certificate:
    """Records the certificate that restores an expired one; the days between stay without one. Source: T-22.

    `facts` are those of record_recertification(); returns the new one. Refused after the limit of the scheme.
    """
    return _follow(certificate, "restore", Cycle.Kind.RECERTIFICATION, actor, evidence, on, facts)


def _follow(
    old: Certificate, step: str, kind: str, actor: User, evidence: Letters, on: date, facts: dict[str, Any]
) -> Certificate:
    letters = list(evidence)
    new = _heir(old, facts, letters, year=on.year)
    insist_on_day("decision_on", facts["decision_on"], on=on, first=old.decision_on)
    insist_on_days(new, facts, on=on)
    insist_on_fit(new)
    by_letter(old, step, actor=actor, on=on, evidence=letters, **facts)
    new.full_clean()
    new.save()
    for name, thing in SEVERAL.items():
        getattr(new, name).set(_still_in(old, name, thing, on=facts["effective_from"]))
    days = {"decision_on": new.decision_on, "starts_on": new.effective_from, "expires_on": new.expires_on}
    Cycle.objects.create(certificate=new, kind=kind, **days)
    summary = _("recorded it; it follows %(ref)s") % {"ref": old.ref}
    record(actor=actor, kind="certificate.registered", subject=new, summary=summary, details={"predecessor": old})
    attach(letters, new, actor=actor, purpose="grant")
    CERTIFICATE.move(new, "follow", actor=robot(), on=on, given={"evidence": letters})
    settle_predecessor(new, on=on)
    return new


def _heir(old: Certificate, facts: dict[str, Any], letters: list[EvidenceVersion], *, year: int) -> Certificate:
    kept = {name: getattr(old, name) for name in KEPT}
    kept["initial_certified_on"] = old.initial_certified_on or old.effective_from
    return Certificate(ref=next_reference(PREFIX, year), predecessor=old, file=file_of(letters), **kept, **facts)


def _still_in(old: Certificate, name: str, thing: str, *, on: date) -> Any:
    out = old.exclusions.filter(from_on__lte=on).exclude(**{thing: None}).values(thing)
    return getattr(old, name).exclude(pk__in=out)
