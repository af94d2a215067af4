"""Which files of human resources somebody sees, and which of their lines."""

from typing import Any

from django.db import models

from foundation.access import Role, reach

MAY_IMPORT = (Role.ADM, Role.HR)


class HrImportQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "HrImportQuerySet":
        """Who looks after the people of the unit sees what was read for it."""
        return self.filter(reach(user, *MAY_IMPORT))

    def for_list(self) -> "HrImportQuerySet":
        return self.select_related("unit", "read_by", "job")


class HrLineQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "HrLineQuerySet":
        return self.filter(reach(user, *MAY_IMPORT, unit="hr_import__unit"))

    def to_do(self) -> "HrLineQuerySet":
        return self.filter(outcome="waiting")

    def wrong(self) -> "HrLineQuerySet":
        """Lines with a fault, and those that were refused."""
        return self.filter(models.Q(change="fault") | models.Q(outcome="refused"))

    def telling(self) -> "HrLineQuerySet":
        """All but those that change nothing."""
        return self.exclude(change="unchanged")
