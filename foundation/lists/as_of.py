"""Lists that can look back: their filters count as of a day, today where the address names none."""

from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.clock import EARLIEST, today


def _has_been(day: date) -> None:
    if not EARLIEST <= day <= today():
        raise ValidationError(_("Give a day from 1900 to today."))


class DayFilter(filters.DateFilter):
    """The day that the other filters speak of; alone it narrows nothing."""

    def __init__(self, **kwargs: Any) -> None:
        field = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=_("As it stood on"), widget=field, validators=[_has_been], **kwargs)

    def filter(self, qs: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        return qs


class AsOfFilterSet(filters.FilterSet):
    """Filters of rows whose standing follows from dates; their methods ask `day`."""

    on = DayFilter()

    @property
    def day(self) -> date:
        return self.form.cleaned_data.get("on") or today()
