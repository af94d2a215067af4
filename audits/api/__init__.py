"""The JSON door of audits: their programme, fieldwork, findings, corrective actions and reports."""

from audits.api.actions import Actions
from audits.api.auditors import AuditorQualifications, Conflicts
from audits.api.audits import Audits, TeamMembers
from audits.api.board import Figures
from audits.api.checklists import ChecklistTemplates, TemplateQuestions, TemplateVersions
from audits.api.fieldwork import ChecklistItems
from audits.api.findings import Findings
from audits.api.meetings import Meetings
from audits.api.papers import WorkingPapers
from audits.api.plan import PlanSessions
from audits.api.programme import ProgrammeLines
from audits.api.programmes import Programmes
from audits.api.reports import Reports
from audits.api.samples import AuditSamples, SampleItems
from audits.api.templates import FindingTemplates
from foundation.api.doors import Door

ROUTES = {
    "audits": Audits,
    "team-members": TeamMembers,
    "auditor-qualifications": AuditorQualifications,
    "conflicts": Conflicts,
    "checklist-items": ChecklistItems,
    "checklist-templates": ChecklistTemplates,
    "template-versions": TemplateVersions,
    "template-questions": TemplateQuestions,
    "working-papers": WorkingPapers,
    "audit-samples": AuditSamples,
    "sample-items": SampleItems,
    "findings": Findings,
    "finding-templates": FindingTemplates,
    "actions": Actions,
    "programmes": Programmes,
    "meetings": Meetings,
    "plan-sessions": PlanSessions,
    "programme-lines": ProgrammeLines,
    "reports": Reports,
}
SINGLE = {"figures": Figures}
WITHIN: dict[str, type[Door]] = {}
