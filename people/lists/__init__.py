"""The lists of the app."""

from people.lists.nomination import MyNominationList, NominationList, Wall
from people.lists.training import AllAssignmentList, AssignmentList, CompletionList, CourseList

__all__ = [
    "AllAssignmentList",
    "AssignmentList",
    "CompletionList",
    "CourseList",
    "MyNominationList",
    "NominationList",
    "Wall",
]
