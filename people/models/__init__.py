"""Courses, assignments, campaigns, nominations."""

from people.models.audiences import Audience
from people.models.nomination import Nomination, NominationHold, Nominee
from people.models.training import Assignment, Attempt, Completion, Course, Standing

__all__ = [
    "Assignment",
    "Attempt",
    "Audience",
    "Completion",
    "Course",
    "Nomination",
    "NominationHold",
    "Nominee",
    "Standing",
]
