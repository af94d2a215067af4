"""Who sees which imported file, and which of its lines."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from foundation.access import Role, reach


class FileImportQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own; officers and administrators those of the people of their units. What the lines say is one's own."""
        return self.filter(Q(read_by=user) | reach(user, Role.ADM, Role.CO, unit="read_by__person__unit"))

    def for_list(self) -> Self:
        return self.select_related("read_by", "job")


class ImportLineQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever read the file; it may speak of rows that others do not see."""
        return self.filter(file_import__read_by=user)

    def to_take(self) -> Self:
        return self.exclude(change="refused")

    def refused(self) -> Self:
        return self.filter(change="refused")
