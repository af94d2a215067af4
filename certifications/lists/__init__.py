"""Which columns the lists of this app show."""

from certifications.lists.grants import GrantList, LookList
from certifications.lists.schemes import BodyList, SchemeList

__all__ = ["BodyList", "GrantList", "LookList", "SchemeList"]
