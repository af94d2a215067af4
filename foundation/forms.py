"""The foundation's own forms: which fields a person fills in, and their widgets."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _


class CommentForm(forms.Form):
    """A remark on a record; its ids are its own, because the sheet of a step may lie over it."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name people with @, such as @ines.moreau: they are told when they may see this."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="comment_%s", **kwargs)


class DecisionForm(forms.Form):
    """The two buttons are called `yes`; the note goes to whoever asked."""

    note = forms.CharField(label=_("Note to whoever asked"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    yes = forms.TypedChoiceField(
        choices=[("yes", _("Approve")), ("no", _("Refuse"))],
        coerce=lambda value: value == "yes",
        widget=forms.HiddenInput,
        error_messages={"required": _("Choose “Approve” or “Refuse”.")},
    )


def field_of(model: type[models.Model], name: str, **options: Any) -> Any:
    """The form field of a model's field, with its label, choices and limits: `summary = field_of(Report, "summary")`."""
    return model._meta.get_field(name).formfield(**options)  # type: ignore[union-attr]


def text_of(model: type[models.Model], name: str, *, rows: int = 3, **options: Any) -> Any:
    """The form field of a text of several lines."""
    return field_of(model, name, widget=forms.Textarea(attrs={"rows": rows}), **options)


def day_of(model: type[models.Model], name: str, **options: Any) -> Any:
    """The form field of a day, chosen from the browser's calendar."""
    return field_of(model, name, widget=day_input(), **options)


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
