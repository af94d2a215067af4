"""The lists of the app."""

from people.lists.attestation import AttestationList, CampaignList
from people.lists.training import AllAssignmentList, AssignmentList, CompletionList, CourseList

__all__ = ["AllAssignmentList", "AssignmentList", "AttestationList", "CampaignList", "CompletionList", "CourseList"]
