"""The forms of a decision: who decides, what is proposed for each allegation, and when it takes effect."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.access import Role
from foundation.forms import day_of, field_of, text_of
from foundation.steps import StepForm, step_form
from people.cases.forms.fields import People, holders_for, with_unit
from people.cases.matrix import row_for
from people.cases.models import Allegation, Decision, Level, Sanction


@step_form("case.seat_deciders")
class SeatDecidersForm(StepForm):
    """Who decides."""

    deciders = People(gettext_lazy("Decision makers"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["deciders"]
        field.queryset = holders_for(self.row, Role.DECIDE, on=self.on)
        field.label_from_instance = with_unit


class WholeLevel(forms.TypedChoiceField):
    """A level, or none."""

    def __init__(self, **options: Any) -> None:
        choices = [("", gettext_lazy("No sanction")), *Level.choices]
        super().__init__(choices=choices, coerce=int, empty_value=None, required=False, **options)


@step_form("case.propose_decision")
class ProposeForm(StepForm):
    """A finding for each allegation, the outcome, and for a sanction level and measure with the row of the matrix."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"), choices=Decision.Outcome.choices, widget=forms.RadioSelect
    )
    level = WholeLevel(label=gettext_lazy("Level"))
    form = field_of(Decision, "form", required=False)
    reasons = text_of(Decision, "reasons", rows=6)
    mitigating = text_of(Decision, "mitigating", required=False)
    aggravating = text_of(Decision, "aggravating", required=False)
    outside_reasons = text_of(Decision, "outside_reasons", required=False)
    training = field_of(Decision, "training", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allegations = list(Allegation.objects.filter(case=self.row))
        for number, one in enumerate(self.allegations, start=1):
            self.fields[f"finding_{one.uuid}"] = forms.ChoiceField(
                label=_("Allegation %(number)d: %(text)s") % {"number": number, "text": one.text},
                choices=Allegation.Finding.choices,
                widget=forms.RadioSelect,
            )
        self.order_fields([f"finding_{one.uuid}" for one in self.allegations])
        self.fields["level"].help_text = _("The matrix says: %(row)s.") % {"row": row_for(self.row, on=self.on).words}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        found = {one.uuid: cleaned.pop(f"finding_{one.uuid}", "") for one in self.allegations}
        return {**cleaned, "findings": found}


@step_form("case.sanction")
class SanctionForm(StepForm):
    """From when on."""

    start_on = day_of(Sanction, "start_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["start_on"] = self.on
