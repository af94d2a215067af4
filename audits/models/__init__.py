from audits.models.auditors import AuditorQualification, ConflictDeclaration
from audits.models.audits import Audit, Meeting, Report, TeamMember
from audits.models.fieldwork import ChecklistItem, Question
from audits.models.findings import CauseAnalysis, CorrectiveAction, Finding, Verification
from audits.models.meetings import Attendance
from audits.models.plan import CalendarFeed, PlanSession
from audits.models.programme import Programme, ProgrammeLine
from audits.models.seats import IndependenceException, Objection

__all__ = [
    "Attendance",
    "Audit",
    "AuditorQualification",
    "CalendarFeed",
    "CauseAnalysis",
    "ChecklistItem",
    "ConflictDeclaration",
    "CorrectiveAction",
    "Finding",
    "IndependenceException",
    "Meeting",
    "Objection",
    "PlanSession",
    "Programme",
    "ProgrammeLine",
    "Question",
    "Report",
    "TeamMember",
    "Verification",
]
