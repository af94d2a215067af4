"""Everything that reads grants, rooms, bodies and certificates; reads for people start at visible_to(user)."""

from certifications.querysets.certificates import (
    CertificateQuerySet,
    CycleQuerySet,
    OfCertificateQuerySet,
    SuspensionQuerySet,
)
from certifications.querysets.grants import GrantQuerySet, InRoomQuerySet, QuestionQuerySet, SampleQuerySet
from certifications.querysets.schemes import BodyQuerySet, SchemeQuerySet
from certifications.querysets.soa import SoaLineQuerySet, SoaQuerySet

__all__ = [
    "BodyQuerySet",
    "CertificateQuerySet",
    "CycleQuerySet",
    "GrantQuerySet",
    "InRoomQuerySet",
    "OfCertificateQuerySet",
    "QuestionQuerySet",
    "SampleQuerySet",
    "SchemeQuerySet",
    "SoaLineQuerySet",
    "SoaQuerySet",
    "SuspensionQuerySet",
]
