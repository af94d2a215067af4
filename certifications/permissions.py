"""The access table of grants and rooms."""

from django.db import models

from foundation.access import Role, allow, bound, opened
from foundation.directory.models import User


def asked_for_it(actor: User, row: models.Model) -> bool:
    """Whoever asked for the grant, by whatever account."""
    asked = row.requested_by
    return actor.pk == asked.pk or (actor.person_id is not None and actor.person_id == asked.person_id)


def is_in_the_room(actor: User, row: models.Model) -> bool:
    """The grantee, while the grant shows its room to them."""
    grant = getattr(row, "grant", row)
    return grant.grantee_id == actor.pk and opened(actor, grant.uuid).about(grant).exists()


REQUEST_GRANT = allow("certifications.request_grant", Role.CO, Role.LA)
VIEW_GRANTS = allow("certifications.view_grants", Role.CO, Role.LA, Role.LEG)
CHANGE_GRANT = allow("certifications.change_grant", bound(Role.CO, asked_for_it), bound(Role.LA, asked_for_it))
APPROVE_GRANT = allow("certifications.approve_grant", Role.CO)
CLEAR_GRANT = allow("certifications.clear_grant", Role.LEG)
REVOKE_GRANT = allow("certifications.revoke_grant", Role.CO)
KEEP_GRANTS = allow("certifications.keep_grants")
ANSWER = allow("certifications.answer", Role.CO, bound(Role.LA, lambda actor, row: asked_for_it(actor, row.grant)))
SPEAK_IN_ROOM = allow(
    "certifications.speak_in_room", bound(Role.CERT, is_in_the_room), bound(Role.INSP, is_in_the_room)
)


# Centres, their visits, authorities, and what is public of them.


def heads_the_centre(actor: User, row: models.Model) -> bool:
    """The head of the centre, by whatever account."""
    centre = getattr(row, "centre", row)
    return actor.person_id is not None and actor.person_id == centre.head_id


VIEW_CENTRES = allow("certifications.view_centres", Role.CO, Role.LA, Role.AU, Role.MGR, Role.CHOST)
ASSESS_NEED = allow("certifications.assess_need", Role.CO, Role.CHOST)
DECIDE_NEED = allow("certifications.decide_need", Role.CO)
MANAGE_CENTRE = allow("certifications.manage_centre", Role.CO, Role.CHOST)
APPROVE_CENTRE = allow("certifications.approve_centre", Role.CO)
OPEN_CENTRE = allow("certifications.open_centre", Role.CO, bound(Role.CHOST, heads_the_centre))
KEEP_VISITS = allow("certifications.keep_visits", Role.CO, Role.CHOST)
PUBLISH = allow("certifications.publish", Role.CO)
