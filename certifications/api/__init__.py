"""The JSON door of certifications: certificates with schemes and bodies, grants, and the rooms they open."""

from certifications.api.centres import Authorities, Centres, NeedsAssessments
from certifications.api.certificates import Certificates
from certifications.api.certificates_shown import RoomCertificates
from certifications.api.grants import Grants
from certifications.api.inspections import Inspections, RoomInspections
from certifications.api.inspectors import Authorisations, Conformities, DeliveryServices
from certifications.api.pieces import RoomFiles, RoomPieces
from certifications.api.rooms import Rooms
from certifications.api.schemes import Bodies, Schemes
from certifications.api.shown import RoomAudits, RoomClauses, RoomFindings
from certifications.api.soa import SoaLines, Soas
from certifications.api.soa_shown import RoomSoas
from certifications.api.spoken import RoomQuestions, RoomSamples
from certifications.api.talk import Questions, Samples
from certifications.api.visits import Bookings, PublicItems, Visits
from foundation.api.doors import Collection, Door

ROUTES: dict[str, type[Collection]] = {
    "grants": Grants,
    "questions": Questions,
    "samples": Samples,
    "rooms": Rooms,
    "soas": Soas,
    "soa-lines": SoaLines,
    "certificates": Certificates,
    "schemes": Schemes,
    "certification-bodies": Bodies,
    "inspections": Inspections,
    "inspector-authorisations": Authorisations,
    "delivery-services": DeliveryServices,
    "product-conformities": Conformities,
    "needs-assessments": NeedsAssessments,
    "authorities": Authorities,
    "centres": Centres,
    "visits": Visits,
    "bookings": Bookings,
    "public-items": PublicItems,
}
SINGLE: dict[str, type[Door]] = {}
WITHIN: dict[str, type[Door]] = {
    "rooms/<uuid:grant>/clauses": RoomClauses,
    "rooms/<uuid:grant>/audits": RoomAudits,
    "rooms/<uuid:grant>/findings": RoomFindings,
    "rooms/<uuid:grant>/soas": RoomSoas,
    "rooms/<uuid:grant>/inspections": RoomInspections,
    "rooms/<uuid:grant>/evidence": RoomPieces,
    "rooms/<uuid:grant>/certificates": RoomCertificates,
    "rooms/<uuid:grant>/files": RoomFiles,
    "rooms/<uuid:grant>/questions": RoomQuestions,
    "rooms/<uuid:grant>/samples": RoomSamples,
}
