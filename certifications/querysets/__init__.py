"""Everything that reads grants, rooms, bodies and certificates; reads for people start at visible_to(user)."""

from certifications.querysets.certificates import (
    GRANTED,
    ON_PAPER,
    CertificateQuerySet,
    OfCertificateQuerySet,
    SuspensionQuerySet,
)
from certifications.querysets.chains import ChainQuerySet
from certifications.querysets.cycles import CycleAuditQuerySet, CycleQuerySet
from certifications.querysets.grants import GrantQuerySet, InRoomQuerySet, QuestionQuerySet, SampleQuerySet
from certifications.querysets.schemes import BodyQuerySet, SchemeQuerySet
from certifications.querysets.soa import SoaLineQuerySet, SoaQuerySet

__all__ = [
    "GRANTED",
    "ON_PAPER",
    "BodyQuerySet",
    "CertificateQuerySet",
    "ChainQuerySet",
    "CycleAuditQuerySet",
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
