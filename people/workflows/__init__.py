"""The life cycles of the app."""

from people.workflows.editions import EDITION
from people.workflows.proofs import PROOF
from people.workflows.training import ASSIGNMENT

__all__ = ["ASSIGNMENT", "EDITION", "PROOF"]
