"""Everything that reads assurance; reads for people start at visible_to(user)."""

from assurance.querysets.catalogue import (
    ControlQuerySet,
    FrameworkImportQuerySet,
    FrameworkQuerySet,
    RequirementQuerySet,
)
from assurance.querysets.cells import COUNTS_IN, COVERED, EXPIRING_DAYS, GAPS, CellQuerySet, MatrixSnapshotQuerySet
from assurance.querysets.continuity import PLACE, StatementQuerySet
from assurance.querysets.documents import DocumentQuerySet, DocumentVersionQuerySet
from assurance.querysets.evidence import (
    NEVER_OUTSIDE,
    SHOWN_OUTSIDE,
    EvidenceLinkQuerySet,
    EvidenceQuerySet,
    EvidenceVersionQuerySet,
    Proven,
    proven,
    seen_through,
)
from assurance.querysets.gates import LOOKED_BACK, GatePassQuerySet, GateQuerySet
from assurance.querysets.objectives import ObjectiveQuerySet, ObjectiveReadingQuerySet
from assurance.querysets.processes import ProcessQuerySet
from assurance.querysets.products import BuildQuerySet, ProductQuerySet, ProductVersionQuerySet
from assurance.querysets.readers import INSIDE, unseen
from assurance.querysets.reviews import ManagementReviewQuerySet, ReviewInputQuerySet, ReviewOutcomeQuerySet
from assurance.querysets.suppliers import GONE, AssessmentQuerySet, ComponentQuerySet, SupplierQuerySet, of_supply_chain
from assurance.querysets.system import GovernanceRoleQuerySet, ScopeStatementQuerySet
from assurance.querysets.vault import EvidenceRequestQuerySet, LegalHoldQuerySet, UploadQuerySet

__all__ = [
    "COUNTS_IN",
    "COVERED",
    "EXPIRING_DAYS",
    "GAPS",
    "GONE",
    "INSIDE",
    "LOOKED_BACK",
    "NEVER_OUTSIDE",
    "PLACE",
    "SHOWN_OUTSIDE",
    "AssessmentQuerySet",
    "BuildQuerySet",
    "CellQuerySet",
    "ComponentQuerySet",
    "ControlQuerySet",
    "DocumentQuerySet",
    "DocumentVersionQuerySet",
    "EvidenceLinkQuerySet",
    "EvidenceQuerySet",
    "EvidenceRequestQuerySet",
    "EvidenceVersionQuerySet",
    "FrameworkImportQuerySet",
    "FrameworkQuerySet",
    "GatePassQuerySet",
    "GateQuerySet",
    "GovernanceRoleQuerySet",
    "LegalHoldQuerySet",
    "ManagementReviewQuerySet",
    "MatrixSnapshotQuerySet",
    "ObjectiveQuerySet",
    "ObjectiveReadingQuerySet",
    "ProcessQuerySet",
    "ProductQuerySet",
    "ProductVersionQuerySet",
    "Proven",
    "RequirementQuerySet",
    "ReviewInputQuerySet",
    "ReviewOutcomeQuerySet",
    "ScopeStatementQuerySet",
    "StatementQuerySet",
    "SupplierQuerySet",
    "UploadQuerySet",
    "of_supply_chain",
    "proven",
    "seen_through",
    "unseen",
]
