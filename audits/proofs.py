"""Through which rows of audits people see evidence: whoever works with a finding, an action or a question sees its proof."""

from typing import Any

from django.db.models import QuerySet

from assurance.querysets import Proven, seen_through
from audits.models import Audit, ChecklistItem, CorrectiveAction, Finding
from audits.querysets import on_the_team


def of_findings(user: Any) -> QuerySet:
    return Finding.objects.proving_to(user).values("uuid")


def of_actions(user: Any) -> QuerySet:
    return CorrectiveAction.objects.filter(finding__in=Finding.objects.proving_to(user)).values("uuid")


def of_questions(user: Any) -> QuerySet:
    return ChecklistItem.objects.visible_to(user).values("uuid")


def of_audits(user: Any) -> QuerySet:
    return Audit.objects.filter(on_the_team(user)).values("uuid")


ITEM = ("audits:fieldwork_item", "audit__uuid", "uuid")
ACTION = ("audits:finding", "finding__uuid")

seen_through(
    Proven(lambda: Finding, of_findings, "ref", "title", ("audits:finding", "uuid")),
    Proven(lambda: CorrectiveAction, of_actions, "finding__ref", "text", ACTION),
    Proven(lambda: Audit, of_audits, "ref", "title", ("audits:audit", "uuid")),
    Proven(lambda: ChecklistItem, of_questions, "number", "title", ITEM),
)
