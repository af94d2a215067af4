"""The lists of assurance, by noun."""

from assurance.lists.cells import CellFilter, CellList
from assurance.lists.documents import DocumentList
from assurance.lists.evidence import ControlList, EvidenceList, OwnEvidenceList, ReviewList
from assurance.lists.gates import GateList, PassList
from assurance.lists.objectives import ObjectiveList
from assurance.lists.processes import ProcessGapList, ProcessList
from assurance.lists.products import ProductList
from assurance.lists.reviews import ManagementReviewList, ReviewActionList
from assurance.lists.suppliers import ComponentList, GapList, SupplierList, gaps_of
from assurance.lists.vault import GapList as EvidenceGapList
from assurance.lists.vault import RequestList

__all__ = [
    "CellFilter",
    "CellList",
    "ComponentList",
    "ControlList",
    "DocumentList",
    "EvidenceGapList",
    "EvidenceList",
    "GapList",
    "GateList",
    "ManagementReviewList",
    "ObjectiveList",
    "OwnEvidenceList",
    "PassList",
    "ProcessGapList",
    "ProcessList",
    "ProductList",
    "RequestList",
    "ReviewActionList",
    "ReviewList",
    "SupplierList",
    "gaps_of",
]
