"""Whose rows a figure counts: those of the units one manages, however else one may see others."""

from typing import Any, TypeVar

from django.db.models import QuerySet

from foundation.access import Role, reach

SCOPE_ROLES = (Role.MGR, Role.CO, Role.PM)
Rows = TypeVar("Rows", bound=QuerySet)


def under(user: Any, rows: Rows) -> Rows:
    """The rows of `rows` that `user` may see and that lie in the units of a managing role; filters come after this."""
    return rows.visible_to(user).filter(reach(user, *SCOPE_ROLES))  # type: ignore[attr-defined]
