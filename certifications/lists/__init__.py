"""Which columns the lists of this app show."""

from certifications.lists.centres import AssessmentList, AuthorityList, CentreList, ItemList, VisitList
from certifications.lists.certificates import CertificateList
from certifications.lists.grants import GrantList, LookList
from certifications.lists.inspections import AuthorisationList, ConformityList, InspectionList, ServiceList
from certifications.lists.schemes import BodyList, SchemeList
from certifications.lists.soa import SoaLineList, SoaList

__all__ = [
    "AssessmentList",
    "AuthorisationList",
    "AuthorityList",
    "BodyList",
    "CentreList",
    "CertificateList",
    "ConformityList",
    "GrantList",
    "InspectionList",
    "ItemList",
    "LookList",
    "SchemeList",
    "ServiceList",
    "SoaLineList",
    "SoaList",
    "VisitList",
]
