"""The access table of training, signing and recognition."""

from django.db import models

from foundation.access import Role, allow, bound
from foundation.directory.models import User

STAFF = tuple(role for role in Role if role not in (Role.CERT, Role.INSP))


def is_asked(actor: User, row: models.Model) -> bool:
    """Whoever is asked to sign, by whatever account."""
    return actor.person_id is not None and actor.person_id == row.person_id


def leads_them(actor: User, row: models.Model) -> bool:
    """The manager of whoever is asked."""
    return actor.person_id is not None and actor.person_id == row.person.manager_id


VIEW_CAMPAIGNS = allow("people.view_campaigns", Role.CO, Role.HR, Role.MGR)
PLAN_CAMPAIGN = allow("people.plan_campaign", Role.CO)
RUN_CAMPAIGN = allow("people.run_campaign", Role.CO)
KEEP_CAMPAIGNS = allow("people.keep_campaigns")
SIGN = allow("people.sign", *STAFF, when=is_asked)
TAKE_UP = allow("people.take_up", Role.CO, *(bound(role, is_asked) for role in STAFF))
REMIND_SIGNER = allow("people.remind_signer", Role.CO, Role.MGR, *(bound(role, leads_them) for role in STAFF))
KEEP_ATTESTATIONS = allow("people.keep_attestations")
