"""The verbs of the app."""

from people.actions.nomination import (
    agree_to_publish,
    award_nomination,
    award_together,
    change_nomination,
    decline_nomination,
    nominate,
    object_to_publish,
    publish_award,
    review_nomination,
    submit_nomination,
)
from people.actions.nomination_holds import hold_nomination, lift_nomination_hold

__all__ = [
    "agree_to_publish",
    "award_nomination",
    "award_together",
    "change_nomination",
    "decline_nomination",
    "hold_nomination",
    "lift_nomination_hold",
    "nominate",
    "object_to_publish",
    "publish_award",
    "review_nomination",
    "submit_nomination",
]
