from assurance.models.cells import Cell, MatrixSnapshot
from assurance.models.documents import Document, DocumentVersion
from assurance.models.evidence import Evidence, EvidenceFile, EvidenceLink, EvidenceVersion
from assurance.models.frameworks import Control, EditionTransition, Framework, Requirement, RequirementMapping
from assurance.models.gates import Gate, GatePass
from assurance.models.imports import FrameworkImport
from assurance.models.objectives import Objective, ObjectiveReading
from assurance.models.processes import Area, Process
from assurance.models.products import Build, Product, ProductVersion
from assurance.models.reviews import ManagementReview, ReviewInput, ReviewOutcome
from assurance.models.suppliers import Assessment, Component, ContinuityStatement, Supplier
from assurance.models.system import GovernanceRole, ScopeStatement
from assurance.models.vault import EvidenceRequest, LegalHold, Upload

__all__ = [
    "Area",
    "Assessment",
    "Build",
    "Cell",
    "Component",
    "ContinuityStatement",
    "Control",
    "Document",
    "DocumentVersion",
    "EditionTransition",
    "Evidence",
    "EvidenceFile",
    "EvidenceLink",
    "EvidenceRequest",
    "EvidenceVersion",
    "Framework",
    "FrameworkImport",
    "Gate",
    "GatePass",
    "GovernanceRole",
    "LegalHold",
    "ManagementReview",
    "MatrixSnapshot",
    "Objective",
    "ObjectiveReading",
    "Process",
    "Product",
    "ProductVersion",
    "Requirement",
    "RequirementMapping",
    "ReviewInput",
    "ReviewOutcome",
    "ScopeStatement",
    "Supplier",
    "Upload",
]
