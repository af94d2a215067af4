from certifications.actions.grants import (
    approve_grant,
    change_grant,
    clear_grant,
    request_grant,
    return_grant,
    submit_grant,
)
from certifications.actions.opening import end_grant, follow_evidence, revoke_grant, start_grant
from certifications.actions.questions import answer_question, ask_question, close_question, reply_to_question
from certifications.actions.rooms import acknowledge, look_at
from certifications.actions.samples import agree_sample, decline_sample, drawn, pick_sample, propose_sample
from certifications.actions.showing import open_for_sample, show_sample

__all__ = [
    "acknowledge",
    "agree_sample",
    "answer_question",
    "approve_grant",
    "ask_question",
    "change_grant",
    "clear_grant",
    "close_question",
    "decline_sample",
    "drawn",
    "end_grant",
    "follow_evidence",
    "look_at",
    "open_for_sample",
    "pick_sample",
    "propose_sample",
    "reply_to_question",
    "request_grant",
    "return_grant",
    "revoke_grant",
    "show_sample",
    "start_grant",
    "submit_grant",
]
