"""What the apps offer to one person's My work."""

from datetime import date

from django.db.models import QuerySet

from foundation import offers
from foundation.directory.models import User


def branches(user: User, on: date, *, only_dated: bool = False) -> list[tuple[offers.Work, QuerySet]]:
    """What every app offers to a member of staff; asked once per request, as the user is loaded once per request."""
    if user.person_id is None:
        return []
    offered = user.__dict__.setdefault("_work_offered", {})
    wanted = [branch for branch in offers.work() if branch.dated or not only_dated]
    for branch in wanted:
        if (branch.name, on) not in offered:
            offered[branch.name, on] = branch.rows(user, on)
    return [(branch, offered[branch.name, on]) for branch in wanted]
