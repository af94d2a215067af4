"""The forms of an appeal: lodged by the person, judged by the panel."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.access import Role
from foundation.forms import field_of, text_of
from foundation.steps import StepForm, step_form
from people.cases.forms.decisions import WholeLevel
from people.cases.forms.fields import SPARING, People, holders_for, with_unit
from people.cases.models import Appeal, Decision


@step_form("case.appeal")
class AppealForm(StepForm):
    """Why the decision is wrong or too hard."""

    grounds = text_of(Appeal, "grounds", rows=8, help_text=SPARING)


@step_form("case.appeal_late")
class LateAppealForm(AppealForm):
    """The same after the last day, with the reason."""


@step_form("case.seat_panel")
class SeatPanelForm(StepForm):
    """Who judges."""

    panel = People(_("Panel"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["panel"]
        field.queryset = holders_for(self.row, Role.PANEL, on=self.on)
        field.label_from_instance = with_unit


@step_form("case.decide_appeal")
class JudgeForm(StepForm):
    """The decision stands, or less."""

    KEPT = (Appeal.Outcome.UPHELD, Appeal.Outcome.REDUCED)

    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=[(one.value, one.label) for one in KEPT], widget=forms.RadioSelect
    )
    level = WholeLevel(label=_("Level, where it is reduced"))
    form = field_of(Decision, "form", required=False, label=_("Measure, where it is reduced"))
    reasons = text_of(Appeal, "reasons", rows=6, required=True)
