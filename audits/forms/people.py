"""Choosing people: who is free and who is tied, with the reason beside the name."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from foundation.directory.models import Person


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
