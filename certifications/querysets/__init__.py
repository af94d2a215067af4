"""Everything that reads grants, rooms, bodies and certificates; reads for people start at visible_to(user)."""

from certifications.querysets.centres import (
    AgreementQuerySet,
    AuthorityQuerySet,
    CentreQuerySet,
    CentreRoomQuerySet,
    NeedsAssessmentQuerySet,
    PublicItemQuerySet,
    SeatQuerySet,
)
from certifications.querysets.certificates import (
    GRANTED,
    ON_PAPER,
    CertificateQuerySet,
    OfCertificateQuerySet,
    SuspensionQuerySet,
)
from certifications.querysets.chains import ChainQuerySet
from certifications.querysets.cycles import CycleAuditQuerySet, CycleQuerySet
from certifications.querysets.grants import (
    GrantQuerySet,
    InRoomQuerySet,
    PackQuerySet,
    QuestionQuerySet,
    SampleQuerySet,
)
from certifications.querysets.inspections import (
    AuthorisationQuerySet,
    ConformityQuerySet,
    DeliveryServiceQuerySet,
    InspectionQuerySet,
)
from certifications.querysets.schemes import BodyQuerySet, SchemeQuerySet
from certifications.querysets.soa import SoaLineQuerySet, SoaQuerySet
from certifications.querysets.visits import BookingQuerySet, DeviceQuerySet, VisitQuerySet

__all__ = [
    "GRANTED",
    "ON_PAPER",
    "AgreementQuerySet",
    "AuthorisationQuerySet",
    "AuthorityQuerySet",
    "BodyQuerySet",
    "BookingQuerySet",
    "CentreQuerySet",
    "CentreRoomQuerySet",
    "CertificateQuerySet",
    "ChainQuerySet",
    "ConformityQuerySet",
    "CycleAuditQuerySet",
    "CycleQuerySet",
    "DeliveryServiceQuerySet",
    "DeviceQuerySet",
    "GrantQuerySet",
    "InRoomQuerySet",
    "InspectionQuerySet",
    "NeedsAssessmentQuerySet",
    "OfCertificateQuerySet",
    "PackQuerySet",
    "PublicItemQuerySet",
    "QuestionQuerySet",
    "SampleQuerySet",
    "SchemeQuerySet",
    "SeatQuerySet",
    "SoaLineQuerySet",
    "SoaQuerySet",
    "SuspensionQuerySet",
    "VisitQuerySet",
]
