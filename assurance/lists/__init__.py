"""The lists of assurance, by noun."""

from assurance.lists.cells import CellFilter, CellList
from assurance.lists.documents import DocumentList
from assurance.lists.evidence import ControlList, EvidenceList, OwnEvidenceList, ReviewList

__all__ = ["CellFilter", "CellList", "ControlList", "DocumentList", "EvidenceList", "OwnEvidenceList", "ReviewList"]
