"""The rows a figure of the board counts: those of the units where the reader holds one of its roles."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.access import Role, reach


class UnderFilter(filters.ChoiceFilter):
    """`under=me`: the rows of the units one manages, of all that one may see."""

    def __init__(self, *roles: Role, unit: str = "unit", **kwargs: Any) -> None:
        self.roles, self.unit = roles, unit
        super().__init__(choices=[("me", _("my units"))], label=_("Under"), empty_label="–", **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs.filter(reach(self.parent.request.user, *self.roles, unit=self.unit)) if value == "me" else qs
