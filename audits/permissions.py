"""The access table of audits and findings."""

from django.db import models

from audits.querysets import AUDITING
from foundation.access import Role, allow, bound
from foundation.directory.models import User


def _audit(row: models.Model) -> models.Model:
    return getattr(row, "audit", row)


def audits_it(actor: User, row: models.Model) -> bool:
    """On the team of the row's audit, as lead, auditor, expert or trainee."""
    if actor.person_id is None:
        return False
    known = getattr(row, "audited_by", None)  # the page's query has looked already
    if known is not None:
        return known == actor.pk
    audit = _audit(row)
    if audit.lead_id == actor.person_id:
        return True
    return any(one.person_id == actor.person_id and one.part in AUDITING for one in audit.team.all())


def leads_it(actor: User, row: models.Model) -> bool:
    return actor.person_id is not None and _audit(row).lead_id == actor.person_id


def answers_for_it(actor: User, row: models.Model) -> bool:
    """The finding's owner, or the owner or deputy of its process."""
    if actor.person_id is None:
        return False
    process = row.process
    return actor.person_id in {row.owner_id, *((process.owner_id, process.deputy_id) if process else ())}


def does_the_action(actor: User, row: models.Model) -> bool:
    """The action's owner, or who answers for its finding."""
    return actor.person_id is not None and (row.owner_id == actor.person_id or answers_for_it(actor, row.finding))


def may_know_of_it(actor: User, row: models.Model) -> bool:
    """An audit in the actor's scope; a manager knows nothing of an unannounced one before it opens."""
    return type(row)._default_manager.visible_to(actor).filter(pk=row.pk).exists()  # type: ignore[attr-defined]


def is_audited(actor: User, row: models.Model) -> bool:
    """Heads the audited unit, or owns an audited process."""
    if actor.person_id is None:
        return False
    owners = [one.owner_id for one in row.processes.all()]  # type: ignore[attr-defined]
    return actor.person_id in (row.unit.accountable_officer_id, *owners)  # type: ignore[attr-defined]


def holds_the_seat(actor: User, row: models.Model) -> bool:
    return actor.person_id is not None and actor.person_id == row.person_id  # type: ignore[attr-defined]


def is_themselves(actor: User, row: models.Model) -> bool:
    return actor.person_id is not None and actor.person_id == row.pk


MANAGE_PROGRAMME = allow("audits.manage_programme", Role.PM, Role.CO)
SCHEDULE_AUDIT = allow("audits.schedule_audit", Role.PM, Role.CO, Role.LA)
POSTPONE_AUDIT = allow("audits.postpone_audit", Role.PM)
CANCEL_AUDIT = allow("audits.cancel_audit", Role.PM)
APPROVE_CANCELLATION = allow("audits.approve_cancellation", Role.CO, bound(Role.MGR, may_know_of_it))
LEAD_AUDIT = allow("audits.lead_audit", bound(Role.LA, leads_it))
NAME_LEAD = allow("audits.name_lead", Role.PM, Role.CO, bound(Role.LA, leads_it))
WORK_ON_AUDIT = allow("audits.work_on_audit", bound(Role.LA, audits_it), bound(Role.AU, audits_it))
REVIEW_REPORT = allow("audits.review_report", Role.LA, Role.CO)
CLOSE_AUDIT = allow("audits.close_audit", Role.CO, bound(Role.LA, leads_it))
REOPEN_AUDIT = allow("audits.reopen_audit", Role.CO)
START_FOLLOW_UP = allow("audits.start_follow_up")

SEE_AUDITORS = allow("audits.see_auditors", Role.PM, Role.CO, Role.LA, Role.AU)
MANAGE_AUDITORS = allow("audits.manage_auditors", Role.PM, Role.CO)
DECLARE_CONFLICT = allow(
    "audits.declare_conflict",
    Role.PM,
    Role.CO,
    bound(Role.LA, is_themselves),
    bound(Role.AU, is_themselves),
    bound(Role.EMP, is_themselves),
)
DECIDE_CONFLICT = allow("audits.decide_conflict", Role.PM, Role.CO)
APPROVE_EXCEPTION = allow("audits.approve_exception", Role.CO)
OBJECT_TO_TEAM = allow("audits.object_to_team", Role.MGR, bound(Role.PO, is_audited), bound(Role.EMP, is_audited))
DECIDE_OBJECTION = allow("audits.decide_objection", Role.PM)
ACCEPT_SEAT = allow(
    "audits.accept_seat",
    *(bound(role, holds_the_seat) for role in (Role.LA, Role.AU, Role.PO, Role.MGR, Role.EMP, Role.CO, Role.PM)),
)

LOG_FINDING = allow("audits.log_finding", bound(Role.LA, audits_it), bound(Role.AU, audits_it))
ISSUE_FINDING = allow("audits.issue_finding", bound(Role.LA, audits_it))
RESPOND = allow(
    "audits.respond", bound(Role.PO, answers_for_it), bound(Role.EMP, answers_for_it), bound(Role.MGR, answers_for_it)
)
REVIEW_PLAN = allow("audits.review_plan", bound(Role.LA, audits_it), bound(Role.AU, audits_it))
DO_ACTION = allow(
    "audits.do_action",
    bound(Role.PO, does_the_action),
    bound(Role.EMP, does_the_action),
    bound(Role.MGR, does_the_action),
)
NAME_VERIFIER = allow("audits.name_verifier", Role.CO, bound(Role.LA, leads_it))
VERIFY_FINDING = allow("audits.verify_finding", Role.CO, Role.LA, Role.AU)
DISPOSE = allow("audits.dispose_of_finding", bound(Role.LA, leads_it))
VOID_FINDING = allow("audits.void_finding", Role.CO)
APPROVE_VOID = allow("audits.approve_void", Role.LA)
