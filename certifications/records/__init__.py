"""What the pages of this app show, gathered in few queries; nothing here writes."""

from certifications.records.certificates import CertificateRecord
from certifications.records.certificates_shown import certificate_of
from certifications.records.inspections import AuthorisationRecord, InspectionRecord, conformity_grid, inspecting_tabs
from certifications.records.portfolio import Picture, Portfolio
from certifications.records.rooms import (
    GrantRecord,
    asked_about,
    audit_of,
    clause_of,
    earlier_of,
    evidence_of,
    finding_of,
    home_of,
    inspection_of,
    samples_of,
    soa_of,
    words_in,
)
from certifications.records.viewing import RoomViewing

__all__ = [
    "AuthorisationRecord",
    "CertificateRecord",
    "GrantRecord",
    "InspectionRecord",
    "Picture",
    "Portfolio",
    "RoomViewing",
    "asked_about",
    "audit_of",
    "certificate_of",
    "clause_of",
    "conformity_grid",
    "earlier_of",
    "evidence_of",
    "finding_of",
    "home_of",
    "inspecting_tabs",
    "inspection_of",
    "samples_of",
    "soa_of",
    "words_in",
]
