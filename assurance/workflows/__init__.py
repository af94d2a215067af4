"""The life cycles of assurance, by noun. Source: docs/workflows.md."""

from assurance.workflows.documents import DOCUMENT
from assurance.workflows.evidence import CONTROL, EVIDENCE

__all__ = ["CONTROL", "DOCUMENT", "EVIDENCE"]
