"""Rooms for the outsiders of the cast: agreements, requests, approvals, and what is shown in them."""

from datetime import date, timedelta
from typing import Any

from django.db import models

from assurance.actions import accept_evidence, link_evidence, upload_evidence
from assurance.models import EvidenceVersion
from audits.models import Finding
from certifications.actions import acknowledge, approve_grant, ask_question, propose_sample, request_grant, submit_grant
from certifications.models import Certificate, CertificationBody, Grant, GrantRule, Scheme, StatementOfApplicability
from foundation.clock import today
from foundation.directory.models import Unit
from foundation.numbers import next_reference
from tests.company import TODAY, Company
from tests.kept import kept_picture, kept_text

K = GrantRule.Kind


def accepted(company: Company, title: str, *, unit: str = "TS", on: date = TODAY, **facts: Any) -> EvidenceVersion:
    """Evidence that Priya uploaded and Ines accepted, with one small text file of its own."""
    kept = facts.pop("kept", None) or kept_text(f"{title.lower().replace(' ', '_')}.txt", f"{title}.")
    facts = {"as_of": on, "title": title, **facts}
    version = upload_evidence(actor=company.cast["priya"], unit=company.units[unit], kept=kept, **facts)
    return accept_evidence(actor=company.cast["ines"], evidence=version, on=on)


def shown_for(
    company: Company, row: models.Model, title: str, *, purpose: str = "objective", **facts: Any
) -> EvidenceVersion:
    """Accepted evidence that proves something about a row."""
    version = accepted(company, title, **facts)
    link_evidence(actor=company.cast["priya"], version=version, subject=row, purpose=purpose)
    return version


def agreement(company: Company, *, on: date = TODAY, **facts: Any) -> EvidenceVersion:
    return accepted(company, "Agreement", kind="document", on=on, **facts)


def requested(company: Company, rules: list[tuple[str, models.Model]], **facts: Any) -> Grant:
    """A draft that Ines wrote for Claire: eleven days, from today."""
    unit: Unit = facts.pop("unit", None) or company.units["TS"]
    first: date = facts.pop("first", None) or today(unit)
    on: date = facts.pop("on", None) or first
    given = {
        "grantee": company.cast["claire"],
        "kind": Grant.Kind.CERTIFIER,
        "purpose": "Surveillance of the gateway",
        "organisation": "Kestrel Certification",
        "valid_from": first,
        "valid_until": first + timedelta(days=10),
    }
    if "nda" not in facts:
        facts["nda"] = agreement(company, on=on)
    return request_grant(actor=company.cast["ines"], unit=unit, rules=rules, on=on, **(given | facts))


def approved(company: Company, rules: list[tuple[str, models.Model]], **facts: Any) -> Grant:
    """The same, approved by Carla."""
    grant = requested(company, rules, **facts)
    on = facts.get("on") or grant.valid_from
    submit_grant(actor=company.cast["ines"], grant=grant, on=on)
    return approve_grant(actor=company.cast["carla"], grant=grant, on=on)


def entered(company: Company, rules: list[tuple[str, models.Model]], **facts: Any) -> Grant:
    """The same, and the grantee has acknowledged the rules."""
    grant = approved(company, rules, **facts)
    acknowledge(actor=grant.grantee, grant=grant)
    return grant


def certificate(company: Company, title: str, *, body: str, unit: str = "MN", **facts: Any) -> Certificate:
    """An active certificate of a body, as if its letter had been recorded."""
    kind = {"name": "Baseline", "kind": "management_system", "family": "Internal baseline"}
    scheme, _new = Scheme.objects.get_or_create(code="ms", defaults=kind)
    accredited, _new = CertificationBody.objects.get_or_create(name=body)
    days = {"decision_on": TODAY, "effective_from": TODAY, "expires_on": date(2029, 11, 19)}
    row = Certificate.objects.create(
        ref=next_reference("C", TODAY.year),
        title=title,
        scheme=scheme,
        edition=company.framework,
        body=accredited,
        unit=company.units[unit],
        scope="Remote access to customers' networks.",
        **(days | facts),
    )
    Certificate.objects.filter(pk=row.pk).update(state="active")
    return Certificate.objects.get(pk=row.pk)


def open_room(company: Company, finding: Finding) -> None:
    """The rooms of the world: Claire's with a question and a sample in it, one whose rules nobody has read, and a draft."""
    shown_for(company, finding, "Recorder settings")
    shown_for(company, finding, "Recorder picture", kept=kept_picture())
    shown = certificate(company, "Shown in the room", body="Kestrel Certification")
    rules = [(K.AUDIT, finding.audit), (K.AUDIT_EVIDENCE, finding.audit), (K.FRAMEWORK, company.framework)]
    rules.append((K.CERTIFICATE, shown))
    rules += [(K.SOA, one) for one in StatementOfApplicability.objects.filter(state="approved", unit__code="TS")]
    grant = entered(company, rules, allow_download=True)  # type: ignore[arg-type]
    ask_question(actor=company.cast["claire"], grant=grant, text="Which regions?", subject=finding, on=TODAY)
    propose_sample(actor=company.cast["claire"], grant=grant, population="Sessions of October", items="Five", on=TODAY)
    facts = {"nda": grant.nda, "grantee": company.cast["claire"]}
    approved(company, [(K.FINDING, finding)], purpose="Unread", **facts)
    requested(company, [(K.FINDING, finding)], purpose="Later", **facts)
