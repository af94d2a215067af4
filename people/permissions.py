"""The access table of training, signing and recognition."""

from django.db import models

from foundation.access import (
    Role,
    allow,
    bound,
    units_of,
)
from foundation.directory.models import User

# Import of people from a file of human resources. Source: M-17, domain.md section 5 (persons).
IMPORT_PEOPLE = allow("people.import_people", Role.ADM, Role.HR)

# Recognition: everybody inside may nominate; who decides answers for the unit. Source: M-21.
COLLEAGUES = (
    Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO, Role.EMP, Role.PM, Role.HR, Role.CHOST, Role.LEG, Role.DPO,
)  # fmt: skip

DECIDE = (Role.CO, Role.MGR)


def nominated_it(actor: User, row: models.Model) -> bool:
    """Who made the nomination, by whatever account."""
    return actor.person_id is not None and actor.person_id == row.nominator_id


def is_named_in_it(actor: User, row: models.Model) -> bool:
    """Somebody the award is for."""
    return actor.person_id is not None and any(share.person_id == actor.person_id for share in row.shares.all())


def would_decide_alone(actor: User, row: models.Model) -> bool:
    """The direct manager of somebody named in a nomination for the highest award, in a unit they decide for."""
    reached = any(row.unit.path.startswith(str(unit.path)) for unit in units_of(actor, *DECIDE))
    return reached and row.band == row.Band.TOP and manages_a_nominee(actor, row)


def manages_a_nominee(actor: User, row: models.Model) -> bool:
    return actor.person_id is not None and row.shares.filter(person__manager=actor.person_id).exists()


NOMINATE = allow("people.nominate", *COLLEAGUES)

CHANGE_NOMINATION = allow("people.change_nomination", *COLLEAGUES, when=nominated_it)

VIEW_RECOGNITION = allow("people.view_recognition", *COLLEAGUES, Role.ADM, Role.CASE)

VIEW_NOMINATIONS = allow("people.view_nominations", *DECIDE, Role.CASE)

DECIDE_NOMINATION = allow("people.decide_nomination", *DECIDE)

AWARD_WITH_ANOTHER = allow("people.award_with_another", *DECIDE, when=would_decide_alone)

PUBLISH_AWARD = allow("people.publish_award", *DECIDE)

ANSWER_AWARD = allow("people.answer_award", *COLLEAGUES, Role.ADM, Role.CASE, when=is_named_in_it)

HOLD_NOMINATION = allow("people.hold_nomination", Role.CASE)

INSIDE = tuple(role for role in Role if role not in (Role.CERT, Role.INSP))


# Courses, who takes them, and what they have completed.


def is_theirs(actor: User, row: models.Model) -> bool:
    """What is asked of the person behind the account."""
    return actor.person_id is not None and row.person_id == actor.person_id


def manages_them(actor: User, row: models.Model) -> bool:
    """The manager of the person."""
    return actor.person_id is not None and row.person.manager_id == actor.person_id


VIEW_COURSES = allow("people.view_courses", *INSIDE)

DEFINE_COURSE = allow("people.define_course", Role.CO, Role.ADM)

EDIT_COURSE = allow("people.edit_course", Role.CO)

VIEW_TRAINING = allow("people.view_training", Role.CO, Role.MGR, Role.HR, Role.PO)

ASSIGN_COURSE = allow("people.assign_course", Role.CO)

TAKE_COURSE = allow("people.take_course", *INSIDE, when=is_theirs)

WAIVE_COURSE = allow("people.waive_course", Role.CO)

UNBLOCK_COURSE = allow(
    "people.unblock_course", Role.MGR, *(bound(role, manages_them) for role in INSIDE if role != Role.MGR)
)

RECORD_COMPLETION = allow("people.record_completion", Role.CO)

KEEP_TRAINING = allow("people.keep_training")

# What a course holds, its certificates, and proofs of training outside.
WRITE_CONTENT = allow("people.write_content", Role.CO)

KEEP_CONTENT = allow("people.keep_content")

CHECK_CERTIFICATE = allow("people.check_certificate", *INSIDE)

SUBMIT_PROOF = allow("people.submit_proof", *INSIDE)

WITHDRAW_PROOF = allow("people.withdraw_proof", *INSIDE, when=is_theirs)

REVIEW_PROOF = allow("people.review_proof", Role.CO)


# Everybody's own page, teams, the matrix of training.


def manages(user: User, person: models.Model) -> bool:
    """Their manager."""
    return user.person_id is not None and getattr(person, "manager_id", None) == user.person_id


TEAM_ROLES = (Role.MGR, Role.CO, Role.HR)

VIEW_OWN_PAGE = allow("people.view_own_page", *INSIDE)

VIEW_TEAM = allow("people.view_team", *INSIDE)

VIEW_MATRIX = allow("people.view_training_matrix", *TEAM_ROLES)

REMIND = allow("people.remind", *TEAM_ROLES, *(bound(role, manages) for role in INSIDE if role not in TEAM_ROLES))

# Campaigns, and what each person is asked to sign.

VIEW_CAMPAIGNS = allow("people.view_campaigns", *TEAM_ROLES)

PLAN_CAMPAIGN = allow("people.plan_campaign", Role.CO)

RUN_CAMPAIGN = allow("people.run_campaign", Role.CO)

KEEP_CAMPAIGNS = allow("people.keep_campaigns")

READ_OWN = allow("people.read_own_documents", *INSIDE)

SIGN = allow("people.sign", *INSIDE, when=is_theirs)

TAKE_UP = allow("people.take_up", Role.CO, *(bound(role, is_theirs) for role in INSIDE if role != Role.CO))

REMIND_SIGNER = allow(
    "people.remind_signer", *TEAM_ROLES, *(bound(role, manages_them) for role in INSIDE if role not in TEAM_ROLES)
)

KEEP_ATTESTATIONS = allow("people.keep_attestations")
