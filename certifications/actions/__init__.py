from certifications.actions.conformity import change_conformity, record_conformity
from certifications.actions.grants import (
    approve_grant,
    change_grant,
    clear_grant,
    request_grant,
    return_grant,
    submit_grant,
)
from certifications.actions.inspections import (
    admit_inspectors,
    compare_builds,
    finish_inspection,
    name_inspectors,
    record_inspection_result,
    refuse_inspection,
    request_inspection,
    schedule_inspection,
    withdraw_inspection,
)
from certifications.actions.inspectors import (
    add_authorisation,
    begin_authorisation,
    change_authorisation,
    check_authorisation,
    confirm_authorisation,
    end_authorisation,
    revoke_authorisation,
)
from certifications.actions.opening import end_grant, follow_evidence, revoke_grant, start_grant
from certifications.actions.questions import answer_question, ask_question, close_question, reply_to_question
from certifications.actions.rooms import acknowledge, look_at
from certifications.actions.samples import agree_sample, decline_sample, propose_sample
from certifications.actions.services import add_service, change_service
from certifications.actions.visiting import pause_inspection

__all__ = [
    "acknowledge",
    "add_authorisation",
    "add_service",
    "admit_inspectors",
    "agree_sample",
    "answer_question",
    "approve_grant",
    "ask_question",
    "begin_authorisation",
    "change_authorisation",
    "change_conformity",
    "change_grant",
    "change_service",
    "check_authorisation",
    "clear_grant",
    "close_question",
    "compare_builds",
    "confirm_authorisation",
    "decline_sample",
    "end_authorisation",
    "end_grant",
    "finish_inspection",
    "follow_evidence",
    "look_at",
    "name_inspectors",
    "pause_inspection",
    "propose_sample",
    "record_conformity",
    "record_inspection_result",
    "refuse_inspection",
    "reply_to_question",
    "request_grant",
    "request_inspection",
    "return_grant",
    "revoke_authorisation",
    "revoke_grant",
    "schedule_inspection",
    "start_grant",
    "submit_grant",
    "withdraw_inspection",
]
