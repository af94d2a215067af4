"""The lists of the app."""

from people.lists.attestation import AttestationList, CampaignList
from people.lists.hr_import import HrImportList, HrLineList, WrongLines
from people.lists.nomination import MyNominationList, NominationList, Wall
from people.lists.training import AllAssignmentList, AssignmentList, CompletionList, CourseList

__all__ = [
    "AllAssignmentList",
    "AssignmentList",
    "AttestationList",
    "CampaignList",
    "CompletionList",
    "CourseList",
    "HrImportList",
    "HrLineList",
    "MyNominationList",
    "NominationList",
    "Wall",
    "WrongLines",
]
