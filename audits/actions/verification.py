"""The check of the effect by another person: the only way a nonconformity is closed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from assurance.models import EvidenceVersion
from audits import dues
from audits.actions.audits import accounts
from audits.actions.findings import attach
from audits.models import Finding, Verification
from audits.workflows import FINDING
from foundation.directory.models import Person, User
from foundation.verbs import verb

REOPENED = {"implemented_on": None, "verify_from": None, "reopened_count": F("reopened_count") + 1}


@verb("audits.name_verifier")
def name_verifier(*, actor: User, finding: Finding, verifier: Person, on: date) -> Finding:
    """Names who will check the effect. Raises Refused (S-05) for somebody who did the work or answers to them."""
    FINDING.move(
        finding,
        "name_verifier",
        actor=actor,
        on=on,
        given={"verifier": verifier},
        details={"verifier": verifier},
        changes={"verifier": verifier},
        notify=accounts(verifier),
    )
    return finding


@verb("audits.verify_finding")
def verify_finding(
    *,
    actor: User,
    finding: Finding,
    method: str,
    sample: str,
    on: date,
    evidence: Iterable[EvidenceVersion] = (),
    early_reason: str = "",
    no_second_auditor: bool = False,
) -> Finding:
    """Judges the actions effective and closes the finding. Source: S-05, T-12.

    Raises Refused for a person who may not, or before the window opens without `early_reason`.
    """
    given = {"early_reason": early_reason, "no_second_auditor": no_second_auditor}
    said = {"method": method, "sample": sample, **given}
    told, changes = accounts(finding.owner, finding.audit.lead), {"closed_on": on}
    FINDING.move(finding, "verify", actor=actor, on=on, given=given, details=said, changes=changes, notify=told)
    _judge(actor=actor, finding=finding, result=Verification.Result.EFFECTIVE, on=on, evidence=evidence, **said)
    dues.meet(finding, on=on)
    return finding


@verb("audits.reject_effect")
def reject_effect(
    *,
    actor: User,
    finding: Finding,
    method: str,
    sample: str,
    reason: str,
    on: date,
    evidence: Iterable[EvidenceVersion] = (),
    no_second_auditor: bool = False,
) -> Finding:
    """Judges the actions not effective: back to action with half the periods. Source: T-12, S-05.

    A further action is needed before the finding can be implemented again.
    """
    said: dict[str, Any] = {"method": method, "sample": sample, "no_second_auditor": no_second_auditor}
    told = accounts(finding.owner, *[action.owner for action in finding.actions.all()], finding.audit.lead)
    move: dict[str, Any] = {"given": said, "details": said, "changes": REOPENED, "notify": told}
    FINDING.move(finding, "verify_not_effective", actor=actor, on=on, reason=reason, **move)
    _judge(actor=actor, finding=finding, result=Verification.Result.NOT_EFFECTIVE, on=on, evidence=evidence, **said)
    finding.refresh_from_db(fields=["reopened_count"])
    dues.meet(finding, "verification", on=on)
    dues.issue(finding, on=on, halved=True, only=("action",))
    return finding


def _judge(*, actor: User, finding: Finding, evidence: Iterable[EvidenceVersion], **facts: object) -> Verification:
    versions = list(evidence)
    if not str(facts["sample"]).strip():
        raise ValidationError({"sample": _("Say what was looked at.")})
    if not versions:
        raise ValidationError({"evidence": _("Attach what shows the effect.")})
    verification = Verification(finding=finding, by=actor.person, **facts)
    verification.full_clean()
    verification.save()
    attach(actor=actor, finding=finding, evidence=versions, purpose="verification")
    return verification
