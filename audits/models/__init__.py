from audits.models.audits import Audit, Meeting, Report, TeamMember
from audits.models.fieldwork import ChecklistItem, Question
from audits.models.findings import CauseAnalysis, CorrectiveAction, Finding, Verification
from audits.models.programme import Programme, ProgrammeLine
from audits.models.programme_rows import GapReason, ProgrammeReview, ProgrammeRevision, ProgrammeRisk

__all__ = [
    "Audit",
    "CauseAnalysis",
    "ChecklistItem",
    "CorrectiveAction",
    "Finding",
    "GapReason",
    "Meeting",
    "Programme",
    "ProgrammeLine",
    "ProgrammeReview",
    "ProgrammeRevision",
    "ProgrammeRisk",
    "Question",
    "Report",
    "TeamMember",
    "Verification",
]
