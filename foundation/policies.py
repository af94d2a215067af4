"""The verb that changes a policy: proposed by one person, approved by another, in force from a day on."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation import policy
from foundation.access import require
from foundation.approvals import ask_approval
from foundation.clock import today
from foundation.directory.models import Unit, User
from foundation.models.work import Approval, Policy
from foundation.permissions import APPROVE_POLICY, PROPOSE_POLICY
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import is_running, verb


def check_start(effective_from: date, *, on: date) -> None:
    """Raises ValidationError on a day that has passed: a policy is never changed backwards."""
    if effective_from < on:
        raise ValidationError({"effective_from": _("A policy cannot start in the past: dates already issued stand.")})


@verb("foundation.propose_policy")
def propose_policy(*, actor: User, key: str, value: Any, effective_from: date, reason: str, on: date) -> Approval:
    """Asks a compliance officer to put a new version in force. Raises ValidationError on a value that makes no sense."""
    organisation = Unit.objects.get(parent=None)
    require(actor, PROPOSE_POLICY, organisation)
    declared = policy.declaration(key)
    declared.check(value)
    check_start(effective_from, on=on)
    if value == policy.current(key, effective_from).value:
        raise ValidationError(_("This is the value that holds on that day already. Change at least one number."))
    return ask_approval(
        actor=actor,
        subject=organisation,
        verb_name="foundation.change_policy",
        label=_("Change the policy “%(label)s”") % {"label": declared.label},
        parameters={"key": key, "value": value, "effective_from": effective_from, "reason": reason},
        second=APPROVE_POLICY,
        reason=reason,
        topic=key,
    )


@verb("foundation.change_policy")
def change_policy(*, actor: User, key: str, value: Any, effective_from: date, reason: str) -> Policy:
    """Puts a new version in force; only an approval by a second person runs this.

    Nothing is changed backwards: decided after the day that was asked for, it is in force from the day of the decision.
    """
    given = Approval.objects.filter(verb="foundation.change_policy", topic=key, decision=Approval.Decision.YES)
    asked = given.filter(policy=None).order_by("decided_at").last()
    if asked is None or not is_running("foundation.decide_approval"):
        raise Refused("S-08", _("A policy changes only by the approval of a second person."))
    policy.declaration(key).check(value)
    latest = Policy.objects.filter(key=key).order_by("-version").first()
    row = Policy(
        key=key,
        version=latest.version + 1 if latest else 2,
        value=value,
        effective_from=max(effective_from, today()),
        reason=reason,
        approval=asked,
    )
    row.full_clean()
    row.save()
    details = {"value": value, "effective_from": row.effective_from, "asked_for": effective_from}
    summary = _("Policy changed: %(policy)s") % {"policy": row}
    record(actor=actor, kind="policy.changed", subject=row, summary=summary, details=details)
    return row
