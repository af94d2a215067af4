"""The verb that changes a policy: proposed by one person, approved by another, in force from a day on."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation import policy
from foundation.access import require
from foundation.approvals import ask_approval
from foundation.directory.models import Unit, User
from foundation.models.work import Approval, Policy
from foundation.permissions import APPROVE_POLICY, PROPOSE_POLICY
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import is_running, verb


@verb("foundation.propose_policy")
def propose_policy(*, actor: User, key: str, value: Any, effective_from: date, reason: str, on: date) -> Approval:
    """Asks a compliance officer to put a new version in force. Raises ValidationError on a value that makes no sense."""
    organisation = Unit.objects.get(parent=None)
    require(actor, PROPOSE_POLICY, organisation)
    declared = policy.declaration(key)
    declared.check(value)
    if effective_from < on:
        raise ValidationError({"effective_from": _("A policy cannot start in the past: dates already issued stand.")})
    return ask_approval(
        actor=actor,
        subject=organisation,
        verb_name="foundation.change_policy",
        label=_("Change the policy “%(label)s”") % {"label": declared.label},
        parameters={"key": key, "value": value, "effective_from": effective_from, "reason": reason},
        second=APPROVE_POLICY,
        reason=reason,
    )


@verb("foundation.change_policy")
def change_policy(*, actor: User, key: str, value: Any, effective_from: date, reason: str) -> Policy:
    """Puts a new version in force; only an approval by a second person runs this."""
    if not is_running("foundation.decide_approval"):
        raise Refused("S-08", _("A policy changes only by the approval of a second person."))
    policy.declaration(key).check(value)
    latest = Policy.objects.filter(key=key).order_by("-version").first()
    row = Policy(
        key=key, version=latest.version + 1 if latest else 2, value=value, effective_from=effective_from, reason=reason
    )
    row.full_clean()
    row.save()
    record(
        actor=actor,
        kind="policy.changed",
        subject=row,
        summary=_("Policy changed: %(policy)s") % {"policy": row},
        details={"value": value},
    )
    return row
