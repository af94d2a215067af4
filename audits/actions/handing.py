"""Findings and corrective actions given to another owner, so that who did the work never judges it."""

from datetime import date

from django.utils.translation import gettext as _

from audits.actions.audits import accounts
from audits.models import CorrectiveAction, Finding
from audits.permissions import HAND_ACTION_ON, HAND_FINDING_ON, VERIFY_FINDING
from audits.querysets import OPEN_FINDING
from foundation.access import permits, require
from foundation.directory.models import Person, User
from foundation.refusals import Refused, WrongState
from foundation.trail import record
from foundation.verbs import verb


@verb("audits.hand_finding_on")
def hand_finding_on(*, actor: User, finding: Finding, owner: Person, on: date) -> Finding:
    """Gives an open finding to another owner, who answers for it from now on; its dates stand.

    Refused for somebody of the audit team or the verifier, and where who owned it could then verify it. Source: S-05.
    """
    rows = Finding.objects.select_for_update(of=("self",)).select_related("audit", "process", "unit")
    locked = rows.get(pk=finding.pk)
    require(actor, HAND_FINDING_ON, locked)
    if locked.state not in OPEN_FINDING:
        raise WrongState(_("Only an open finding is handed on."))
    _insist_apart(locked, locked.owner, owner, on=on)
    before, locked.owner = locked.owner, owner
    locked.save(update_fields=["owner", "updated_at"])
    summary = _("handed it on to %(person)s") % {"person": owner}
    details = {"from": before, "to": owner}
    told = accounts(before, owner)
    record(actor=actor, kind="finding.handed_on", subject=locked, summary=summary, details=details, notify=told)
    return locked


@verb("audits.hand_action_on")
def hand_action_on(*, actor: User, action: CorrectiveAction, owner: Person, on: date) -> CorrectiveAction:
    """Gives a corrective action that is not implemented to another owner; its day stands. Refused as for a finding."""
    rows = CorrectiveAction.objects.select_for_update(of=("self",))
    locked = rows.select_related("finding__audit", "finding__process", "finding__unit", "owner").get(pk=action.pk)
    require(actor, HAND_ACTION_ON, locked)
    if locked.implemented_on is not None or locked.finding.state not in OPEN_FINDING:
        raise WrongState(_("This action is done already."))
    _insist_apart(locked.finding, locked.owner, owner, on=on)
    before, locked.owner = locked.owner, owner
    locked.save(update_fields=["owner", "updated_at"])
    said = {"number": locked.order, "person": owner}
    summary = _("handed action %(number)d on to %(person)s") % said
    details = {"from": before, "to": owner, "action": locked}
    told = accounts(before, owner)
    record(actor=actor, kind="action.handed_on", subject=locked.finding, summary=summary, details=details, notify=told)
    return locked


def _insist_apart(finding: Finding, before: Person | None, owner: Person, *, on: date) -> None:
    said = {"person": owner, "before": before}
    if not Person.objects.active(on).filter(pk=owner.pk).exists():
        raise Refused("left", _("%(person)s does not work here.") % said, "owner")
    if owner.pk == finding.verifier_id:
        raise Refused("S-05", _("%(person)s is to verify this, so somebody else does the work.") % said, "owner")
    if owner.pk == finding.audit.lead_id or finding.audit.team.auditing().filter(person=owner).exists():
        raise Refused("S-05", _("%(person)s audits here, so somebody else does the work.") % said, "owner")
    if before is not None and any(permits(one, VERIFY_FINDING, finding) for one in accounts(before)):
        sentence = _("%(before)s may verify here, and nobody verifies what they have worked on (S-05).")
        raise Refused("S-05", sentence % said, "owner")
