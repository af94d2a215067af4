"""Certificates of the company as a register takes them over: scheme, body, editions, and the days of each."""

from datetime import date
from typing import Any

from assurance.models import Framework
from certifications.models import Certificate, CertificationBody, Cycle, EarlierAudit, Scheme
from certifications.workflows import CERTIFICATE
from foundation.access import robot
from foundation.numbers import next_reference
from tests.company import TODAY, Company

day = date.fromisoformat


def edition(name: str = "2022", family: str = "ISO/IEC 27001") -> Framework:
    facts = {"title": family, "edition": name, "issuer": "ISO/IEC"}
    return Framework.objects.get_or_create(code=f"{family} {name}".replace(" ", "-").replace("/", "-"), defaults=facts)[
        0
    ]


def scheme(code: str = "iso27001", **facts: Any) -> Scheme:
    """A management system with yearly surveillance, unless told otherwise."""
    known = {
        "name": "ISO/IEC 27001",
        "kind": "management_system",
        "family": "ISO/IEC 27001",
        "validity_months": 36,
        "suspension_months": 6,
        "restore_months": 6,
        "surveillance": "ms",
    }
    return Scheme.objects.get_or_create(code=code, defaults=known | facts)[0]


def eucc() -> Scheme:
    facts = {
        "name": "EUCC",
        "kind": "product",
        "family": "EUCC",
        "validity_months": 60,
        "suspension_invalidates": False,
    }
    facts |= {"suspension_months": None, "suspension_days": 42, "suspension_total_months": 12, "restore_months": None}
    return scheme("eucc", surveillance="monitoring", **facts)


def body(*schemes: Scheme) -> CertificationBody:
    kestrel = CertificationBody.objects.get_or_create(name="Kestrel Certification")[0]
    kestrel.schemes.add(*schemes)
    return kestrel


def certified(
    company: Company,
    effective: str,
    expires: str,
    *,
    decided: str = "",
    state: str = "active",
    held: dict[str, str] | None = None,
    unit: str = "HQ",
    of: Scheme | None = None,
    **facts: Any,
) -> Certificate:
    """A granted certificate with its cycle; `held` are audits from before the register, role to last day."""
    rule = of or scheme()
    days = {"decision_on": day(decided or effective), "effective_from": day(effective), "expires_on": day(expires)}
    fields = {"title": "Group ISMS", "edition": edition(family=rule.family), "number": "KC-1", **facts}
    ref = next_reference("C", days["decision_on"].year)
    row = Certificate(ref=ref, scheme=rule, body=body(rule), unit=company.units[unit], **days, **fields)
    row.full_clean()
    row.save()
    kind = Cycle.Kind.RECERTIFICATION if row.predecessor_id else Cycle.Kind.INITIAL
    cycle_days = {"decision_on": row.decision_on, "starts_on": row.effective_from, "expires_on": row.expires_on}
    cycle = Cycle.objects.create(certificate=row, kind=kind, **cycle_days)
    for role, last in (held or {}).items():
        EarlierAudit.objects.create(cycle=cycle, role=role, ended_on=day(last))
    CERTIFICATE.place(row, state, actor=robot(), on=TODAY, source="test")
    return row
