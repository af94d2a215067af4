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
from people.actions.certificates import issue_certificate
from people.actions.courses import define_course, edit_course, retire_course
from people.actions.editions import begin_edition, change_edition, publish_edition, supersede_edition
from people.actions.following import ask_people, end_waivers, move_dues, release_assignments, renew_assignments
from people.actions.keeping import scan_file
from people.actions.learning import answer_question, begin_sitting, hand_in, read_page
from people.actions.pages import add_page, change_page, move_page, remove_page
from people.actions.pool import add_question, change_question, remove_question
from people.actions.proofs import accept_proof, reject_proof, submit_proof, take_file
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
    "accept_proof",
    "add_page",
    "add_question",
    "answer_question",
    "ask_anew",
    "ask_no_longer",
    "ask_people",
    "ask_signers",
    "assign_course",
    "begin_campaign",
    "begin_edition",
    "begin_sitting",
    "change_campaign",
    "change_edition",
    "change_page",
    "change_question",
    "close_campaign",
    "define_course",
    "edit_course",
    "end_waivers",
    "follow_campaign",
    "hand_in",
    "issue_certificate",
    "move_dues",
    "move_page",
    "move_signing_days",
    "open_campaign",
    "open_text",
    "plan_campaign",
    "publish_edition",
    "read_page",
    "record_completion",
    "refuse_to_sign",
    "reject_proof",
    "release_assignments",
    "release_signers",
    "remind",
    "remind_all",
    "remind_late",
    "remind_signer",
    "remove_page",
    "remove_question",
    "renew_assignments",
    "retire_course",
    "scan_file",
    "sign",
    "start_course",
    "submit_attempt",
    "submit_proof",
    "supersede_campaign",
    "supersede_edition",
    "take_file",
    "take_up_again",
    "to_learn",
    "unblock_course",
    "waive_course",
]
