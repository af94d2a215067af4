"""The life cycles of assurance, by noun. Source: docs/workflows.md."""

from assurance.workflows.evidence import CONTROL, EVIDENCE
from assurance.workflows.frameworks import FRAMEWORK_IMPORT
from assurance.workflows.suppliers import STATEMENT, SUPPLIER

__all__ = ["CONTROL", "EVIDENCE", "FRAMEWORK_IMPORT", "STATEMENT", "SUPPLIER"]
