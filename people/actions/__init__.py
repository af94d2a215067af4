"""The verbs of the app."""

from people.actions.asking import ask_anew, ask_no_longer, ask_signers, move_signing_days, release_signers
from people.actions.attestation import open_text, refuse_to_sign, remind_late, remind_signer, sign, take_up_again
from people.actions.campaigns import (
    begin_campaign,
    change_campaign,
    close_campaign,
    follow_campaign,
    open_campaign,
    plan_campaign,
    supersede_campaign,
)
from people.actions.courses import define_course, edit_course, retire_course
from people.actions.following import ask_people, end_waivers, move_dues, release_assignments, renew_assignments
from people.actions.training import (
    assign_course,
    record_completion,
    start_course,
    submit_attempt,
    unblock_course,
    waive_course,
)

__all__ = [
    "ask_anew",
    "ask_no_longer",
    "ask_people",
    "ask_signers",
    "assign_course",
    "begin_campaign",
    "change_campaign",
    "close_campaign",
    "define_course",
    "edit_course",
    "end_waivers",
    "follow_campaign",
    "move_dues",
    "move_signing_days",
    "open_campaign",
    "open_text",
    "plan_campaign",
    "record_completion",
    "refuse_to_sign",
    "release_assignments",
    "release_signers",
    "remind_late",
    "remind_signer",
    "renew_assignments",
    "retire_course",
    "sign",
    "start_course",
    "submit_attempt",
    "supersede_campaign",
    "take_up_again",
    "unblock_course",
    "waive_course",
]
