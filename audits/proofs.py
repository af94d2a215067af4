"""Through which rows of audits people see evidence: whoever works with a finding, an action or a question sees its proof."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.models import EvidenceLink
from assurance.querysets import Proven, seen_through
from audits.models import Audit, ChecklistItem, CorrectiveAction, Finding, WorkingPaper
from audits.permissions import CHANGE_PAPER, DO_ACTION, LOG_FINDING, RESPOND, WORK_ON_AUDIT
from audits.querysets import AFTER_ISSUE, UNSETTLED, on_the_team
from foundation.access import require
from foundation.refusals import WrongState

S = Finding.State
OVER = (Audit.State.CLOSED, Audit.State.CANCELLED)
CLOSED = ("closed_on", "planned_end")
ENDED = ~Q(state__in=(S.DRAFT, *UNSETTLED)) & Q(audit__state__in=OVER)
JUDGED = gettext_lazy("It waits for the check of its effect, or is judged; what was handed in stays.")


def of_findings(user: Any) -> QuerySet:
    return Finding.objects.proving_to(user).values("uuid")


def of_actions(user: Any) -> QuerySet:
    return CorrectiveAction.objects.filter(finding__in=Finding.objects.proving_to(user)).values("uuid")


def of_questions(user: Any) -> QuerySet:
    return ChecklistItem.objects.visible_to(user).values("uuid")


def of_papers(user: Any) -> QuerySet:
    return WorkingPaper.objects.visible_to(user).values("uuid")


def of_audits(user: Any) -> QuerySet:
    return Audit.objects.filter(on_the_team(user)).values("uuid")


def from_finding(user: Any, finding: Finding, link: EvidenceLink) -> str:
    """Auditors take back what they attached while the finding is open, owners what shows an unjudged correction."""
    if link.purpose == "objective":
        require(user, LOG_FINDING, finding)
        _insist(finding.state in (S.DRAFT, *UNSETTLED), _("The finding is at its end; what it rests on stays."))
        bare = finding.state != S.DRAFT and finding.is_nonconformity and not finding.objective_evidence.strip()
        return _("A nonconformity needs objective evidence. Attach what takes its place.") if bare else ""
    if link.purpose == "correction":
        require(user, RESPOND, finding)
        _insist(finding.state in (S.ISSUED, S.PLAN_SUBMITTED, S.ACTION), JUDGED)
        return _("The correction is recorded. Attach what shows it instead.") if finding.corrected_on else ""
    raise WrongState(_("What a check of the effect rests on stays."))


def from_action(user: Any, action: CorrectiveAction, link: EvidenceLink) -> str:
    require(user, DO_ACTION, action)
    _insist(action.finding.state == S.ACTION, JUDGED)
    return _("The action is recorded as implemented. Attach what shows it instead.") if action.implemented_on else ""


def from_question(user: Any, item: ChecklistItem, link: EvidenceLink) -> str:
    require(user, WORK_ON_AUDIT, item.audit)
    _insist(item.audit.state == Audit.State.IN_PROGRESS, _("The fieldwork is over; the answers are fixed."))
    return ""


def from_paper(user: Any, paper: WorkingPaper, link: EvidenceLink) -> str:
    require(user, CHANGE_PAPER, paper)
    _insist(paper.audit.state not in AFTER_ISSUE, _("The report is issued; what was written for it stays."))
    _insist(paper.reviewed_by_id is None, _("It is signed off; what it rests on stays."))
    return ""


def from_audit(user: Any, audit: Audit, link: EvidenceLink) -> str:
    require(user, WORK_ON_AUDIT, audit)
    _insist(audit.state not in OVER, _("The audit is at its end; what belongs to it stays."))
    return ""


def audits_ended(uuids: Iterable[UUID]) -> dict[UUID, date]:
    """The day on which the file of each of these audits was closed, of those that are at their end."""
    rows = Audit.objects.filter(uuid__in=list(uuids), state__in=OVER)
    return {uuid: _last(closed, planned) for uuid, closed, planned in rows.values_list("uuid", *CLOSED)}


def questions_ended(uuids: Iterable[UUID]) -> dict[UUID, date]:
    rows = ChecklistItem.objects.filter(uuid__in=list(uuids), audit__state__in=OVER)
    ends = rows.values_list("uuid", *(f"audit__{name}" for name in CLOSED))
    return {uuid: _last(closed, planned) for uuid, closed, planned in ends}


def papers_ended(uuids: Iterable[UUID]) -> dict[UUID, date]:
    rows = WorkingPaper.objects.filter(uuid__in=list(uuids), audit__state__in=OVER)
    ends = rows.values_list("uuid", *(f"audit__{name}" for name in CLOSED))
    return {uuid: _last(closed, planned) for uuid, closed, planned in ends}


def findings_ended(uuids: Iterable[UUID]) -> dict[UUID, date]:
    """A finding belongs to the file of its audit: it ends when both have."""
    rows = Finding.objects.filter(uuid__in=list(uuids)).filter(ENDED)
    ends = rows.values_list("uuid", "closed_on", *(f"audit__{name}" for name in CLOSED))
    return {uuid: max(_last(closed, planned), own or date.min) for uuid, own, closed, planned in ends}


def actions_ended(uuids: Iterable[UUID]) -> dict[UUID, date]:
    """An action ends with its finding."""
    known = dict(CorrectiveAction.objects.filter(uuid__in=list(uuids)).values_list("uuid", "finding__uuid"))
    ends = findings_ended(known.values())
    return {uuid: ends[finding] for uuid, finding in known.items() if finding in ends}


def _last(closed: date | None, planned: date) -> date:
    """The day of the closure; a cancelled audit has none and ends with the day it was planned for."""
    return closed or planned


def _insist(open_still: bool, sentence: str | Promise) -> None:
    if not open_still:
        raise WrongState(sentence)


ITEM = ("audits:fieldwork_item", "audit__uuid", "uuid")
ACTION = ("audits:finding", "finding__uuid")

seen_through(
    Proven(
        lambda: Finding,
        of_findings,
        "ref",
        "title",
        ("audits:finding", "uuid"),
        from_finding,
        findings_ended,
        "audit",
        beside=((gettext_lazy("What is wrong"), "statement"), (gettext_lazy("Requirement"), "requirement__title")),
    ),
    Proven(
        lambda: CorrectiveAction,
        of_actions,
        "finding__ref",
        "text",
        ACTION,
        from_action,
        actions_ended,
        "audit",
        beside=((gettext_lazy("Action"), "text"), (gettext_lazy("What is wrong"), "finding__statement")),
    ),
    Proven(
        lambda: WorkingPaper,
        of_papers,
        "ref",
        "title",
        ("audits:working_paper", "uuid"),
        from_paper,
        papers_ended,
        "audit",
        beside=((gettext_lazy("Working paper"), "text"),),
    ),
    Proven(lambda: Audit, of_audits, "ref", "title", ("audits:audit", "uuid"), from_audit, audits_ended, "audit"),
    Proven(
        lambda: ChecklistItem,
        of_questions,
        "number",
        "title",
        ITEM,
        from_question,
        questions_ended,
        "audit",
        beside=(
            (gettext_lazy("Question"), "question"),
            (gettext_lazy("Requirement"), "requirement__title"),
            (gettext_lazy("Guidance"), "guidance"),
        ),
    ),
)
