"""Where a finding leaves the plain way, in tests: asked by one person and agreed to by the others."""

from datetime import date
from typing import Any

from audits.models import Finding
from foundation.approvals import decide_approval, take_step
from foundation.directory.models import User
from foundation.models.work import Approval
from tests.company import TODAY


def asked(finding: Finding, step: str, who: User, *, on: date = TODAY, reason: str = "", **given: Any) -> Approval:
    """What waits for a second person now."""
    return take_step(actor=who, subject=finding, step=step, on=on, reason=reason, given=given)


def agreed(finding: Finding, *people: User) -> Finding:
    """Each of the people says yes to what waits, one after another."""
    for user in people:
        waiting = Approval.objects.about(finding).get(decision="waiting")
        decide_approval(actor=user, approval=waiting, yes=True)
    finding.refresh_from_db()
    return finding
