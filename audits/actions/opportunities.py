"""What an owner does with an opportunity for improvement: take it or decline it with a reason."""

from datetime import date

from audits import dues
from audits.actions.audits import accounts
from audits.models import Finding
from audits.workflows import FINDING
from foundation.directory.models import User
from foundation.verbs import verb


@verb("audits.accept_opportunity")
def accept_opportunity(*, actor: User, finding: Finding, on: date, decision: str = "") -> Finding:
    """Takes the opportunity up; no corrective action and no verification are needed."""
    FINDING.move(finding, "accept", actor=actor, on=on, notify=accounts(finding.audit.lead))
    return _decide(finding, decision, on=on)


@verb("audits.decline_opportunity")
def decline_opportunity(*, actor: User, finding: Finding, reason: str, on: date) -> Finding:
    """Declines it with a reason, which closes it."""
    told = accounts(finding.audit.lead)
    FINDING.move(finding, "decline", actor=actor, on=on, reason=reason, changes={"closed_on": on}, notify=told)
    return _decide(finding, reason, on=on)


@verb("audits.settle_opportunity")
def settle_opportunity(*, actor: User, finding: Finding, on: date) -> Finding:
    """Says that an accepted opportunity was put into practice."""
    told = accounts(finding.audit.lead)
    return FINDING.move(finding, "settle", actor=actor, on=on, changes={"closed_on": on}, notify=told)


def _decide(finding: Finding, decision: str, *, on: date) -> Finding:
    finding.decision = decision
    finding.save(update_fields=["decision", "updated_at"])
    dues.meet(finding, "disposition", on=on)
    return finding
