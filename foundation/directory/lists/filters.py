"""Filters that several lists of the administration share."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Unit
from foundation.lists import RowFilter


def units(request: HttpRequest | None) -> QuerySet[Unit]:
    seen = Unit.objects.visible_to(request.user) if request else Unit.objects.none()
    return seen.order_by("path")


class UnitFilter(RowFilter):
    """A unit and everything below it; `column` leads from the row to its unit."""

    def __init__(self, column: str = "unit", **kwargs: Any) -> None:
        self.column = f"{column}__path" if column else "path"
        super().__init__(queryset=units, to_field_name="uuid", label=_("Unit and below"), **kwargs)

    def filter(self, qs: QuerySet[Any], value: Unit | None) -> QuerySet[Any]:
        return qs if value is None else qs.filter(**{f"{self.column}__startswith": value.path})
