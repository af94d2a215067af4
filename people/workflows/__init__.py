"""The life cycles of the app."""

from people.workflows.training import ASSIGNMENT

__all__ = ["ASSIGNMENT"]
