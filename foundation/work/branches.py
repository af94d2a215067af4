"""What the apps offer to one person's My work."""

from datetime import date

from django.db.models import QuerySet

from foundation import offers
from foundation.directory.models import User


def branches(user: User, on: date, *, only_dated: bool = False) -> list[tuple[offers.Work, QuerySet]]:
    """What every app offers to a member of staff."""
    if user.person_id is None:
        return []
    wanted = [branch for branch in offers.work() if branch.dated or not only_dated]
    return [(branch, branch_rows(user, branch, on)) for branch in wanted]


def branch_rows(user: User, branch: offers.Work, on: date) -> QuerySet:
    """What one branch offers; asked once per request, as the user is loaded once per request."""
    offered = user.__dict__.setdefault("_work_offered", {})
    if (branch.name, on) not in offered:
        offered[branch.name, on] = branch.rows(user, on)
    return offered[branch.name, on]
