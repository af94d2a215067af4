"""Which roles read what of assurance."""

from foundation.access import Role

INSIDE = (Role.ADM, Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO, Role.EMP, Role.PM)
ASSURERS = (Role.CO, Role.LA, Role.AU, Role.MGR, Role.PM)
MATRIX_READERS = (*ASSURERS, Role.PO)
REVIEWERS = (Role.CO, Role.PO, Role.LA, Role.AU)
