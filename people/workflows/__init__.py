"""The life cycles of the app."""

from people.workflows.nomination import NOMINATION, NOMINATION_HOLD
from people.workflows.training import ASSIGNMENT

__all__ = [
    "ASSIGNMENT",
    "NOMINATION",
    "NOMINATION_HOLD",
]
