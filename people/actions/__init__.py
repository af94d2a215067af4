"""The verbs of the app."""

from people.actions.courses import define_course, edit_course, retire_course
from people.actions.following import ask_people, end_waivers, move_dues, release_assignments, renew_assignments
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
from people.actions.training import (
    assign_course,
    record_completion,
    start_course,
    submit_attempt,
    unblock_course,
    waive_course,
)

__all__ = [
    "agree_to_publish",
    "ask_people",
    "assign_course",
    "award_nomination",
    "award_together",
    "change_nomination",
    "decline_nomination",
    "define_course",
    "edit_course",
    "end_waivers",
    "hold_nomination",
    "lift_nomination_hold",
    "move_dues",
    "nominate",
    "object_to_publish",
    "publish_award",
    "record_completion",
    "release_assignments",
    "renew_assignments",
    "retire_course",
    "review_nomination",
    "start_course",
    "submit_attempt",
    "submit_nomination",
    "unblock_course",
    "waive_course",
]
