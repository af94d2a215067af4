"""Which roles read what of assurance."""

from typing import Any

from django.db.models import QuerySet

from foundation.access import Role

INSIDE = (Role.ADM, Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO, Role.EMP, Role.PM)
ASSURERS = (Role.CO, Role.LA, Role.AU, Role.MGR, Role.PM)
MATRIX_READERS = (*ASSURERS, Role.PO)
REVIEWERS = (Role.CO, Role.PO, Role.LA, Role.AU)


def unseen(rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Those of the rows that `user` does not see: whoever says anew what belongs to a row leaves them as they are.

    None are for the robot, who does everything.
    """
    if user.kind == user.Kind.ROBOT:
        return rows.none()
    return rows.exclude(pk__in=rows.model._default_manager.visible_to(user).order_by().values("pk"))  # type: ignore[attr-defined]
