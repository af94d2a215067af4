"""Through which rows of audits people see evidence: whoever works with a finding, an action or a question sees its proof."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.models import EvidenceLink
from assurance.querysets import Proven, seen_through
from audits.models import Audit, ChecklistItem, CorrectiveAction, Finding
from audits.permissions import DO_ACTION, LOG_FINDING, RESPOND, WORK_ON_AUDIT
from audits.querysets import OPEN_FINDING, on_the_team
from foundation.access import require
from foundation.refusals import WrongState

S = Finding.State
JUDGED = gettext_lazy("It waits for the check of its effect, or is judged; what was handed in stays.")


def of_findings(user: Any) -> QuerySet:
    return Finding.objects.proving_to(user).values("uuid")


def of_actions(user: Any) -> QuerySet:
    return CorrectiveAction.objects.filter(finding__in=Finding.objects.proving_to(user)).values("uuid")


def of_questions(user: Any) -> QuerySet:
    return ChecklistItem.objects.visible_to(user).values("uuid")


def of_audits(user: Any) -> QuerySet:
    return Audit.objects.filter(on_the_team(user)).values("uuid")


def from_finding(user: Any, finding: Finding, link: EvidenceLink) -> str:
    """Auditors take back what they attached while the finding is open, owners what shows an unjudged correction."""
    if link.purpose == "objective":
        require(user, LOG_FINDING, finding)
        _insist(finding.state in (S.DRAFT, *OPEN_FINDING), _("The finding is at its end; what it rests on stays."))
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


def from_audit(user: Any, audit: Audit, link: EvidenceLink) -> str:
    require(user, WORK_ON_AUDIT, audit)
    over = (Audit.State.CLOSED, Audit.State.CANCELLED)
    _insist(audit.state not in over, _("The audit is at its end; what belongs to it stays."))
    return ""


def _insist(open_still: bool, sentence: str | Promise) -> None:
    if not open_still:
        raise WrongState(sentence)


ITEM = ("audits:fieldwork_item", "audit__uuid", "uuid")
ACTION = ("audits:finding", "finding__uuid")

seen_through(
    Proven(lambda: Finding, of_findings, "ref", "title", ("audits:finding", "uuid"), from_finding),
    Proven(lambda: CorrectiveAction, of_actions, "finding__ref", "text", ACTION, from_action),
    Proven(lambda: Audit, of_audits, "ref", "title", ("audits:audit", "uuid"), from_audit),
    Proven(lambda: ChecklistItem, of_questions, "number", "title", ITEM, from_question),
)
