"""Certificates of the small company: a scheme of each kind, a body, letters, and certificates in any state."""

from datetime import date
from typing import Any

from assurance.models import EvidenceVersion
from certifications.actions import add_body, add_scheme, register_certificate
from certifications.models import Certificate, CertificationBody, Cycle, Scheme, Suspension
from certifications.workflows import CERTIFICATE
from foundation.access import robot
from tests.company import TODAY, Company
from tests.room import accepted

S = Certificate.State
DECIDED, BEGINS, ENDS = date(2024, 5, 7), date(2024, 5, 14), date(2027, 5, 13)
MS = {
    "name": "Baseline",
    "kind": "management_system",
    "validity_months": 36,
    "suspension_months": 6,
    "restore_months": 6,
    "surveillance": "ms",
    "holder_retention_years": 3,
}
PRODUCT = {
    "name": "Baseline for products",
    "kind": "product",
    "validity_months": 60,
    "suspension_invalidates": False,
    "suspension_days": 42,
    "suspension_total_months": 12,
    "surveillance": "monitoring",
    "holder_retention_years": 5,
    "tiers": ["substantial", "high"],
}


def scheme(company: Company, code: str = "ms", **facts: Any) -> Scheme:
    """The scheme of management systems, or the one of products, which stays valid while suspended."""
    known = Scheme.objects.filter(code=code).first()
    given = {**(PRODUCT if code == "product" else MS), "family": "Internal baseline", **facts}
    return known or add_scheme(actor=company.cast["ines"], code=code, **given)


def body(company: Company, *schemes: Scheme, **facts: Any) -> CertificationBody:
    given = {"name": "Kestrel Certification", "valid_until": date(2028, 6, 30), **facts}
    known = CertificationBody.objects.filter(name=given["name"]).first()
    return known or add_body(actor=company.cast["ines"], schemes=schemes, **given)


def letter(company: Company, title: str = "Letter", **facts: Any) -> EvidenceVersion:
    """A letter of the body that Priya put on file and Ines accepted."""
    return accepted(company, title, kind="letter", **facts)


def planned(company: Company, *, unit: str = "TS", code: str = "ms", **facts: Any) -> Certificate:
    of = scheme(company, code)
    given = {"title": "Group ISMS", "edition": company.framework, "on": TODAY, **facts}
    by = given.pop("body", None) or body(company, of)
    return register_certificate(actor=company.cast["ines"], unit=company.units[unit], scheme=of, body=by, **given)


NEEDED: dict[str, dict[str, Any]] = {
    S.APPLIED: {"applied_on": date(2026, 1, 5)},
    S.STAGE1_DONE: {"stage1_on": date(2026, 3, 6)},
    S.MAJOR_OPEN: {"stage1_on": date(2026, 3, 6), "stage2_on": date(2026, 8, 31), "cap_on": date(2027, 2, 28)},
    S.AWAITING_DECISION: {"stage2_on": date(2026, 8, 31)},
    S.WITHDRAWN: {"withdrawn_on": date(2026, 7, 23)},
    S.SUPERSEDED: {"superseded_on": date(2026, 7, 23)},
    S.EXPIRED: {"expires_on": date(2026, 9, 30), "ended_on": date(2026, 9, 30), "ended_by": "date"},
    S.LAPSED: {"expires_on": date(2026, 3, 6), "ended_on": date(2026, 3, 6), "ended_by": "date"},
}
PRINTED = {"number": "K-1", "decision_on": DECIDED, "effective_from": BEGINS, "expires_on": ENDS}
UNDECIDED = (S.PLANNED, S.APPLIED, S.STAGE1_DONE, S.MAJOR_OPEN, S.AWAITING_DECISION, S.REFUSED)


def placed(company: Company, state: str = S.ACTIVE, *, row: Certificate | None = None, **facts: Any) -> Certificate:
    """A certificate as it stands in a state, as if its steps had been taken; a suspended one since 11 October."""
    days = {name: facts.pop(name) for name in list(facts) if name in PRINTED or name.endswith(("_on", "_by"))}
    certificate = row or planned(company, **facts)
    printed = {} if state in UNDECIDED else PRINTED
    for name, value in {**printed, **NEEDED.get(S(state), {}), **days}.items():
        setattr(certificate, name, value)
    certificate.save()
    if state not in UNDECIDED:
        Cycle.objects.filter(certificate=certificate).update(
            decision_on=certificate.decision_on,
            starts_on=certificate.effective_from,
            expires_on=certificate.expires_on,
        )
    if state == S.SUSPENDED:
        suspended(certificate)
    return CERTIFICATE.place(certificate, state, actor=robot(), on=TODAY, source="the tests")


def suspended(certificate: Certificate, **facts: Any) -> Suspension:
    since = date(2026, 10, 11)
    days = {"since": since, "decided_on": since, "limit_on": date(2027, 4, 11), "reason": "A major stayed open."}
    invalidates = certificate.scheme.suspension_invalidates
    return Suspension.objects.create(certificate=certificate, invalidates=invalidates, **{**days, **facts})
