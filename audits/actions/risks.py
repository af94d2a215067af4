"""A risk that a manager carries for a while, and its end. Source: S-07."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from audits.actions.audits import accounts
from audits.actions.seconds import agreed
from audits.models import Finding, RiskAcceptance
from audits.permissions import has_to_do_it
from audits.workflows import FINDING
from foundation.access import robot
from foundation.approvals import bar
from foundation.directory.models import User
from foundation.models.work import Approval
from foundation.refusals import Refusal
from foundation.verbs import verb

ACCEPT = "audits.accept_risk"


@verb(ACCEPT)
def accept_risk(*, actor: User, finding: Finding, expires_on: date, review_on: date, reason: str, on: date) -> Finding:
    """Takes the finding out of what is overdue until a day, once a manager of the rank for it has agreed.

    Its dates stay as they were issued: when the acceptance ends they hold again.
    """
    manager = agreed(finding, ACCEPT)
    facts = {"expires_on": expires_on, "review_on": review_on}
    before, told = finding.state, accounts(finding.owner, finding.audit.lead, manager.by)
    move: dict[str, Any] = {"given": facts, "details": facts, "notify": told}
    FINDING.move(finding, "accept_risk", actor=actor, on=manager.on, reason=reason, **move)
    acceptance = RiskAcceptance(
        finding=finding,
        reason=reason,
        asked_by=actor.person,
        accepted_by=manager.by,
        accepted_on=manager.on,
        state_before=before,
        **facts,
    )
    acceptance.full_clean()
    acceptance.save()
    return finding


@verb("audits.review_risk")
def review_risk(*, actor: User, finding: Finding, reason: str, on: date) -> Finding:
    """Keeps the note of the manager who looked at the accepted risk again, from its review day on, and lets it stand."""
    told = accounts(finding.owner, finding.audit.lead)
    return FINDING.move(finding, "review_risk", actor=actor, on=on, reason=reason, notify=told)


@verb("audits.withdraw_risk")
def withdraw_risk(*, actor: User, finding: Finding, reason: str, on: date) -> Finding:
    """Ends an acceptance before its last day: the finding stands where it stood, and its dates hold again."""
    FINDING.move(finding, "withdraw_risk", actor=actor, on=on, reason=reason)
    return end_risk(actor=robot(), finding=finding, on=on, early=True)


@verb("audits.end_risk")
def end_risk(*, actor: User, finding: Finding, on: date, early: bool = False) -> Finding:
    """Opens the finding again in the state it came from: the day after the acceptance ended, or `early` by decision."""
    acceptance = finding.acceptances.get(ended_on=None)
    told = accounts(finding.owner, finding.audit.lead, acceptance.accepted_by)
    move: dict[str, Any] = {"given": {"early": early}, "notify": told}
    FINDING.move(finding, f"resume_{acceptance.state_before}", actor=actor, on=on, **move)
    acceptance.ended_on = on
    acceptance.full_clean()
    acceptance.save()
    return finding


@bar(ACCEPT)
def not_for_oneself(approval: Approval, actor: User) -> Refusal | None:
    """Who has to do the work does not accept that it is left undone."""
    if isinstance(approval.subject, Finding) and has_to_do_it(actor, approval.subject):
        return Refusal("S-07", _("You answer for this finding. Another manager carries its risk (S-07)."))
    return None
