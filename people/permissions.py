"""The access table of training, signing and recognition."""

from django.db import models

from foundation.access import Role, allow
from foundation.directory.models import User
from people.querysets.training import INSIDE


# What a course holds, learning it, and proof of training outside.


def is_the_learner(actor: User, row: models.Model) -> bool:
    """Whoever it is asked of, or whose proof it is, by whatever account."""
    return actor.person_id is not None and actor.person_id == row.person_id  # type: ignore[attr-defined]


WRITE_CONTENT = allow("people.write_content", Role.CO, Role.ADM)
KEEP_CONTENT = allow("people.keep_content")
LEARN = allow("people.learn", *INSIDE, when=is_the_learner)
CHECK_CERTIFICATE = allow("people.check_certificate", *INSIDE)
SUBMIT_PROOF = allow("people.submit_proof", *INSIDE)
WITHDRAW_PROOF = allow("people.withdraw_proof", *INSIDE, when=is_the_learner)
REVIEW_PROOF = allow("people.review_proof", Role.CO)
