"""Filters by a row of another table: the chosen one is looked up by itself, the choices are read when they are shown."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, cast

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django_filters.fields import ModelChoiceField

MOST_CHOICES = 1_000


class FewChoices(forms.models.ModelChoiceIterator):
    """The first of the rows in their order, and the chosen one in any case."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        field = cast(FewChoicesField, self.field)
        if field.empty_label is not None:
            yield "", str(field.empty_label)
        first = list(field.queryset[:MOST_CHOICES])
        more = [field.chosen] if field.chosen is not None and field.chosen not in first else []
        yield from map(self.choice, [*more, *first])


class Later:
    """Rows that are asked for when somebody looks: most pages show a list without its filters."""

    def __init__(self, rows: Callable[[], Any]) -> None:
        self._rows = rows

    def all(self) -> "Later":
        return self

    def __getitem__(self, key: Any) -> Any:
        return self._rows()[key]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._rows(), name)


class FewChoicesField(ModelChoiceField):
    """Looks the chosen row up by its key, and reads no more rows than people choose from."""

    iterator = FewChoices
    chosen: models.Model | None = None

    def to_python(self, value: Any) -> models.Model | None:
        if value in self.empty_values:
            return None
        self.chosen = self._row(str(value))
        if self.chosen is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return self.chosen

    def _row(self, key: str) -> models.Model | None:
        if "\x00" in key:
            return None
        try:
            return self.queryset.filter(**{self.to_field_name or "pk": key}).first()
        except (ValueError, ValidationError):
            return None


class RowFilter(django_filters.ModelChoiceFilter):
    """By one row of another table: units, areas, people who own something."""

    field_class = FewChoicesField

    def get_queryset(self, request: HttpRequest | None) -> Any:
        return Later(partial(super().get_queryset, request))


class Choices(django_filters.MultipleChoiceFilter):
    """Any of several values of a row, as ticks. A row has one value, so nothing comes twice and has to be told apart."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.CheckboxSelectMultiple, "distinct": False, **kwargs})
