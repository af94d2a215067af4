"""Everything that reads grants, rooms, bodies and certificates; reads for people start at visible_to(user)."""

from certifications.querysets.centres import (
    AgreementQuerySet,
    AssessmentQuerySet,
    AuthorityQuerySet,
    CentreQuerySet,
    CentreRoomQuerySet,
    PublicItemQuerySet,
    SeatQuerySet,
)
from certifications.querysets.certificates import (
    CertificateQuerySet,
    CycleQuerySet,
    OfCertificateQuerySet,
    SuspensionQuerySet,
)
from certifications.querysets.grants import GrantQuerySet, InRoomQuerySet, QuestionQuerySet, SampleQuerySet
from certifications.querysets.schemes import BodyQuerySet, SchemeQuerySet
from certifications.querysets.visits import BookingQuerySet, DeviceQuerySet, VisitQuerySet

__all__ = [
    "AgreementQuerySet",
    "AssessmentQuerySet",
    "AuthorityQuerySet",
    "BodyQuerySet",
    "BookingQuerySet",
    "CentreQuerySet",
    "CentreRoomQuerySet",
    "CertificateQuerySet",
    "CycleQuerySet",
    "DeviceQuerySet",
    "GrantQuerySet",
    "InRoomQuerySet",
    "OfCertificateQuerySet",
    "PublicItemQuerySet",
    "QuestionQuerySet",
    "SampleQuerySet",
    "SchemeQuerySet",
    "SeatQuerySet",
    "SuspensionQuerySet",
    "VisitQuerySet",
]
