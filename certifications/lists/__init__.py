"""Which columns the lists of this app show."""

from certifications.lists.grants import GrantList, LookList

__all__ = ["GrantList", "LookList"]
