"""Everything that reads about training, signing and recognition."""

from people.querysets.attestation import AttestationQuerySet, CampaignQuerySet
from people.querysets.audiences import people_caught
from people.querysets.training import (
    AssignmentQuerySet,
    CompletionQuerySet,
    CourseQuerySet,
    OfAssignmentQuerySet,
)

__all__ = [
    "AssignmentQuerySet",
    "AttestationQuerySet",
    "CampaignQuerySet",
    "CompletionQuerySet",
    "CourseQuerySet",
    "OfAssignmentQuerySet",
    "people_caught",
]
