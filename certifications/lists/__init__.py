"""Which columns the lists of this app show."""

from certifications.lists.certificates import CertificateList
from certifications.lists.grants import GrantList, LookList
from certifications.lists.schemes import BodyList, SchemeList
from certifications.lists.soa import SoaLineList, SoaList

__all__ = [
    "BodyList",
    "CertificateList",
    "GrantList",
    "LookList",
    "SchemeList",
    "SoaLineList",
    "SoaList",
]
