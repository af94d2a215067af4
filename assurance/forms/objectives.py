"""Objectives: what a figure is to be by a day."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.models import Objective
from assurance.review_figures import labels
from foundation.directory.models import Person
from foundation.forms import day_of, field_of, text_of


class ObjectiveForm(forms.Form):
    """A figure of the register, its value, a day, and who answers for it."""

    title = field_of(Objective, "title", help_text=_("In a sentence, such as “Actions are done on time”."))
    metric = forms.ChoiceField(label=_("Figure"), help_text=_("Counted for the whole organisation every night."))
    aim = field_of(Objective, "aim")
    target = field_of(
        Objective, "target", min_value=0, help_text=_("A share in per cent, any other figure as a number.")
    )
    by_on = day_of(Objective, "by_on")
    owner = forms.ModelChoiceField(Person.objects.none(), to_field_name="uuid", label=_("Owner"))
    plan = text_of(Objective, "plan", rows=4, required=False, help_text=_("What is done, with what, and by whom."))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        figures = labels().items()
        self.fields["metric"].choices = [(name, f"{label} ({name})") for name, label in figures]  # type: ignore[attr-defined]
        self.fields["owner"].queryset = Person.objects.active(on).order_by("name", "pk")  # type: ignore[attr-defined]


class WithdrawObjectiveForm(forms.Form):
    """Why an objective is given up."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stays in the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
