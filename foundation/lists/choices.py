"""Filters by a row of a short table: its rows are read once, for the choices as for the chosen one."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, cast

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django_filters.fields import ModelChoiceField


class LoadedChoices(forms.models.ModelChoiceIterator):
    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield "", str(self.field.empty_label)
        yield from map(self.choice, cast(LoadedChoiceField, self.field).loaded)


class LoadedChoiceField(ModelChoiceField):
    """One query, where a ModelChoiceField asks for its rows when it is shown and again for the row that was chosen."""

    iterator = LoadedChoices

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        copied = super().__deepcopy__(memo)
        copied.__dict__.pop("loaded", None)
        return copied

    @cached_property
    def loaded(self) -> list[models.Model]:
        return list(self.queryset.all())

    def to_python(self, value: Any) -> models.Model | None:
        if value in self.empty_values:
            return None
        key = self.to_field_name or "pk"
        found = next((row for row in self.loaded if str(getattr(row, key)) == str(value)), None)
        if found is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return found


class RowFilter(django_filters.ModelChoiceFilter):
    """By one row of a table that fits into a drop-down: units, areas, people who own something."""

    field_class = LoadedChoiceField


class Choices(django_filters.MultipleChoiceFilter):
    """Any of several values of a row, as ticks. A row has one value, so nothing comes twice and has to be told apart."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.CheckboxSelectMultiple, "distinct": False, **kwargs})
