"""Courses, assignments, campaigns, nominations."""

from people.models.attestation import Attestation, Campaign
from people.models.audiences import Audience
from people.models.training import Assignment, Attempt, Completion, Course, Standing

__all__ = ["Assignment", "Attempt", "Attestation", "Audience", "Campaign", "Completion", "Course", "Standing"]
