"""The life cycle of violation cases. Source: docs/cases.md."""

from people.cases.workflows.cases import BEFORE_DECISION, CASE

__all__ = ["BEFORE_DECISION", "CASE"]
