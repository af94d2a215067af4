"""The life cycles of the app."""

from people.workflows.nomination import NOMINATION, NOMINATION_HOLD

__all__ = ["NOMINATION", "NOMINATION_HOLD"]
