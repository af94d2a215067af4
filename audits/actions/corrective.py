"""The owner's part: cause, correction and corrective actions, and their review by the auditors."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assurance.actions import link_evidence
from assurance.models import EvidenceLink, EvidenceVersion
from audits import dues
from audits.actions.audits import accounts
from audits.actions.findings import attach
from audits.models import CauseAnalysis, CorrectiveAction, Finding
from audits.permissions import DO_ACTION
from audits.workflows import FINDING
from foundation.access import require
from foundation.directory.models import Person, User
from foundation.models.work import Due
from foundation.refusals import Refused, WrongState
from foundation.trail import record
from foundation.verbs import verb


@verb("audits.submit_plan")
def submit_plan(
    *,
    actor: User,
    finding: Finding,
    cause: Mapping[str, Any],
    actions: Sequence[Mapping[str, Any]],
    correction: str,
    on: date,
) -> Finding:
    """Hands in cause, correction and at least one corrective action; a returned plan is replaced.

    `cause` has the fields of CauseAnalysis; each of `actions` has text, owner and due_on.
    Raises ValidationError for what is missing, keyed by field.
    """
    if not correction.strip():
        raise ValidationError(
            {"correction": _("Say how the instance is repaired; the correction is not the corrective action.")}
        )
    if not actions:
        raise ValidationError({"actions": _("Name at least one corrective action that removes the cause.")})
    changes = {"correction": correction}
    FINDING.move(finding, "submit_plan", actor=actor, on=on, changes=changes, notify=_reviewers(finding))
    _write_cause(finding, cause)
    finding.actions.open().delete()
    for number, facts in enumerate(actions, start=1):
        _write_planned(finding, number, facts, actor=actor)
    dues.meet(finding, "plan", on=on)
    return finding


def _write_planned(finding: Finding, number: int, facts: Mapping[str, Any], *, actor: User) -> None:
    try:
        _write_action(actor=actor, finding=finding, **facts)
    except ValidationError as error:
        words = {"number": number, "fault": " ".join(error.messages)}
        raise ValidationError({"actions": _("Action %(number)d: %(fault)s") % words}) from error


def _write_cause(finding: Finding, cause: Mapping[str, Any]) -> None:
    analysis = CauseAnalysis.objects.filter(finding=finding).first() or CauseAnalysis(finding=finding)
    for key, value in cause.items():
        setattr(analysis, key, value)
    analysis.full_clean()
    analysis.save()


def _reviewers(finding: Finding) -> list[User]:
    return accounts(
        finding.audit.lead, *[member.person for member in finding.audit.team.auditing().select_related("person")]
    )


@verb("audits.add_action")
def add_action(*, actor: User, finding: Finding, text: str, owner: Person, due_on: date, on: date) -> CorrectiveAction:
    """Adds an action to an accepted plan; after a failed check one is needed. Due no later than the finding's action date."""
    if due_on < on:
        raise ValidationError({"due_on": _("An action cannot be due on a day that has passed.")})
    FINDING.move(finding, "add_action", actor=actor, on=on, notify=_reviewers(finding))
    return _write_action(actor=actor, finding=finding, text=text, owner=owner, due_on=due_on)


def _write_action(*, actor: User, finding: Finding, text: str, owner: Person, due_on: date) -> CorrectiveAction:
    limit = Due.objects.about(finding).filter(step="action").values_list("due_on", flat=True).first()
    if limit is not None and due_on > limit:
        raise ValidationError(
            {"due_on": _("This finding's corrective action is due on %(day)s.") % {"day": date_format(limit, "j M Y")}}
        )
    last = max(finding.actions.values_list("order", flat=True), default=0)
    action = CorrectiveAction(finding=finding, order=last + 1, text=text, owner=owner, due_on=due_on)
    action.full_clean()
    action.save()
    summary = _("Action %(number)d for %(owner)s by %(day)s") % {
        "number": action.order,
        "owner": owner,
        "day": date_format(due_on, "j M Y"),
    }
    record(
        actor=actor,
        kind="action.added",
        subject=finding,
        summary=summary,
        details={"text": text},
        notify=accounts(owner),
    )
    return action


@verb("audits.return_plan")
def return_plan(*, actor: User, finding: Finding, reason: str, on: date) -> Finding:
    """Sends the plan back with what is missing; the plan's due date runs on."""
    count = {"returned_count": F("returned_count") + 1}
    FINDING.move(
        finding, "return_plan", actor=actor, on=on, reason=reason, changes=count, notify=accounts(finding.owner)
    )
    finding.refresh_from_db(fields=["returned_count"])
    Due.objects.about(finding).filter(step="plan").update(met_on=None)
    return finding


@verb("audits.record_correction")
def record_correction(
    *, actor: User, finding: Finding, text: str, on: date, evidence: Iterable[EvidenceVersion] = ()
) -> Finding:
    """Notes that the instance is repaired, with evidence of it."""
    versions = list(evidence)
    if not versions:
        raise ValidationError({"evidence": _("Attach what shows that the instance is repaired.")})
    if not text.strip():
        raise ValidationError({"text": _("Say what was repaired.")})
    repaired = {"correction": text, "corrected_on": on}
    FINDING.move(finding, "correct", actor=actor, on=on, changes=repaired, notify=accounts(finding.audit.lead))
    attach(actor=actor, finding=finding, evidence=versions, purpose="correction")
    dues.meet(finding, "correction", on=on)
    return finding


@verb("audits.complete_action")
def complete_action(
    *, actor: User, action: CorrectiveAction, on: date, evidence: Iterable[EvidenceVersion] = ()
) -> CorrectiveAction:
    """Notes that one action is implemented, with evidence of it."""
    locked = CorrectiveAction.objects.select_for_update(of=("self",)).select_related("finding__audit").get(pk=action.pk)
    require(actor, DO_ACTION, locked)
    if locked.finding.state != Finding.State.ACTION:
        raise WrongState(_("Actions are carried out once the plan is accepted."))
    if locked.implemented_on is not None:
        raise Refused("done", _("This action is implemented already."))
    versions = list(evidence)
    if not versions and not EvidenceLink.objects.about(locked).exists():
        raise ValidationError({"evidence": _("Attach what shows that the action is implemented.")})
    for version in versions:
        link_evidence(actor=actor, version=version, subject=locked, purpose="action")
    locked.implemented_on, locked.implemented_by = on, actor.person
    locked.full_clean()
    locked.save()
    summary = _("Action %(number)d implemented") % {"number": locked.order}
    record(
        actor=actor,
        kind="action.implemented",
        subject=locked.finding,
        summary=summary,
        details={"action": locked},
        notify=accounts(locked.finding.owner),
    )
    return locked


@verb("audits.implement_finding")
def implement_finding(*, actor: User, finding: Finding, on: date) -> Finding:
    """Says that everything planned is done; the window of the effectiveness check opens. Source: T-12."""
    FINDING.move(finding, "implement", actor=actor, on=on, notify=accounts(finding.verifier or finding.audit.lead))
    window = dues.await_verification(finding, on=on)
    finding.implemented_on, finding.verify_from = on, window.first
    finding.save(update_fields=["implemented_on", "verify_from", "updated_at"])
    dues.meet(finding, "plan", "correction", "action", on=on)
    return finding
