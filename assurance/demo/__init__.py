"""The chapter of assurance in the demonstration set; evidence waits for the rows it proves (audits.demo)."""

from datetime import date

from assurance.demo.catalogue import load_catalogue, requirements
from assurance.demo.cells import load_cells
from assurance.demo.documents import load_documents
from assurance.demo.evidence import load_evidence, write_evidence
from assurance.demo.gates import load_gates
from assurance.demo.imports import load_import
from assurance.demo.products import load_products
from assurance.demo.reviews import load_reviews
from assurance.demo.suppliers import load_suppliers
from assurance.demo.system import load_system
from assurance.demo.vault import load_vault
from foundation.demonstration import Story


def load_rest(*, today: date) -> None:
    """Writes what the vault holds beside the evidence of audits, and what it proved at gates; it comes after them."""
    story = Story(today)
    load_vault(story)
    load_gates(story)


def load(*, today: date) -> None:
    """Writes what is to be assured."""
    story = Story(today)
    load_system(story)
    load_catalogue(story)
    load_products(story)
    load_suppliers(story)
    load_documents(story)
    load_cells(story)
    load_import(story)


__all__ = [
    "load",
    "load_evidence",
    "load_rest",
    "load_reviews",
    "requirements",
    "write_evidence",
]
