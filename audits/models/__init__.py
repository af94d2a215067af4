from audits.models.audits import Audit, Meeting, Report, TeamMember
from audits.models.fieldwork import ChecklistItem, Question
from audits.models.findings import CauseAnalysis, CorrectiveAction, Finding, Verification
from audits.models.papers import WorkingPaper
from audits.models.programme import Programme, ProgrammeLine
from audits.models.samples import Sample, SampleItem

__all__ = [
    "Audit",
    "CauseAnalysis",
    "ChecklistItem",
    "CorrectiveAction",
    "Finding",
    "Meeting",
    "Programme",
    "ProgrammeLine",
    "Question",
    "Report",
    "Sample",
    "SampleItem",
    "TeamMember",
    "Verification",
    "WorkingPaper",
]
