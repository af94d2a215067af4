"""The life cycles of assurance, by noun. Source: docs/workflows.md."""

from assurance.workflows.documents import DOCUMENT
from assurance.workflows.evidence import CONTROL, EVIDENCE
from assurance.workflows.frameworks import FRAMEWORK_IMPORT
from assurance.workflows.suppliers import STATEMENT, SUPPLIER

__all__ = [
    "CONTROL",
    "DOCUMENT",
    "EVIDENCE",
    "FRAMEWORK_IMPORT",
    "STATEMENT",
    "SUPPLIER",
]
