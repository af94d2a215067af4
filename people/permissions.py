"""The access table of training, signing and recognition."""

from django.db import models

from foundation.access import Role, allow, units_of
from foundation.directory.models import User

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
    return actor.person_id is not None and row.shares.filter(person=actor.person_id).exists()


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
