from audits.views.auditors import auditors, qualification_add, qualification_change
from audits.views.audits import audit, audits, schedule
from audits.views.conflicts import conflict_decide, conflict_declare, conflict_end, independence
from audits.views.fieldwork import fieldwork, fieldwork_evidence, fieldwork_item, fieldwork_save
from audits.views.finding_sheet import edit_finding, finding_dues, log_finding
from audits.views.findings import complete, finding, findings
from audits.views.meetings import attendance
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
from audits.views.programme import line_add, line_end, programme
from audits.views.reports import report
from audits.views.seats import outsider_add, seat_accept, seat_days, seat_remove

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
    "complete",
    "conflict_decide",
    "conflict_declare",
    "conflict_end",
    "edit_finding",
    "fieldwork",
    "fieldwork_evidence",
    "fieldwork_item",
    "fieldwork_save",
    "finding",
    "finding_dues",
    "findings",
    "independence",
    "line_add",
    "line_end",
    "log_finding",
    "outsider_add",
    "plan",
    "programme",
    "qualification_add",
    "qualification_change",
    "report",
    "schedule",
    "seat_accept",
    "seat_days",
    "seat_remove",
    "session_add",
    "session_cancel",
    "session_change",
]
