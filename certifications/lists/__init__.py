"""Which columns the lists of this app show."""

from certifications.lists.grants import GrantList, LookList
from certifications.lists.soa import SoaLineList, SoaList

__all__ = [
    "GrantList",
    "LookList",
    "SoaLineList",
    "SoaList",
]
