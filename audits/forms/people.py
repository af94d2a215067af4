"""Choosing people: who is free and who is tied, with the reason beside the name; or anybody, by name or number."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.clock import today
from foundation.directory.models import Person
from foundation.directory.querysets import PersonQuerySet

NUMBER = re.compile(r"\(([^()]+)\)\s*$")


class PeopleInput(forms.CheckboxSelectMultiple):
    """One line per person; those with a reason against them cannot be ticked and show it."""

    template_name = "audits/_people.html"
    bars: Mapping[int, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        person = value.instance
        option["person"], option["reason"] = person, self.bars.get(person.pk, "")
        if option["reason"]:
            option["attrs"]["disabled"] = True
        return option


class PersonInput(PeopleInput):
    """The same with one choice."""

    input_type = "radio"
    allow_multiple_selected = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name)


class PeopleField(forms.ModelMultipleChoiceField):
    widget = PeopleInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Person.objects.none(), to_field_name="uuid", **kwargs)


class PersonField(forms.ModelChoiceField):
    widget = PersonInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Person.objects.none(), to_field_name="uuid", empty_label=None, **kwargs)


def offer(form: forms.Form, name: str, people: Iterable[Person], bars: Mapping[int, str]) -> None:
    """Puts candidates into a people field; a tied one stays a choice, so that the rule itself refuses with its sentence."""
    candidates = list(people)
    field: Any = form.fields[name]
    field.queryset = Person.objects.filter(pk__in=[person.pk for person in candidates])
    field.widget.bars = bars
    iterator = field.iterator(field)
    field.widget.choices = [iterator.choice(person) for person in sorted(candidates, key=lambda one: one.pk in bars)]


class TypedPerson(forms.CharField):
    """Somebody who works here, typed or taken from the suggestions: "Yuki Tanabe (P-0012)", a number, or a full name.

    `on` is the day on which they do; without it, today.
    """

    def __init__(self, *, on: date | None = None, **kwargs: Any) -> None:
        self.on = on
        super().__init__(
            max_length=200, widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}), **kwargs
        )

    @property
    def people(self) -> PersonQuerySet:
        return Person.objects.active(self.on or today())

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        found = NUMBER.search(text)
        rows = self.people.none() if "\x00" in text else self._named(found[1] if found else "", text)
        if len(rows) != 1:
            raise ValidationError(_("Choose somebody from the list, or type the personnel number."))
        return rows[0]

    def _named(self, number: str, text: str) -> PersonQuerySet:
        return self.people.filter(number__iexact=number or text) or self.people.filter(name__iexact=text)

    def typed_for(self, uuid: Any, name: str) -> str:
        """What one would type for a person that a program names by uuid. Raises ValidationError under `name`."""
        person = self.people.filter(uuid=uuid).first()
        if person is None:
            raise ValidationError({name: _("There is no such choice: %(uuid)s.") % {"uuid": uuid}})
        return person.number

    def prepare_value(self, value: Any) -> Any:
        return said(value) if isinstance(value, Person) else value

    def run_validators(self, value: Any) -> None:
        """A person needs no further check of their text."""

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")


def said(person: Person) -> str:
    return f"{person.name} ({person.number})"
