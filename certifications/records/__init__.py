"""What the pages of this app show, gathered in few queries; nothing here writes."""

from certifications.records.certificates import CertificateRecord
from certifications.records.inspections import AuthorisationRecord, InspectionRecord, conformity_grid, inspecting_tabs
from certifications.records.portfolio import Portfolio
from certifications.records.rooms import (
    GrantRecord,
    audit_of,
    clause_of,
    evidence_of,
    finding_of,
    home_of,
    inspection_of,
)

__all__ = [
    "AuthorisationRecord",
    "CertificateRecord",
    "GrantRecord",
    "InspectionRecord",
    "Portfolio",
    "audit_of",
    "clause_of",
    "conformity_grid",
    "evidence_of",
    "finding_of",
    "home_of",
    "inspecting_tabs",
    "inspection_of",
]
