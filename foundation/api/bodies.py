"""Bodies of the API made from the forms of the pages: the same fields, the same rules, the same rows to choose from.

A body says which JSON is taken; the form then judges it as it judges a page that was filled in, so that a rule has one
home. What a body leaves out stands as the page would show it before anybody types.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from rest_framework import serializers

from foundation.api.fields import Choice, Day, Id, Number, Text, Truth, Whole

FILES = "files"
Fill = Callable[..., forms.BaseForm]
YES_AND_NO = {"yes", "no"}


class Body(serializers.Serializer):
    """The base of every body: refuses fields it does not know; `carried` are fields the form does not hold itself."""

    takes_files = False
    sent_as_text = False
    carried: tuple[str, ...] = ()

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, Mapping) else []
        if unknown:
            raise serializers.ValidationError({name: [_("There is no such field.")] for name in unknown})
        return super().to_internal_value(data)

    def into(self, form: forms.BaseForm, given: Mapping[str, Any]) -> dict[str, list[str]]:
        """What a browser would send for `given`; an unbound form says what would stand there otherwise."""
        sent: dict[str, list[str]] = {}
        for name, field in form.fields.items():
            if isinstance(field, forms.FileField):
                continue
            value = given[name] if name in given else form.get_initial_for_field(field, name)
            sent[name] = typed(field, value, name, chosen=name in given)
        return sent

    def name_of(self, field: str) -> str:
        """What the body calls a field of the form."""
        return field


def typed(field: forms.Field, value: Any, name: str, *, chosen: bool) -> list[str]:
    """The texts a browser sends for a value: several for a choice of several, none for an empty one."""
    if isinstance(value, bool) and is_yes_or_no(field):
        return ["yes" if value else "no"]
    if value is None or value == "" or value is False:
        return []
    several = isinstance(value, list | tuple | set) or hasattr(value, "_iterable_class")
    if chosen and isinstance(field, forms.ModelChoiceField):
        return _rows(field, value if several else [value], name)
    if several:
        return [text for one in value for text in typed(field, one, name, chosen=chosen)]
    if isinstance(field, forms.ModelChoiceField):
        return [str(field.prepare_value(value))]
    if chosen and hasattr(field, "typed_for"):
        return [field.typed_for(value, name)]
    if value is True:
        return ["true"]
    return [value.isoformat() if isinstance(value, date) else str(value)]


def _rows(field: forms.ModelChoiceField, uuids: Sequence[Any], name: str) -> list[str]:
    """The values of the options for rows among those the form offers; one sentence for any other uuid."""
    offered = {} if field.queryset is None else {row.uuid: row for row in field.queryset.filter(uuid__in=uuids)}
    missing = next((uuid for uuid in uuids if uuid not in offered), None)
    if missing is not None:
        raise ValidationError({name: _("There is no such choice: %(uuid)s.") % {"uuid": missing}})
    return [str(field.prepare_value(offered[uuid])) for uuid in uuids]


def is_yes_or_no(field: forms.Field) -> bool:
    return isinstance(field, forms.TypedChoiceField) and {str(key) for key, _label in _pairs(field)} == YES_AND_NO


def _pairs(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    """What may be chosen, of choices in groups too."""
    choices: Iterable[Any] = [] if callable(field.choices) else field.choices
    pairs = [pair for key, label in choices for pair in (label if isinstance(label, list | tuple) else [(key, label)])]
    return [pair for pair in pairs if pair[0] not in ("", None)]


def body_of(
    form: type[forms.BaseForm],
    name: str,
    *,
    leave_out: Iterable[str] = (),
    optional: Iterable[str] = (),
    base: type[Body] = Body,
    **more: serializers.Field,
) -> type[Body]:
    """The body for a form's class. `optional` fields stand as the page shows them, when they are left out."""
    fields: dict[str, Any] = {}
    known: dict[str, forms.Field] = form.base_fields  # type: ignore[attr-defined]
    for key, field in known.items():
        if key in leave_out or isinstance(field, forms.FileField) or key in vars(base).get("_declared_fields", {}):
            continue
        fields[key] = field_of(field, optional=key in optional)
    takes_files = any(isinstance(field, forms.FileField) for key, field in known.items() if key not in leave_out)
    about = {
        "__doc__": (base if base is not Body else form).__doc__ or "",
        "takes_files": takes_files,
        "form": form,
        "carried": tuple(more),
    }
    return type(f"{name}Serializer", (base,), {**fields, **more, **about})


def field_of(field: forms.Field, *, optional: bool = False) -> serializers.Field:
    """One field of a body, as strict as the form's own."""
    required = field.required and not optional and field.initial is None
    told: dict[str, Any] = {"required": required}
    if field.help_text:
        told["help_text"] = str(field.help_text)
    if isinstance(field, forms.ModelMultipleChoiceField):
        return serializers.ListField(
            child=Id(), allow_empty=not required, min_length=int(required), max_length=500, **told
        )
    if isinstance(field, forms.ModelChoiceField) or hasattr(field, "typed_for"):
        return Id(allow_null=not field.required, **told)
    return _plain(field, told, required=required)


def _plain(field: forms.Field, told: dict[str, Any], *, required: bool) -> serializers.Field:
    if isinstance(field, forms.MultipleChoiceField):
        keys = [key for key, _label in _pairs(field)]
        child = Choice(choices=keys) if keys else Text(max_length=200)
        return serializers.ListField(
            child=child, allow_empty=not required, min_length=int(required), max_length=500, **told
        )
    if isinstance(field, forms.BooleanField) or is_yes_or_no(field):
        return Truth(**told)
    if isinstance(field, forms.ChoiceField):
        return Choice(choices=[key for key, _label in _pairs(field)], allow_blank=not field.required, **told)
    if isinstance(field, forms.DecimalField):
        return Number(**told)
    if isinstance(field, forms.IntegerField):
        return Whole(min_value=field.min_value, max_value=field.max_value, **told)
    if isinstance(field, forms.DateField):
        return Day(allow_null=not field.required, **told)
    longest = getattr(field, "max_length", None) or 20_000
    return Text(max_length=longest, allow_blank=not field.required, trim_whitespace=False, **told)


def filled(fill: Fill, body: Body, given: Mapping[str, Any], files: MultiValueDict | None = None) -> forms.BaseForm:
    """The form as a browser would have sent it. Raises ValidationError for a row that is no choice of the form."""
    data = QueryDict(mutable=True)
    inner = {name: value for name, value in given.items() if name not in body.carried}
    for name, texts in body.into(fill(), inner).items():
        data.setlist(name, texts)
    return fill(data, files if files is not None else MultiValueDict()) if body.takes_files else fill(data)


def clean(form: forms.BaseForm, body: Body) -> dict[str, Any]:
    """The clean data of a filled form. Raises ValidationError with the form's sentences under the body's names."""
    if form.is_valid():
        return form.cleaned_data
    told: dict[str, list[Any]] = {}
    for name, errors in form.errors.as_data().items():
        told.setdefault(name if name == "__all__" else body.name_of(name), []).extend(errors)
    raise ValidationError(told)
