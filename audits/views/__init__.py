from audits.views.auditors import auditors, qualification_add, qualification_change
from audits.views.audits import audit, audits, first_audit, schedule
from audits.views.checklists import (
    checklist_template,
    checklist_template_add,
    checklist_templates,
    question_drop,
    question_write,
    questions_choose,
    version_start,
)
from audits.views.comparison import compare, comparison
from audits.views.conflicts import conflict_decide, conflict_declare, conflict_end, independence
from audits.views.fieldwork import fieldwork, fieldwork_evidence, fieldwork_item, fieldwork_save
from audits.views.finding_sheet import edit_finding, finding_dues, log_finding
from audits.views.findings import complete, finding, findings
from audits.views.meetings import attendance
from audits.views.papers import paper_add, paper_change, paper_sign_off, paper_take_back, papers, working_paper
from audits.views.plan import (
    audit_calendar,
    calendar,
    calendar_feed,
    calendar_make,
    calendar_revoke,
    plan,
    session_add,
    session_cancel,
    session_change,
)
from audits.views.programme import line, line_add, line_end, programme
from audits.views.programmes import coverage, programme_add, programme_record, programme_year
from audits.views.reports import report, report_write
from audits.views.samples import sample, sample_add, sample_finish, sample_item, sites
from audits.views.seats import outsider_add, seat_accept, seat_days, seat_remove
from audits.views.templates import (
    finding_template,
    finding_template_add,
    finding_template_retire,
    finding_templates,
)

__all__ = [
    "attendance",
    "audit",
    "audit_calendar",
    "auditors",
    "audits",
    "calendar",
    "calendar_feed",
    "calendar_make",
    "calendar_revoke",
    "checklist_template",
    "checklist_template_add",
    "checklist_templates",
    "compare",
    "comparison",
    "complete",
    "conflict_decide",
    "conflict_declare",
    "conflict_end",
    "coverage",
    "edit_finding",
    "fieldwork",
    "fieldwork_evidence",
    "fieldwork_item",
    "fieldwork_save",
    "finding",
    "finding_dues",
    "finding_template",
    "finding_template_add",
    "finding_template_retire",
    "finding_templates",
    "findings",
    "first_audit",
    "independence",
    "line",
    "line_add",
    "line_end",
    "log_finding",
    "outsider_add",
    "paper_add",
    "paper_change",
    "paper_sign_off",
    "paper_take_back",
    "papers",
    "plan",
    "programme",
    "programme_add",
    "programme_record",
    "programme_year",
    "qualification_add",
    "qualification_change",
    "question_drop",
    "question_write",
    "questions_choose",
    "report",
    "report_write",
    "sample",
    "sample_add",
    "sample_finish",
    "sample_item",
    "schedule",
    "seat_accept",
    "seat_days",
    "seat_remove",
    "session_add",
    "session_cancel",
    "session_change",
    "sites",
    "version_start",
    "working_paper",
]
