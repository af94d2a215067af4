"""The access table of training, signing and recognition."""

from django.db import models

from foundation.access import Role, allow, bound
from foundation.directory.models import User

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

# Campaigns, and what each person is asked to sign.

VIEW_CAMPAIGNS = allow("people.view_campaigns", Role.CO, Role.MGR)
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
