"""The verbs of the app."""

from people.actions.courses import define_course, edit_course, retire_course
from people.actions.following import ask_people, end_waivers, move_dues, release_assignments, renew_assignments
from people.actions.reminding import REMINDED, remind, remind_all, to_learn
from people.actions.training import (
    assign_course,
    record_completion,
    start_course,
    submit_attempt,
    unblock_course,
    waive_course,
)

__all__ = [
    "REMINDED",
    "ask_people",
    "assign_course",
    "define_course",
    "edit_course",
    "end_waivers",
    "move_dues",
    "record_completion",
    "release_assignments",
    "remind",
    "remind_all",
    "renew_assignments",
    "retire_course",
    "start_course",
    "submit_attempt",
    "to_learn",
    "unblock_course",
    "waive_course",
]
