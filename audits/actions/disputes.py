"""An owner's objection to a finding, and the decision of a panel of two: an officer and a lead auditor of another audit."""

from datetime import date
from typing import Any

from audits import dues
from audits.actions.audits import accounts
from audits.actions.seconds import agreed
from audits.models import Dispute, Finding
from audits.workflows import FINDING
from foundation.access import Role
from foundation.directory.models import User
from foundation.verbs import verb

Outcome = Dispute.Outcome


@verb("audits.dispute_finding")
def dispute_finding(*, actor: User, finding: Finding, reason: str, on: date) -> Finding:
    """Puts a finding before the panel, once and within five working days of its issue; its dates run on."""
    panel = User.objects.holding(Role.CO, finding.unit, on)
    told = [*panel, *accounts(finding.audit.lead)]
    FINDING.move(finding, "dispute", actor=actor, on=on, reason=reason, notify=told)
    facts = {"raised_by": actor.person, "raised_on": on, "type_before": finding.type}
    dispute = Dispute(finding=finding, reason=reason, **facts)
    dispute.full_clean()
    dispute.save()
    return finding


@verb("audits.uphold_finding")
def uphold_finding(*, actor: User, finding: Finding, minutes: str, on: date) -> Finding:
    """The finding stands as it was issued, and so do its dates."""
    return _decide(actor, finding, "uphold", Outcome.UPHELD, {"minutes": minutes})


@verb("audits.downgrade_finding")
def downgrade_finding(*, actor: User, finding: Finding, new_type: str, minutes: str, on: date) -> Finding:
    """The finding stands with a lower type; its dates are those of that type, counted from the original issue."""
    _decide(actor, finding, "downgrade", Outcome.DOWNGRADED, {"minutes": minutes, "new_type": new_type})
    dues.recompute(finding)
    return finding


@verb("audits.annul_finding")
def annul_finding(*, actor: User, finding: Finding, minutes: str, on: date) -> Finding:
    """The finding was wrong: it leaves every figure and stays readable."""
    _decide(actor, finding, "annul", Outcome.VOIDED, {"minutes": minutes})
    dues.meet(finding, on=finding.dispute.decided_on)  # type: ignore[arg-type]  # decided just now
    return finding


def _decide(actor: User, finding: Finding, step: str, outcome: str, given: dict[str, Any]) -> Finding:
    lead = agreed(finding, str(FINDING.step(step).verb))
    changes = {"type": given["new_type"]} if "new_type" in given else {}
    told = accounts(finding.owner, finding.audit.lead, finding.raised_by)
    said: dict[str, Any] = {"given": given, "details": given, "changes": changes, "notify": told}
    FINDING.move(finding, step, actor=actor, on=lead.on, **said)
    dispute = finding.dispute
    dispute.outcome, dispute.minutes, dispute.decided_on = outcome, given["minutes"], lead.on
    dispute.officer, dispute.lead = actor.person, lead.by
    dispute.full_clean()
    dispute.save()
    return finding
