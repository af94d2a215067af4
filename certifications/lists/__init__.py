"""Which columns the lists of this app show."""

from certifications.lists.certificates import CertificateList
from certifications.lists.grants import GrantList, LookList
from certifications.lists.inspections import AuthorisationList, ConformityList, InspectionList, ServiceList
from certifications.lists.schemes import BodyList, SchemeList

__all__ = [
    "AuthorisationList",
    "BodyList",
    "CertificateList",
    "ConformityList",
    "GrantList",
    "InspectionList",
    "LookList",
    "SchemeList",
    "ServiceList",
]
