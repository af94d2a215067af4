from certifications.actions.citing import cite_soa
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
from certifications.actions.samples import agree_sample, decline_sample, propose_sample
from certifications.actions.soa import (
    approve_soa,
    change_soa,
    edit_soa_line,
    edit_soa_lines,
    follow_matrix,
    match_framework,
    return_soa,
    revise_soa,
    start_soa,
    submit_soa,
)

__all__ = [
    "acknowledge",
    "agree_sample",
    "answer_question",
    "approve_grant",
    "approve_soa",
    "ask_question",
    "change_grant",
    "change_soa",
    "cite_soa",
    "clear_grant",
    "close_question",
    "decline_sample",
    "edit_soa_line",
    "edit_soa_lines",
    "end_grant",
    "follow_evidence",
    "follow_matrix",
    "look_at",
    "match_framework",
    "propose_sample",
    "reply_to_question",
    "request_grant",
    "return_grant",
    "return_soa",
    "revise_soa",
    "revoke_grant",
    "start_grant",
    "start_soa",
    "submit_grant",
    "submit_soa",
]
