"""Courses, assignments, campaigns, nominations."""

from people.models.audiences import Audience
from people.models.training import Assignment, Attempt, Completion, Course, Standing

__all__ = ["Assignment", "Attempt", "Audience", "Completion", "Course", "Standing"]
