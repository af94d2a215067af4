from audits.views.audits import audit, audits, schedule
from audits.views.fieldwork import fieldwork, fieldwork_evidence, fieldwork_item, fieldwork_save
from audits.views.finding_sheet import edit_finding, finding_dues, log_finding
from audits.views.findings import complete, finding, findings
from audits.views.papers import paper_add, paper_change, paper_sign_off, paper_take_back, papers, working_paper
from audits.views.programme import line_add, line_end, programme
from audits.views.reports import report
from audits.views.samples import sample, sample_add, sample_finish, sample_item, sites

__all__ = [
    "audit",
    "audits",
    "complete",
    "edit_finding",
    "fieldwork",
    "fieldwork_evidence",
    "fieldwork_item",
    "fieldwork_save",
    "finding",
    "finding_dues",
    "findings",
    "line_add",
    "line_end",
    "log_finding",
    "paper_add",
    "paper_change",
    "paper_sign_off",
    "paper_take_back",
    "papers",
    "programme",
    "report",
    "sample",
    "sample_add",
    "sample_finish",
    "sample_item",
    "schedule",
    "sites",
    "working_paper",
]
