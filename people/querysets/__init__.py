"""Everything that reads about training, signing and recognition."""

from people.querysets.attestation import (
    AttestationQuerySet,
    CampaignQuerySet,
    not_caught_any_more,
    not_caught_yet,
)
from people.querysets.audiences import people_caught, people_of
from people.querysets.following import (
    away_when_due,
    caught_by,
    not_asked_any_more,
    not_asked_yet,
    to_renew,
    waived_too_long,
)
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
    "away_when_due",
    "caught_by",
    "not_asked_any_more",
    "not_asked_yet",
    "not_caught_any_more",
    "not_caught_yet",
    "people_caught",
    "people_of",
    "to_renew",
    "waived_too_long",
]
