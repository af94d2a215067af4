"""Everything that reads grants, rooms, bodies and certificates; reads for people start at visible_to(user)."""

from certifications.querysets.certificates import (
    CertificateQuerySet,
    CycleQuerySet,
    OfCertificateQuerySet,
    SuspensionQuerySet,
)
from certifications.querysets.grants import GrantQuerySet, InRoomQuerySet, QuestionQuerySet, SampleQuerySet
from certifications.querysets.inspections import (
    AuthorisationQuerySet,
    ConformityQuerySet,
    DeliveryServiceQuerySet,
    InspectionQuerySet,
)
from certifications.querysets.schemes import BodyQuerySet, SchemeQuerySet

__all__ = [
    "AuthorisationQuerySet",
    "BodyQuerySet",
    "CertificateQuerySet",
    "ConformityQuerySet",
    "CycleQuerySet",
    "DeliveryServiceQuerySet",
    "GrantQuerySet",
    "InRoomQuerySet",
    "InspectionQuerySet",
    "OfCertificateQuerySet",
    "QuestionQuerySet",
    "SampleQuerySet",
    "SchemeQuerySet",
    "SuspensionQuerySet",
]
