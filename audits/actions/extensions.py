"""Moving a due date: asked by one person, decided by others before the day. Source: S-07, T-13."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits import dues
from audits.actions.audits import accounts
from audits.actions.seconds import Yes, agreed
from audits.models import Extension, Finding
from audits.permissions import ASK_EXTENSION, CONFIRM_EXTENSION, has_to_do_it
from audits.workflows import FINDING
from foundation.access import require
from foundation.approvals import ask_approval, bar
from foundation.directory.models import Person, User
from foundation.models.work import Approval, Due
from foundation.refusals import Refusal
from foundation.verbs import is_running, verb

EXTEND, CONFIRM = "audits.extend_finding", "audits.confirm_extension"


@verb(EXTEND)
def extend_finding(*, actor: User, finding: Finding, due_step: str, new_due_on: date, reason: str, on: date) -> Finding:
    """Moves the date of one step once the officer has agreed; for a major a lead auditor is asked as well.

    The day of the last yes counts, not that of the question. Open actions that were due with it move along.
    Raises Refused (T-13) when the date stands. Source: S-07, T-13.
    """
    granted = agreed(finding, EXTEND)
    asked = {"due_step": due_step, "new_due_on": new_due_on}
    if finding.type == Finding.Type.MAJOR and not is_running(CONFIRM):
        FINDING.check(finding, FINDING.step("extend"), actor=actor, on=granted.on, reason=reason, given=asked)
        _ask_the_lead(actor, finding, reason, {"finding": finding, **asked, "reason": reason, "on": on})
        return finding
    confirmed = agreed(finding, CONFIRM) if is_running(CONFIRM) else None
    due = Due.objects.about(finding).get(step=due_step)
    said = {"step": due_step, "from_on": due.due_on, "to_on": new_due_on}
    last = (confirmed or granted).on
    told = accounts(finding.owner, finding.audit.lead)
    FINDING.move(finding, "extend", actor=actor, on=last, reason=reason, given=asked, details=said, notify=told)
    _keep(finding, said, reason, asker=actor.person, granted=granted, confirmed=confirmed)
    if due_step == "action":
        finding.actions.open().filter(due_on=due.due_on).update(due_on=new_due_on)
    dues.move(due, to=new_due_on, reason=reason)
    return finding


@verb(CONFIRM)
def confirm_extension(
    *, actor: User, finding: Finding, due_step: str, new_due_on: date, reason: str, on: date
) -> Finding:
    """What a lead auditor's yes does for a major, after the officer's."""
    require(actor, ASK_EXTENSION, finding)
    asked: dict[str, Any] = {"due_step": due_step, "new_due_on": new_due_on}
    return extend_finding(actor=actor, finding=finding, reason=reason, on=on, **asked)


def _ask_the_lead(actor: User, finding: Finding, reason: str, parameters: dict[str, Any]) -> None:
    words = {"step": dues.STEPS[parameters["due_step"]], "day": date_format(parameters["new_due_on"], "j M Y")}
    label = _("%(step)s until %(day)s") % words
    ask_approval(
        actor=actor,
        subject=finding,
        verb_name=CONFIRM,
        label=f"{label}: {finding}",
        parameters=parameters,
        second=CONFIRM_EXTENSION,
        reason=reason,
    )


def _keep(
    finding: Finding, said: dict[str, Any], reason: str, *, asker: Person | None, granted: Yes, confirmed: Yes | None
) -> None:
    extension = Extension(
        finding=finding,
        reason=reason,
        asked_by=asker,
        granted_by=granted.by,
        confirmed_by=confirmed.by if confirmed else None,
        granted_on=(confirmed or granted).on,
        **said,
    )
    extension.full_clean()
    extension.save()


def _owns_it(approval: Approval, actor: User) -> Refusal | None:
    """Nobody decides on the date of what they have to do themselves, whoever asked."""
    if isinstance(approval.subject, Finding) and has_to_do_it(actor, approval.subject):
        return Refusal("S-07", _("You answer for this finding. Another person decides on its dates (S-07)."))
    return None


@bar(EXTEND)
def not_the_owner(approval: Approval, actor: User) -> Refusal | None:
    return _owns_it(approval, actor)


@bar(CONFIRM)
def not_the_owner_nor_the_officer(approval: Approval, actor: User) -> Refusal | None:
    """The lead auditor is another person than the officer who agreed."""
    first = Approval.objects.filter(subject_uuid=approval.subject_uuid, verb=EXTEND, decision=Approval.Decision.YES)
    if first.latest("decided_at").decided_by_id == actor.person_id:
        return Refusal("S-07", _("You agreed as the officer. A lead auditor has to agree as well (S-07)."))
    return _owns_it(approval, actor)
