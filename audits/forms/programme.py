"""What people fill in for recurring audits."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.models import Framework, Process
from audits.forms.schedule import OWN_KINDS, ProcessesField, criteria, leads, units_of
from audits.models import Audit, ProgrammeLine
from foundation.directory.models import Person, Role, Unit
from foundation.forms import day_of, field_of, text_of
from foundation.steps import Reason


class LineForm(forms.Form):
    """A recurring audit; the button `preview` shows its dates before anything is saved."""

    title = field_of(ProgrammeLine, "title")
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in OWN_KINDS])
    method = forms.ChoiceField(label=_("Method"), choices=Audit.Method.choices)
    unit = forms.ModelChoiceField(Unit.objects.none(), to_field_name="uuid", label=_("Audited unit"))
    anchor = day_of(ProgrammeLine, "anchor", help_text=_("Every later date is counted from this one."))
    interval_months = field_of(ProgrammeLine, "interval_months", initial=12)
    month_end = field_of(ProgrammeLine, "month_end")
    working_days = field_of(ProgrammeLine, "working_days")
    frameworks = forms.ModelMultipleChoiceField(
        Framework.objects.none(), to_field_name="uuid", label=_("Criteria"), widget=forms.CheckboxSelectMultiple
    )
    processes = ProcessesField()
    lead = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="uuid",
        required=False,
        label=_("Lead auditor"),
        help_text=_("Whoever is tied to the audited unit by then is not named; the audit waits for a lead."),
    )
    rationale = text_of(ProgrammeLine, "rationale", required=False, rows=2)

    def __init__(self, *args: Any, actor: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_of(actor, Role.PM, Role.CO, on=on)  # type: ignore[attr-defined]
        self.fields["frameworks"].queryset = criteria(actor, on)  # type: ignore[attr-defined]
        self.fields["processes"].queryset = Process.objects.visible_to(actor)  # type: ignore[attr-defined]
        self.fields["lead"].queryset = leads(on)  # type: ignore[attr-defined]


class EndLineForm(forms.Form):
    """Why a line ends."""

    reason = Reason()
