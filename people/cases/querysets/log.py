"""Reads of the log of cases: openings of sealed names for the data protection officer, notices for the one they concern."""

from datetime import date
from typing import Any, Self

from django.db import models

from foundation.access import Role, holds, reach


class OpeningQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The data protection officer, in their units."""
        return self.filter(reach(user, Role.DPO, unit="case__unit"))

    def within(self, first: date, last: date) -> Self:
        return self.filter(on__gte=first, on__lte=last)

    def for_list(self) -> Self:
        return self.select_related("opened_by", "case__unit").order_by("-on", "-pk")


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.all() if holds(user, Role.DPO) else self.none()


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(user=user.pk) if user.is_active else self.none()
