from audits.models.auditors import AuditorQualification, ConflictDeclaration
from audits.models.audits import Audit, Meeting, Report, TeamMember
from audits.models.departures import Dispute, Extension, RiskAcceptance
from audits.models.fieldwork import ChecklistItem, Question
from audits.models.findings import CauseAnalysis, CorrectiveAction, Finding, Verification
from audits.models.meetings import Attendance
from audits.models.papers import WorkingPaper
from audits.models.plan import CalendarFeed, PlanSession
from audits.models.programme import Programme, ProgrammeLine
from audits.models.programme_rows import GapReason, ProgrammeReview, ProgrammeRevision, ProgrammeRisk
from audits.models.samples import Sample, SampleItem
from audits.models.seats import IndependenceException, Objection
from audits.models.templates import ChecklistTemplate, FindingTemplate, TemplateQuestion, TemplateVersion

__all__ = [
    "Attendance",
    "Audit",
    "AuditorQualification",
    "CalendarFeed",
    "CauseAnalysis",
    "ChecklistItem",
    "ChecklistTemplate",
    "ConflictDeclaration",
    "CorrectiveAction",
    "Dispute",
    "Extension",
    "Finding",
    "FindingTemplate",
    "GapReason",
    "IndependenceException",
    "Meeting",
    "Objection",
    "PlanSession",
    "Programme",
    "ProgrammeLine",
    "ProgrammeReview",
    "ProgrammeRevision",
    "ProgrammeRisk",
    "Question",
    "Report",
    "RiskAcceptance",
    "Sample",
    "SampleItem",
    "TeamMember",
    "TemplateQuestion",
    "TemplateVersion",
    "Verification",
    "WorkingPaper",
]
