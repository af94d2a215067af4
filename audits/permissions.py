"""The access table of audits and findings."""

from typing import Any

from django.db import models

from audits.querysets import AUDITING
from foundation.access import Role, allow, bound, permits, units_of
from foundation.directory.models import Unit, User


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


def wrote_it(actor: User, row: models.Model) -> bool:
    """The author of a working paper, as long as they audit there."""
    return actor.person_id is not None and row.author_id == actor.person_id and audits_it(actor, row)


def signed_it_off(actor: User, row: models.Model) -> bool:
    """Who signed a working paper off, or leads its audit."""
    signed = actor.person_id is not None and row.reviewed_by_id == actor.person_id and audits_it(actor, row)
    return signed or leads_it(actor, row)


def answers_for_it(actor: User, row: models.Model) -> bool:
    """The finding's owner, or the owner or deputy of its process."""
    if actor.person_id is None:
        return False
    process = row.process
    return actor.person_id in {row.owner_id, *((process.owner_id, process.deputy_id) if process else ())}


def has_to_do_it(actor: User, row: models.Model) -> bool:
    """Answers for the finding, or owns one of its actions."""
    return answers_for_it(actor, row) or any(one.owner_id == actor.person_id for one in row.actions.all())


def does_the_action(actor: User, row: models.Model) -> bool:
    """The action's owner, or who answers for its finding."""
    return actor.person_id is not None and (row.owner_id == actor.person_id or answers_for_it(actor, row.finding))


def _above(actor: User, row: models.Model, role: Role) -> list[Unit]:
    """The units on which the actor holds the role and that the row's unit belongs to."""
    return [unit for unit in units_of(actor, role) if row.unit.path.startswith(str(unit.path))]


def sits_on_the_panel(actor: User, row: models.Model) -> bool:
    """A lead auditor of the unit who neither raised the finding nor audited, and whose finding it is not."""
    outside = not audits_it(actor, row) and actor.person_id != row.raised_by_id
    return outside and bool(_above(actor, row, Role.LA)) and not has_to_do_it(actor, row)


def carries_the_risk(actor: User, row: models.Model) -> bool:
    """A manager of the unit; for a major one whose grant reaches the region or more."""
    above = _above(actor, row, Role.MGR)
    return any(row.type != "major" or unit.kind in (Unit.Kind.REGION, Unit.Kind.GROUP) for unit in above)


def carries_it_now(actor: User, row: models.Model) -> bool:
    """The manager who accepted the finding's risk, while the acceptance runs."""
    running = running_acceptance(row)
    return running is not None and actor.person_id == running.accepted_by_id


def running_acceptance(row: Any) -> Any:
    """The acceptance of a finding's risk that has not ended, or None."""
    if hasattr(row, "known_acceptance"):  # the page has read it already
        return row.known_acceptance
    return row.acceptances.filter(ended_on=None).first()


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


def may_pass_the_cap(actor: User, row: models.Model) -> bool:
    """An officer of the unit, for an audit of a line or of a certificate: the last day it may end on is theirs to pass."""
    limited = row.line_id is not None or row.latest_end is not None  # type: ignore[attr-defined]
    return limited and permits(actor, POSTPONE_PAST_CAP, row)


LOAD_AUDITS = allow("audits.load_audits", Role.CO)
MANAGE_PROGRAMME = allow("audits.manage_programme", Role.PM, Role.CO)
RUN_PROGRAMME = allow("audits.run_programme", Role.PM)
APPROVE_PROGRAMME = allow("audits.approve_programme", Role.MGR)
CLOSE_PROGRAMME = allow("audits.close_programme", Role.CO)
SEE_COVERAGE = allow("audits.see_coverage", Role.PM, Role.CO, Role.LA, Role.AU, Role.MGR)
SCHEDULE_AUDIT = allow("audits.schedule_audit", Role.PM, Role.CO, Role.LA)
POSTPONE_PAST_CAP = allow("audits.postpone_past_cap", Role.CO)
LIMIT_AUDIT = allow("audits.limit_audit", Role.CO)
POSTPONE_AUDIT = allow("audits.postpone_audit", Role.PM, bound(Role.CO, may_pass_the_cap))
CANCEL_AUDIT = allow("audits.cancel_audit", Role.PM)
APPROVE_CANCELLATION = allow("audits.approve_cancellation", Role.CO, bound(Role.MGR, may_know_of_it))
LEAD_AUDIT = allow("audits.lead_audit", bound(Role.LA, leads_it))
NAME_LEAD = allow("audits.name_lead", Role.PM, Role.CO, bound(Role.LA, leads_it))
WORK_ON_AUDIT = allow("audits.work_on_audit", bound(Role.LA, audits_it), bound(Role.AU, audits_it))
SEE_PAPERS = allow("audits.see_papers", Role.CO, bound(Role.LA, audits_it), bound(Role.AU, audits_it))
CHANGE_PAPER = allow("audits.change_paper", bound(Role.LA, wrote_it), bound(Role.AU, wrote_it))
TAKE_BACK_SIGN_OFF = allow("audits.take_back_sign_off", bound(Role.LA, signed_it_off), bound(Role.AU, signed_it_off))
REVIEW_REPORT = allow("audits.review_report", Role.LA, Role.CO)
CLOSE_AUDIT = allow("audits.close_audit", Role.CO, bound(Role.LA, leads_it))
REOPEN_AUDIT = allow("audits.reopen_audit", Role.CO)
START_FOLLOW_UP = allow("audits.start_follow_up")

MANAGE_TEMPLATES = allow("audits.manage_templates", Role.LA, Role.CO)
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
HAND_FINDING_ON = allow(
    "audits.hand_finding_on",
    Role.CO,
    bound(Role.LA, leads_it),
    *(bound(role, answers_for_it) for role in (Role.PO, Role.EMP, Role.MGR)),
)
HAND_ACTION_ON = allow(
    "audits.hand_action_on", Role.CO, *(bound(role, does_the_action) for role in (Role.PO, Role.EMP, Role.MGR))
)
VERIFY_FINDING = allow("audits.verify_finding", Role.CO, Role.LA, Role.AU)
DISPOSE = allow("audits.dispose_of_finding", bound(Role.LA, leads_it))
VOID_FINDING = allow("audits.void_finding", Role.CO)
APPROVE_VOID = allow("audits.approve_void", Role.LA)

ASK_EXTENSION = allow(
    "audits.ask_extension",
    bound(Role.PO, answers_for_it),
    bound(Role.EMP, answers_for_it),
    bound(Role.MGR, answers_for_it),
    bound(Role.LA, audits_it),
    bound(Role.AU, audits_it),
)
GRANT_EXTENSION = allow("audits.grant_extension", Role.CO)
CONFIRM_EXTENSION = allow("audits.confirm_extension", Role.LA)
JUDGE_DISPUTE = allow("audits.judge_dispute", Role.CO)
JOIN_PANEL = allow("audits.join_panel", bound(Role.LA, sits_on_the_panel))
ASK_RISK = allow(
    "audits.ask_risk",
    Role.CO,
    bound(Role.PO, answers_for_it),
    bound(Role.EMP, answers_for_it),
    bound(Role.MGR, answers_for_it),
)
CARRY_RISK = allow("audits.carry_risk", bound(Role.MGR, carries_the_risk))
END_RISK = allow("audits.end_risk")
WITHDRAW_RISK = allow("audits.withdraw_risk", Role.CO, bound(Role.MGR, carries_it_now))
REVIEW_RISK = allow("audits.review_risk", bound(Role.MGR, carries_it_now))
SET_CAP = allow("audits.set_cap", Role.CO, bound(Role.LA, audits_it))
# Several audits in one file for programs; each tells what its reader may see.
EXPORT_AUDITS = allow("audits.export_audits", Role.CO, Role.PM, Role.LA, Role.AU, Role.MGR, Role.PO)
