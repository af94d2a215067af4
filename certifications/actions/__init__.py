from certifications.actions.certificates import (
    apply_for_certificate,
    change_certificate,
    record_grant,
    record_major,
    record_refusal,
    record_stage1,
    record_stage2,
    register_certificate,
    verify_majors,
)
from certifications.actions.cycles import link_audit, note_limits, plan_cycle, unlink_audit, warn_of_breaches
from certifications.actions.endings import (
    end_edition,
    expire_certificate,
    lapse_certificate,
    pass_cap,
    supersede_certificate,
    warn_of_edition,
    warn_of_limit,
)
from certifications.actions.grants import (
    approve_grant,
    change_grant,
    clear_grant,
    request_grant,
    return_grant,
    submit_grant,
)
from certifications.actions.loading import load_certificates
from certifications.actions.opening import end_grant, follow_evidence, revoke_grant, start_grant
from certifications.actions.questions import answer_question, ask_question, close_question, reply_to_question
from certifications.actions.renewals import record_recertification, record_transition, restore_certificate
from certifications.actions.rooms import acknowledge, look_at
from certifications.actions.samples import agree_sample, decline_sample, propose_sample
from certifications.actions.schemes import add_body, add_scheme, change_body, change_scheme
from certifications.actions.shipped import load_shipped_schemes
from certifications.actions.suspensions import (
    lift_suspension,
    prolong_suspension,
    reduce_scope,
    suspend_certificate,
    tell_purchasers,
    withdraw_certificate,
)

__all__ = [
    "acknowledge",
    "add_body",
    "add_scheme",
    "agree_sample",
    "answer_question",
    "apply_for_certificate",
    "approve_grant",
    "ask_question",
    "change_body",
    "change_certificate",
    "change_grant",
    "change_scheme",
    "clear_grant",
    "close_question",
    "decline_sample",
    "end_edition",
    "end_grant",
    "expire_certificate",
    "follow_evidence",
    "lapse_certificate",
    "lift_suspension",
    "link_audit",
    "load_certificates",
    "load_shipped_schemes",
    "look_at",
    "note_limits",
    "pass_cap",
    "plan_cycle",
    "prolong_suspension",
    "propose_sample",
    "record_grant",
    "record_major",
    "record_recertification",
    "record_refusal",
    "record_stage1",
    "record_stage2",
    "record_transition",
    "reduce_scope",
    "register_certificate",
    "reply_to_question",
    "request_grant",
    "restore_certificate",
    "return_grant",
    "revoke_grant",
    "start_grant",
    "submit_grant",
    "supersede_certificate",
    "suspend_certificate",
    "tell_purchasers",
    "unlink_audit",
    "verify_majors",
    "warn_of_breaches",
    "warn_of_edition",
    "warn_of_limit",
    "withdraw_certificate",
]
