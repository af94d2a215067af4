from audits.views.audits import audit, audits, schedule
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
from audits.views.fieldwork import fieldwork, fieldwork_evidence, fieldwork_item, fieldwork_save
from audits.views.finding_sheet import edit_finding, finding_dues, log_finding
from audits.views.findings import complete, finding, findings
from audits.views.papers import paper_add, paper_change, paper_sign_off, paper_take_back, papers, working_paper
from audits.views.programme import line, line_add, line_end, programme
from audits.views.programmes import coverage, programme_add, programme_record, programme_year
from audits.views.reports import report
from audits.views.samples import sample, sample_add, sample_finish, sample_item, sites
from audits.views.templates import (
    finding_template,
    finding_template_add,
    finding_template_retire,
    finding_templates,
)

__all__ = [
    "audit",
    "audits",
    "checklist_template",
    "checklist_template_add",
    "checklist_templates",
    "compare",
    "comparison",
    "complete",
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
    "line",
    "line_add",
    "line_end",
    "log_finding",
    "paper_add",
    "paper_change",
    "paper_sign_off",
    "paper_take_back",
    "papers",
    "programme",
    "programme_add",
    "programme_record",
    "programme_year",
    "question_drop",
    "question_write",
    "questions_choose",
    "report",
    "sample",
    "sample_add",
    "sample_finish",
    "sample_item",
    "schedule",
    "sites",
    "version_start",
    "working_paper",
]
