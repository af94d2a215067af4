"""Somebody who works here, by name or number: for whoever may name anybody and sees no list of people."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.clock import today
from foundation.directory.models import Person
from foundation.directory.querysets import PersonQuerySet

NUMBER = re.compile(r"\(([^()]+)\)\s*$")


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
