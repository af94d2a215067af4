"""What the pages of this app show, gathered in few queries; nothing here writes."""

from certifications.records.rooms import (
    GrantRecord,
    audit_of,
    clause_of,
    evidence_of,
    finding_of,
    home_of,
    soa_of,
)

__all__ = ["GrantRecord", "audit_of", "clause_of", "evidence_of", "finding_of", "home_of", "soa_of"]
