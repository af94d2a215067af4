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
    "NeedsAssessmentQuerySet",
    "OfCertificateQuerySet",
    "PublicItemQuerySet",
    "QuestionQuerySet",
    "SampleQuerySet",
    "SchemeQuerySet",
    "SeatQuerySet",
    "SuspensionQuerySet",
    "VisitQuerySet",
]
