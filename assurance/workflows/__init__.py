"""The life cycles of assurance, by noun. Source: docs/workflows.md."""

from assurance.workflows.documents import DOCUMENT
from assurance.workflows.evidence import CONTROL, EVIDENCE
from assurance.workflows.frameworks import FRAMEWORK_IMPORT
from assurance.workflows.gates import GATE_PASS
from assurance.workflows.processes import PROCESS
from assurance.workflows.reviews import REVIEW
from assurance.workflows.suppliers import STATEMENT, SUPPLIER
from assurance.workflows.system import SCOPE
from assurance.workflows.vault import EVIDENCE_REQUEST

__all__ = [
    "CONTROL",
    "DOCUMENT",
    "EVIDENCE",
    "EVIDENCE_REQUEST",
    "FRAMEWORK_IMPORT",
    "GATE_PASS",
    "PROCESS",
    "REVIEW",
    "SCOPE",
    "STATEMENT",
    "SUPPLIER",
]
