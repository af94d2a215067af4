"""The lists of the app."""

from people.lists.training import AllAssignmentList, AssignmentList, CompletionList, CourseList

__all__ = ["AllAssignmentList", "AssignmentList", "CompletionList", "CourseList"]
