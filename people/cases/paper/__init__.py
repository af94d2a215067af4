"""Letters of a case as PDF."""

from people.cases.paper.letters import KINDS, letter_pdf

__all__ = ["KINDS", "letter_pdf"]
