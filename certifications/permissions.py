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


def takes_from_the_room(actor: User, row: models.Model) -> bool:
    """The grantee, while the grant shows its room to them and lets them take files away."""
    grant = getattr(row, "grant", row)
    return grant.allow_download and is_in_the_room(actor, grant)


REQUEST_GRANT = allow("certifications.request_grant", Role.CO, Role.LA, Role.CHOST)
VIEW_GRANTS = allow("certifications.view_grants", Role.CO, Role.LA, Role.LEG, Role.CHOST)
CHANGE_GRANT = allow(
    "certifications.change_grant",
    bound(Role.CO, asked_for_it),
    bound(Role.LA, asked_for_it),
    bound(Role.CHOST, asked_for_it),
)
APPROVE_GRANT = allow("certifications.approve_grant", Role.CO)
CLEAR_GRANT = allow("certifications.clear_grant", Role.LEG)
REVOKE_GRANT = allow("certifications.revoke_grant", Role.CO)
KEEP_GRANTS = allow("certifications.keep_grants")
ANSWER = allow("certifications.answer", Role.CO, bound(Role.LA, lambda actor, row: asked_for_it(actor, row.grant)))
SPEAK_IN_ROOM = allow(
    "certifications.speak_in_room", bound(Role.CERT, is_in_the_room), bound(Role.INSP, is_in_the_room)
)
MAKE_PACK = allow(
    "certifications.make_pack",
    Role.CO,
    bound(Role.CERT, takes_from_the_room),
    bound(Role.INSP, takes_from_the_room),
)

# Bodies, schemes and certificates. The state of a certificate moves by the letter of its body, which an officer records.
LIST_CERTIFICATES = allow("certifications.list_certificates", Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO, Role.EMP)
VIEW_CERTIFICATES = allow("certifications.view_certificates", Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO)
MANAGE_CERTIFICATES = allow("certifications.manage_certificates", Role.CO)
KEEP_CERTIFICATES = allow("certifications.keep_certificates")
VIEW_SCHEMES = allow("certifications.view_schemes", Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO)
MANAGE_SCHEMES = allow("certifications.manage_schemes", Role.CO)

# What was kept elsewhere before.
LOAD_CERTIFICATES = allow("certifications.load_certificates", Role.CO)

# Statements of applicability: nobody who wrote at a version approves it (S-06).
READ_SOAS = allow("certifications.read_soas", Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO)
WRITE_SOA = allow("certifications.write_soa", Role.CO)
APPROVE_SOA = allow("certifications.approve_soa", Role.CO)
SUPERSEDE_SOA = allow("certifications.supersede_soa")

VIEW_INSPECTIONS = allow(
    "certifications.view_inspections", Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO, Role.CHOST, Role.LEG
)
REQUEST_INSPECTION = allow("certifications.request_inspection", Role.CO, Role.CHOST)
RUN_INSPECTION = allow("certifications.run_inspection", Role.CO, Role.CHOST)
REFUSE_AS_COUNSEL = allow("certifications.refuse_as_counsel", Role.LEG)
KEEP_INSPECTIONS = allow("certifications.keep_inspections")
VIEW_INSPECTORS = allow("certifications.view_inspectors", Role.CO, Role.LA, Role.AU, Role.MGR, Role.CHOST)
MANAGE_INSPECTORS = allow("certifications.manage_inspectors", Role.CO, Role.CHOST)
KEEP_INSPECTORS = allow("certifications.keep_inspectors")
MANAGE_SERVICES = allow("certifications.manage_services", Role.CO, Role.CHOST)
VIEW_CONFORMITY = allow(
    "certifications.view_conformity", Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO, Role.PM, Role.CHOST
)
RECORD_CONFORMITY = allow("certifications.record_conformity", Role.CO, Role.CHOST)

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
