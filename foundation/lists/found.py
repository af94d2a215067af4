"""The rows of a list as they are found soonest: by the reasons why somebody sees them, which are counted on the way."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from foundation.access import reaches_far
from foundation.directory.models import User
from foundation.reasons import Reasons

NAMED = 1_000  # rows that a statement names by their keys; more are looked for once again


class Found:
    """What a query finds for a person, counted up to one more than `limit`.

    Source: docs/adr/0189-reason-by-reason.md.
    """

    def __init__(self, queryset: QuerySet[Any], user: User, limit: int) -> None:
        self.queryset, self.user, self.limit = queryset, user, limit

    def counted(self, limit: int) -> int:
        """The number of rows, counted no further than one past `limit`."""
        if self._reasons is not None and limit == self.limit:
            return len(self._keys)
        found = self._reasons.keys(limit + 1) if self._reasons else self.queryset.order_by().values("pk")
        return found[: limit + 1].count()

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """The rows as a page finds them soonest."""
        if self._reasons is None:
            return self.queryset
        if len(self._keys) <= NAMED:
            return self._reasons.named(self._keys)
        return self._reasons.few(self.limit) if len(self._keys) <= self.limit else self._reasons.many()

    @cached_property
    def _reasons(self) -> Reasons | None:
        """Why somebody sees rows, one by one; not for whoever sees most of them, whose rows any index finds."""
        found = Reasons.of(self.queryset)
        return None if found is None or reaches_far(self.user) else found

    @cached_property
    def _keys(self) -> list[Any]:
        """The keys of the rows, of one more than are counted at most."""
        most = self.limit + 1
        return [key for (key,) in self._reasons.keys(most).values_list("pk")[:most]] if self._reasons else []
