"""Which columns the lists of this app show."""

from certifications.lists.certificates import CertificateList
from certifications.lists.grants import GrantList, LookList

__all__ = ["CertificateList", "GrantList", "LookList"]
