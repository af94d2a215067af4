"""Everything that reads statements of applicability and their lines; reads for people start at visible_to(user)."""

from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from foundation.access import Role, granted, reach, units_of

READERS = (Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO)
FROZEN = ("approved", "superseded")
UNJUSTIFIED = Q(applicable=True, reasons=[], inclusion="") | Q(applicable=False, exclusion="")


class SoaQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who assures, audits, manages or owns processes, by unit; what was approved above them too, for it binds them.

        People outside see the versions that were granted, and those only once approved.
        """
        if user.kind == "outside":
            return self.filter(granted(user, self.model), state__in=FROZEN)
        above = [path[:end] for path in _paths(user) for end, letter in enumerate(path, start=1) if letter == "/"]
        return self.filter(reach(user, *READERS) | Q(state__in=FROZEN, unit__path__in=above))

    def frozen(self) -> Self:
        return self.filter(state__in=FROZEN)

    def in_work(self) -> Self:
        return self.filter(state__in=["draft", "in_review"])

    def versions_of(self, soa: Any) -> Self:
        """All versions of the same statement, the latest first."""
        return self.filter(ref=soa.ref).order_by("-number")

    def with_counts(self) -> Self:
        """Adds `line_count`, and of them `applicable_count`, `implemented_count` and `unjustified_count`."""
        lines = self.model._meta.fields_map["lines"].related_model.objects.filter(soa=OuterRef("pk"))

        def counted(rows: models.QuerySet) -> Coalesce:
            return Coalesce(Subquery(rows.order_by().values("soa").annotate(n=Count("pk")).values("n")), 0)

        parts = {
            "line_count": lines,
            "applicable_count": lines.filter(applicable=True),
            "implemented_count": lines.filter(applicable=True, implementation="implemented"),
            "unjustified_count": lines.filter(UNJUSTIFIED),
        }
        return self.annotate(**{name: counted(rows) for name, rows in parts.items()})

    def for_list(self) -> Self:
        return self.with_counts().select_related("unit", "framework", "approver")

    def for_page(self) -> Self:
        near = ("unit", "framework", "previous", "submitted_by", "approver")
        return self.with_counts().select_related(*near).prefetch_related("editors")


class SoaLineQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The lines of the versions that one sees."""
        seen = self.model._meta.get_field("soa").related_model.objects.visible_to(user)
        return self.filter(Exists(seen.filter(pk=OuterRef("soa"))))

    def unjustified(self) -> Self:
        """Those that do not say why they are included, or excluded."""
        return self.filter(UNJUSTIFIED)

    def in_order(self) -> Self:
        """As the framework lists its controls."""
        return self.select_related("requirement").order_by("requirement__order", "pk")


def _paths(user: Any) -> list[str]:
    return [str(unit.path) for unit in units_of(user, *READERS)] if user.is_active else []
