from audits.querysets.audits import AuditQuerySet, ChecklistItemQuerySet, ReportQuerySet, TeamMemberQuerySet
from audits.querysets.findings import CorrectiveActionQuerySet, FindingQuerySet
from audits.querysets.terms import (
    AFTER_ISSUE,
    AUDITING,
    BEFORE_OPENING,
    HELD,
    LETTER,
    OPEN_FINDING,
    UNSETTLED,
    counted,
    on_the_team,
)

__all__ = [
    "AFTER_ISSUE",
    "AUDITING",
    "BEFORE_OPENING",
    "HELD",
    "LETTER",
    "OPEN_FINDING",
    "UNSETTLED",
    "AuditQuerySet",
    "ChecklistItemQuerySet",
    "CorrectiveActionQuerySet",
    "FindingQuerySet",
    "ReportQuerySet",
    "TeamMemberQuerySet",
    "counted",
    "on_the_team",
]
