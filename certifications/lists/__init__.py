"""Which columns the lists of this app show."""

from certifications.lists.centres import AssessmentList, AuthorityList, CentreList, ItemList, VisitList
from certifications.lists.grants import GrantList, LookList

__all__ = [
    "AssessmentList",
    "AuthorityList",
    "CentreList",
    "GrantList",
    "ItemList",
    "LookList",
    "VisitList",
]
