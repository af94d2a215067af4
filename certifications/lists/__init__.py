"""Which columns the lists of this app show."""

from certifications.lists.grants import GrantList, LookList
from certifications.lists.inspections import AuthorisationList, ConformityList, InspectionList, ServiceList

__all__ = ["AuthorisationList", "ConformityList", "GrantList", "InspectionList", "LookList", "ServiceList"]
