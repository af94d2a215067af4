"""Fields of several lines, each with parts: the visitors of a visit, and the devices they bring."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from certifications.models import Visitor


class LinesField(forms.CharField):
    """A line for each thing, its parts divided by semicolons; clean data are lists of parts, without empty lines."""

    least, most = 2, 2

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), max_length=5000, **kwargs)

    def clean(self, value: Any) -> list[Any]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        return [self.read([part.strip() for part in line.split(";")], line) for line in lines]

    def read(self, parts: list[str], line: str) -> Any:
        """What a line means. Raises ValidationError for one with too few or too many parts."""
        if not self.least <= len(parts) <= self.most or not all(parts):
            raise ValidationError(_("Divide the parts by semicolons: “%(line)s”.") % {"line": line})
        return tuple(parts)


class VisitorsField(LinesField):
    """Name; organisation; and, if it is not the first kind of all, what they come as."""

    most = 3

    def read(self, parts: list[str], line: str) -> dict[str, str]:
        name, organisation, *kind = super().read(parts, line)
        known = {str(label).casefold(): value for value, label in Visitor.Kind.choices}
        known |= {value: value for value in Visitor.Kind.values}
        if kind and kind[0].casefold() not in known:
            labels = ", ".join(str(label) for _value, label in Visitor.Kind.choices)
            raise ValidationError(_("They come as one of: %(kinds)s.") % {"kinds": labels})
        return {"name": name, "organisation": organisation, "kind": known[kind[0].casefold()] if kind else ""}
