"""The active filters of a list as chips: what is filtered, by what, and the address without it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import proxy

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_filters import FilterSet
from django_filters.widgets import SuffixedMultiWidget

from foundation.words import day


@dataclass(frozen=True)
class Chip:
    """One active filter: its label, its value in words, and the address of the list without it."""

    label: str
    value: str
    remove_url: str


def made(filterset: type[FilterSet], asked: QueryDict, rows: QuerySet[Any], request: HttpRequest) -> FilterSet:
    """The filters over some rows. They know of what they belong to without holding on to it, and so to the rows' query."""
    found = filterset(asked, queryset=rows, request=request)
    for one in found.filters.values():
        one.parent = proxy(found)
    return found


def form_of(filterset: FilterSet) -> forms.Form:
    """Its form; a yes or no that is not asked for says “–”, as other choices do, where the library says “Unknown”."""
    form = filterset.form
    for field in form.fields.values():
        if isinstance(field.widget, forms.NullBooleanSelect):
            field.widget.choices = [("unknown", "–"), *list(field.widget.choices)[1:]]
    return form


def parameters_of(field: forms.Field, name: str) -> list[str]:
    """The names under which a filter stands in the address: several for a range."""
    widget = field.widget
    if isinstance(widget, SuffixedMultiWidget):
        return [widget.suffixed(name, suffix) for suffix in widget.suffixes]
    if isinstance(widget, forms.MultiWidget):
        return [name + suffix for suffix in widget.widgets_names]  # type: ignore[attr-defined]  # since Django 3.1
    return [name]


def active(filterset: FilterSet) -> Iterator[tuple[str, forms.Field, Any]]:
    """Name, form field and value of each filter that has a valid value."""
    form = filterset.form
    form.is_valid()
    for name, value in form.cleaned_data.items():
        field = form.fields[name]
        given = any(form.data.get(parameter) for parameter in parameters_of(field, name))
        if given and not (value is None or value == "" or value == []):
            yield name, field, value


def chips(filterset: FilterSet, url: Callable[[Mapping[str, list[str] | None]], str]) -> list[Chip]:
    """One chip per active filter and chosen value; `url` builds the address with some parameters changed."""
    found = []
    for name, field, value in active(filterset):
        label = str(capfirst(filterset.filters[name].label or field.label or name))
        if isinstance(value, list | tuple | QuerySet):
            chosen = filterset.form.data.getlist(name)
            for raw, words in zip(raw_values(field, value), each_in_words(field, value), strict=True):
                rest = [other for other in chosen if other != raw]
                found.append(Chip(label, words, url({name: rest})))
        else:
            gone: dict[str, list[str] | None] = dict.fromkeys(parameters_of(field, name))
            found.append(Chip(label, in_words(field, value), url(gone)))
    return found


def raw_values(field: forms.Field, value: Any) -> list[str]:
    """The chosen values as they stand in the address."""
    key = getattr(field, "to_field_name", None) or "pk"
    return [str(getattr(one, key)) if hasattr(one, "_meta") else str(one) for one in value]


def each_in_words(field: forms.Field, value: Any) -> list[str]:
    return [in_words(field, one) for one in value]


def in_words(field: forms.Field, value: Any) -> str:
    """A filter's value as people read it: the label of a choice, a date of their language, a range as a range."""
    if isinstance(value, slice):
        return range_in_words(field, value)
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, dt.date):
        return day(value)
    if isinstance(field, forms.ChoiceField) and not hasattr(value, "_meta"):
        return label_of_choice(field, value)
    return str(formats.localize(value) if isinstance(value, int | float) else value)


def range_in_words(field: forms.Field, value: slice) -> str:
    start, stop = (None if end is None else in_words(field, end) for end in (value.start, value.stop))
    if start is None:
        return _("up to %(stop)s") % {"stop": stop}
    if stop is None:
        return _("from %(start)s") % {"start": start}
    return _("%(start)s to %(stop)s") % {"start": start, "stop": stop}


def label_of_choice(field: forms.ChoiceField, value: object) -> str:
    """The label of a choice, also inside a group of choices."""
    choices: Iterable[Any] = field.choices  # type: ignore[assignment]
    for key, label in choices:
        inner = label if isinstance(label, list | tuple) else [(key, label)]
        for one, words in inner:
            if str(one) == str(value):
                return str(words)
    return str(value)
