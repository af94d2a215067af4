"""The chapter of assurance in the demonstration set; evidence waits for the rows it proves (audits.demo)."""

from datetime import date

from assurance.demo.catalogue import load_catalogue, requirements
from assurance.demo.evidence import load_evidence
from assurance.demo.vault import load_vault
from foundation.demonstration import Story


def load_rest(*, today: date) -> None:
    """Writes what the vault holds beside the evidence of audits; it comes after them."""
    load_vault(Story(today))


def load(*, today: date) -> None:
    """Writes what is to be assured."""
    load_catalogue(Story(today))


__all__ = ["load", "load_evidence", "load_rest", "requirements"]
