"""The access table of training, signing and recognition."""

from django.db import models

from foundation.access import Role, allow, bound
from foundation.directory.models import Person, User

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
VIEW_TRAINING = allow("people.view_training", Role.CO, Role.MGR, Role.PO)
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


def manages(user: User, person: Person) -> bool:
    """Their manager."""
    return user.person_id is not None and person.manager_id == user.person_id


TEAM_ROLES = (Role.MGR, Role.CO, Role.HR)
VIEW_OWN_PAGE = allow("people.view_own_page", *INSIDE)
VIEW_TEAM = allow("people.view_team", *INSIDE)
VIEW_MATRIX = allow("people.view_training_matrix", *TEAM_ROLES)
REMIND = allow("people.remind", *TEAM_ROLES, *(bound(role, manages) for role in INSIDE if role not in TEAM_ROLES))
# Campaigns, and what each person is asked to sign.

VIEW_CAMPAIGNS = allow("people.view_campaigns", Role.CO, Role.HR, Role.MGR)
PLAN_CAMPAIGN = allow("people.plan_campaign", Role.CO)
RUN_CAMPAIGN = allow("people.run_campaign", Role.CO)
KEEP_CAMPAIGNS = allow("people.keep_campaigns")
READ_OWN = allow("people.read_own_documents", *INSIDE)
SIGN = allow("people.sign", *INSIDE, when=is_theirs)
TAKE_UP = allow("people.take_up", Role.CO, *(bound(role, is_theirs) for role in INSIDE if role != Role.CO))
REMIND_SIGNER = allow(
    "people.remind_signer", Role.CO, Role.MGR, *(bound(role, manages_them) for role in INSIDE if role != Role.MGR)
)
KEEP_ATTESTATIONS = allow("people.keep_attestations")
