"""A certificate until its body has decided: registered, applied for, its two stages, and the decision."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.models import Evidence, EvidenceVersion, Framework
from certifications.actions.endings import settle_predecessor
from certifications.actions.letters import by_letter, insist_on_day
from certifications.models import PREPARING, Certificate, CertificationBody, Cycle, Scheme
from certifications.permissions import MANAGE_CERTIFICATES
from foundation.access import permits, require
from foundation.dates import add_months
from foundation.directory.models import Unit, User
from foundation.numbers import next_reference
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb

PREFIX = "C"
MAJOR_MONTHS = 6  # from the last day of stage 2 (T-11)
SEVERAL = {"sites": "site", "processes": "process", "product_versions": "product_version", "builds": "build"}


@verb("certifications.register_certificate")
def register_certificate(
    *,
    actor: User,
    unit: Unit,
    scheme: Scheme,
    edition: Framework,
    body: CertificationBody,
    on: date,
    **fields: Any,
) -> Certificate:
    """Plans a certificate of a unit; `predecessor` is one it follows. Raises ValidationError for what does not fit.

    Source: domain 2.13.
    """
    require(actor, MANAGE_CERTIFICATES, unit)
    ref = next_reference(PREFIX, on.year)
    certificate = Certificate(ref=ref, unit=unit, scheme=scheme, edition=edition, body=body)
    _write(certificate, fields, actor=actor)
    Cycle.objects.create(certificate=certificate)
    details = {"scheme": scheme, "edition": edition, "body": body}
    record(actor=actor, kind="certificate.registered", subject=certificate, summary=_("planned it"), details=details)
    return certificate


@verb("certifications.change_certificate")
def change_certificate(*, actor: User, certificate: Certificate, **fields: Any) -> Certificate:
    """Changes what is planned. Raises WrongState once the body has decided: then only its letters change anything."""
    locked = Certificate.objects.select_for_update(of=("self",)).select_related("unit").get(pk=certificate.pk)
    require(actor, MANAGE_CERTIFICATES, locked)
    if locked.state not in PREPARING:
        raise WrongState(_("The body has decided. What is certified changes by its letters alone."))
    before = {name: getattr(locked, name) for name in fields if name not in SEVERAL}
    _write(locked, fields, actor=actor)
    changed = {name: [old, getattr(locked, name)] for name, old in before.items() if old != getattr(locked, name)}
    record(actor=actor, kind="certificate.changed", subject=locked, summary=_("changed the plan"), details=changed)
    return locked


def _write(certificate: Certificate, fields: dict[str, Any], *, actor: User) -> None:
    _insist_on_predecessor(fields.get("predecessor"), before=certificate.predecessor_id, actor=actor)
    several = {name: fields.pop(name) for name in SEVERAL if name in fields}
    for name, value in fields.items():
        setattr(certificate, name, value)
    insist_on_fit(certificate)
    certificate.full_clean()
    certificate.save()
    for name, rows in several.items():
        getattr(certificate, name).set(rows)


def _insist_on_predecessor(chosen: Certificate | None, *, before: int | None, actor: User) -> None:
    """What it follows ends once it is granted, so that its officers alone name it."""
    if chosen is not None and chosen.pk != before and not permits(actor, MANAGE_CERTIFICATES, chosen):
        raise ValidationError({"predecessor": _("Choose a certificate of the units you answer for.")})


def insist_on_fit(certificate: Certificate) -> None:
    """The edition is one of the scheme's framework, the tier one of the scheme's."""
    scheme = certificate.scheme
    if certificate.edition.title != scheme.family:
        sentence = _("%(edition)s is no edition of %(family)s.")
        raise ValidationError({"edition": sentence % {"edition": certificate.edition, "family": scheme.family}})
    if scheme.tiers and certificate.tier and certificate.tier not in scheme.tiers:
        raise ValidationError({"tier": _("Choose one of: %(tiers)s.") % {"tiers": ", ".join(scheme.tiers)}})


@verb("certifications.apply_for_certificate")
def apply_for_certificate(
    *, actor: User, certificate: Certificate, applied_on: date, evidence: Iterable[EvidenceVersion], on: date
) -> Certificate:
    """Records the agreement with the body. Refused where the body is not accredited, or something is needed first."""
    insist_on_day("applied_on", applied_on, on=on)
    facts: dict[str, Any] = {"applied_on": applied_on}
    return by_letter(certificate, "apply", actor=actor, on=on, evidence=evidence, changes=facts, **facts)


@verb("certifications.record_stage1")
def record_stage1(
    *,
    actor: User,
    certificate: Certificate,
    ended_on: date,
    evidence: Iterable[EvidenceVersion],
    on: date,
    concerns: str = "",
    stage2_by: date | None = None,
) -> Certificate:
    """Records the report of stage 1 with the areas of concern; until when it holds for stage 2 is the body's word."""
    insist_on_day("ended_on", ended_on, on=on, first=certificate.applied_on)
    if stage2_by is not None and stage2_by < ended_on:
        raise ValidationError({"stage2_by": _("Stage 2 cannot come before the end of stage 1.")})
    facts: dict[str, Any] = {"stage1_on": ended_on, "stage1_concerns": concerns.strip(), "stage2_by": stage2_by}
    return by_letter(certificate, "record_stage1", actor=actor, on=on, evidence=evidence, changes=facts, **facts)


@verb("certifications.record_stage2")
def record_stage2(
    *, actor: User, certificate: Certificate, ended_on: date, evidence: Iterable[EvidenceVersion], on: date
) -> Certificate:
    """Records the report of a stage 2 that left no major open."""
    insist_on_day("ended_on", ended_on, on=on, first=certificate.stage1_on)
    facts: dict[str, Any] = {"stage2_on": ended_on}
    return by_letter(certificate, "record_stage2", actor=actor, on=on, evidence=evidence, changes=facts, **facts)


@verb("certifications.record_major")
def record_major(
    *, actor: User, certificate: Certificate, ended_on: date, evidence: Iterable[EvidenceVersion], on: date
) -> Certificate:
    """Records the report of a stage 2 that left a major open: six months to close it. Source: T-11."""
    insist_on_day("ended_on", ended_on, on=on, first=certificate.stage1_on)
    facts: dict[str, Any] = {"stage2_on": ended_on, "cap_on": add_months(ended_on, MAJOR_MONTHS)}
    return by_letter(certificate, "record_major", actor=actor, on=on, evidence=evidence, changes=facts, **facts)


@verb("certifications.verify_majors")
def verify_majors(
    *, actor: User, certificate: Certificate, verified_on: date, evidence: Iterable[EvidenceVersion], on: date
) -> Certificate:
    """Records that the body has verified every major. Refused after the limit, or while one is open. Source: T-11."""
    insist_on_day("verified_on", verified_on, on=on, first=certificate.stage2_on)
    return by_letter(certificate, "verify_majors", actor=actor, on=on, evidence=evidence, verified_on=verified_on)


@verb("certifications.record_grant")
def record_grant(
    *,
    actor: User,
    certificate: Certificate,
    number: str,
    decision_on: date,
    effective_from: date,
    expires_on: date,
    evidence: Iterable[EvidenceVersion],
    on: date,
) -> Certificate:
    """Records the certificate that the body granted, with the days printed on it. Source: T-20, T-24."""
    letters = list(evidence)
    facts: dict[str, Any] = {
        "number": number,
        "decision_on": decision_on,
        "effective_from": effective_from,
        "expires_on": expires_on,
    }
    insist_on_days(certificate, facts, on=on)
    first = certificate.initial_certified_on or effective_from
    changes = {**facts, "file": file_of(letters), "initial_certified_on": first}
    by_letter(certificate, "grant", actor=actor, on=on, evidence=letters, changes=changes, **facts)
    Cycle.objects.filter(certificate=certificate, decision_on=None).update(
        decision_on=decision_on, starts_on=effective_from, expires_on=expires_on
    )
    settle_predecessor(certificate, on=on)
    return certificate


@verb("certifications.record_refusal")
def record_refusal(
    *,
    actor: User,
    certificate: Certificate,
    decision_on: date,
    evidence: Iterable[EvidenceVersion],
    on: date,
    reason: str,
) -> Certificate:
    """Records that the body refused the certificate, and why."""
    insist_on_day("decision_on", decision_on, on=on, first=certificate.stage2_on)
    facts: dict[str, Any] = {"decision_on": decision_on}
    return by_letter(
        certificate, "refuse", actor=actor, on=on, evidence=evidence, reason=reason, changes=facts, **facts
    )


def insist_on_days(certificate: Certificate, facts: dict[str, Any], *, on: date) -> None:
    """Decided already, and in order; a sentence on each field that is not."""
    insist_on_day("decision_on", facts["decision_on"], on=on, first=certificate.stage2_on)
    if facts["effective_from"] < facts["decision_on"]:
        raise ValidationError({"effective_from": _("A certificate cannot begin before it was decided.")})
    if facts["expires_on"] < facts["effective_from"]:
        raise ValidationError({"expires_on": _("The last day cannot lie before the first.")})
    rows = Certificate.objects.filter(
        body=certificate.body_id, number=facts["number"], decision_on=facts["decision_on"]
    )
    if rows.exclude(pk=certificate.pk).exists():
        raise ValidationError({"number": _("This certificate is registered already.")})


def file_of(letters: list[EvidenceVersion]) -> EvidenceVersion | None:
    """The certificate among the letters, or the letter itself."""
    ranked = sorted(letters, key=lambda letter: letter.evidence.kind != Evidence.Kind.CERTIFICATE)
    return ranked[0] if ranked else None
