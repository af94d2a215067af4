from audits.views.audits import audit, audits, schedule
from audits.views.fieldwork import fieldwork, fieldwork_evidence, fieldwork_item, fieldwork_save
from audits.views.finding_sheet import edit_finding, finding_dues, log_finding
from audits.views.findings import complete, finding, findings
from audits.views.programme import line, line_add, line_end, programme
from audits.views.programmes import coverage, programme_add, programme_record, programme_year
from audits.views.reports import report

__all__ = [
    "audit",
    "audits",
    "complete",
    "coverage",
    "edit_finding",
    "fieldwork",
    "fieldwork_evidence",
    "fieldwork_item",
    "fieldwork_save",
    "finding",
    "finding_dues",
    "findings",
    "line",
    "line_add",
    "line_end",
    "log_finding",
    "programme",
    "programme_add",
    "programme_record",
    "programme_year",
    "report",
    "schedule",
]
