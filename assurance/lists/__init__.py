"""The lists of assurance, by noun."""

from assurance.lists.documents import DocumentList
from assurance.lists.evidence import ControlList, EvidenceList, OwnEvidenceList, ReviewList

__all__ = ["ControlList", "DocumentList", "EvidenceList", "OwnEvidenceList", "ReviewList"]
