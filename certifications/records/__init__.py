"""What the pages of this app show, gathered in few queries; nothing here writes."""

from certifications.records.certificates import CertificateRecord
from certifications.records.portfolio import Portfolio
from certifications.records.rooms import (
    GrantRecord,
    audit_of,
    clause_of,
    evidence_of,
    finding_of,
    home_of,
    soa_of,
)

__all__ = [
    "CertificateRecord",
    "GrantRecord",
    "Portfolio",
    "audit_of",
    "clause_of",
    "evidence_of",
    "finding_of",
    "home_of",
    "soa_of",
]
