from audits.models.auditors import AuditorQualification, ConflictDeclaration
from audits.models.audits import Audit, Meeting, Report, TeamMember
from audits.models.fieldwork import ChecklistItem, Question
from audits.models.findings import CauseAnalysis, CorrectiveAction, Finding, Verification
from audits.models.programme import Programme, ProgrammeLine

__all__ = [
    "Audit",
    "AuditorQualification",
    "CauseAnalysis",
    "ChecklistItem",
    "ConflictDeclaration",
    "CorrectiveAction",
    "Finding",
    "Meeting",
    "Programme",
    "ProgrammeLine",
    "Question",
    "Report",
    "TeamMember",
    "Verification",
]
