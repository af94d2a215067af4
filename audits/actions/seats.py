"""An exception to independence, and the objections of the audited to the team."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from audits.actions.audits import accounts, audited
from audits.independence import ties
from audits.models import Audit, IndependenceException, Objection, TeamMember
from audits.workflows import AUDIT
from foundation.approvals import bar
from foundation.directory.models import Person, User
from foundation.models import Approval
from foundation.refusals import Refusal, Refused
from foundation.verbs import is_running, verb

EXCEPT = "audits.except_member"


@verb(EXCEPT)
def except_member(
    *,
    actor: User,
    audit: Audit,
    member: Person,
    part: str,
    second_auditor: Person,
    reason: str,
    on: date,
    mitigation: str,
) -> Audit:
    """Gives somebody who is tied a seat in the team; only the approval by an officer outside the team runs this.

    Source: S-03.
    """
    approval = _decision_on(audit)
    given = {"member": member, "part": part, "mitigation": mitigation.strip(), "second_auditor": second_auditor}
    tied = "; ".join(tie.sentence for tie in ties(member, audit, on=on))
    told = accounts(member, second_auditor, *audited(audit))
    AUDIT.move(audit, "except_member", actor=actor, on=on, reason=reason, given=given, details=given, notify=told)
    facts = {"part": part, "ties": tied, "reason": reason.strip(), "mitigation": mitigation.strip()}
    row = IndependenceException(audit=audit, person=member, second_auditor=second_auditor, **facts)
    row.asked_by, row.approved_by_id = approval.asked_by, approval.decided_by_id  # type: ignore[assignment]  # decided
    row.approved_on = timezone.localdate(approval.decided_at)
    row.full_clean()
    row.save()
    seat = {"part": part, "independence": TeamMember.Independence.EXCEPTED, "checked_on": on}
    TeamMember.objects.update_or_create(audit=audit, person=member, defaults=seat)
    return audit


def _decision_on(audit: Audit) -> Approval:
    """The approval that runs this now. Raises Refused where nobody gave one."""
    asked = Approval.objects.about(audit).filter(verb=EXCEPT, decision=Approval.Decision.YES).order_by("decided_at")
    approval = asked.last()
    if approval is None or not is_running("foundation.decide_approval"):
        raise Refused("S-03", _("An exception is decided by a compliance officer."))
    return approval


@bar(EXCEPT)
def is_in_the_team(approval: Approval, actor: User) -> Refusal | None:
    """Nobody of the team, and not who is to join it, approves an exception for it. Source: S-03."""
    audit = approval.subject
    if not isinstance(audit, Audit):
        return None
    joins = approval.parameters.get("member", {}).get("uuid") == str(actor.person.uuid) if actor.person else True
    if joins or audit.team.filter(person=actor.person_id).exists():
        return Refusal("S-03", _("You are in the team. An officer outside of it has to decide."))
    return None


@verb("audits.object_to_team")
def object_to_team(*, actor: User, audit: Audit, member: Person, reason: str, on: date) -> Audit:
    """Says why the audited do not want somebody in the team; the preparation is not finished before it is decided.

    Refused five working days after the team was told. Source: S-02.
    """
    given = {"member": member}
    AUDIT.move(
        audit,
        "object_to_team",
        actor=actor,
        on=on,
        reason=reason,
        given=given,
        details=given,
        notify=[*accounts(audit.lead), *_deciders(audit, on)],
    )
    row = Objection(audit=audit, person=member, reason=reason.strip(), raised_by=actor.person, raised_on=on)
    row.full_clean()
    row.save()
    return audit


def _deciders(audit: Audit, on: date) -> list[User]:
    return list(User.objects.holding("PM", audit.unit, on))


@verb("audits.decide_objection")
def decide_objection(*, actor: User, audit: Audit, objection: Objection, decision: str, note: str, on: date) -> Audit:
    """Upholds an objection, by which its person leaves the team, or dismisses it. Source: S-02."""
    row = Objection.objects.select_for_update(of=("self",)).select_related("person", "raised_by").get(pk=objection.pk)
    given = {"objection": row, "decision": decision, "note": note}
    AUDIT.move(
        audit,
        "decide_objection",
        actor=actor,
        on=on,
        given=given,
        details={"member": row.person, "decision": decision, "note": note},
        notify=accounts(row.raised_by, row.person, audit.lead),
    )
    row.decision, row.decided_by, row.decided_on, row.decision_note = decision, actor.person, on, note.strip()
    row.full_clean()
    row.save()
    if decision == Objection.Decision.UPHELD:
        audit.team.filter(person=row.person).exclude(part=TeamMember.Part.LEAD).delete()
    return audit
