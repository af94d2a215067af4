from audits.actions.audits import (
    close_audit,
    name_lead,
    postpone_audit,
    reopen_audit,
    review_documents,
    schedule_audit,
    send_plan,
    set_team,
    start_follow_up,
)
from audits.actions.building import clone_checklist, use_template
from audits.actions.caps import set_cap
from audits.actions.checklists import (
    add_checklist_template,
    choose_questions,
    drop_question,
    release_version,
    start_version,
    write_question,
)
from audits.actions.corrective import (
    add_action,
    complete_action,
    implement_finding,
    record_correction,
    return_plan,
    submit_plan,
)
from audits.actions.disputes import annul_finding, dispute_finding, downgrade_finding, uphold_finding
from audits.actions.extensions import confirm_extension, extend_finding
from audits.actions.fieldwork import (
    add_item,
    answer_item,
    attach_to_item,
    build_checklist,
    load_questions,
    open_audit,
)
from audits.actions.findings import (
    change_finding,
    discard_finding,
    issue_at_once,
    issue_finding,
    log_finding,
    note_finding,
    void_finding,
)
from audits.actions.opportunities import accept_opportunity, decline_opportunity, settle_opportunity
from audits.actions.programme import add_line, create_occurrences, end_line
from audits.actions.reporting import close_fieldwork, issue_report, review_report, write_report
from audits.actions.risks import accept_risk, end_risk
from audits.actions.templates import add_finding_template, change_finding_template, retire_finding_template
from audits.actions.verification import name_verifier, reject_effect, verify_finding

__all__ = [
    "accept_opportunity",
    "accept_risk",
    "add_action",
    "add_checklist_template",
    "add_finding_template",
    "add_item",
    "add_line",
    "annul_finding",
    "answer_item",
    "attach_to_item",
    "build_checklist",
    "change_finding",
    "change_finding_template",
    "choose_questions",
    "clone_checklist",
    "close_audit",
    "close_fieldwork",
    "complete_action",
    "confirm_extension",
    "create_occurrences",
    "decline_opportunity",
    "discard_finding",
    "dispute_finding",
    "downgrade_finding",
    "drop_question",
    "end_line",
    "end_risk",
    "extend_finding",
    "implement_finding",
    "issue_at_once",
    "issue_finding",
    "issue_report",
    "load_questions",
    "log_finding",
    "name_lead",
    "name_verifier",
    "note_finding",
    "open_audit",
    "postpone_audit",
    "record_correction",
    "reject_effect",
    "release_version",
    "reopen_audit",
    "retire_finding_template",
    "return_plan",
    "review_documents",
    "review_report",
    "schedule_audit",
    "send_plan",
    "set_cap",
    "set_team",
    "settle_opportunity",
    "start_follow_up",
    "start_version",
    "submit_plan",
    "uphold_finding",
    "use_template",
    "verify_finding",
    "void_finding",
    "write_question",
    "write_report",
]
