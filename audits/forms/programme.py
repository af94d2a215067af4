"""What people fill in for recurring audits."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.models import Area, Framework, Process, Supplier
from audits.forms.schedule import OWN_KINDS, ProcessesField, criteria, leads, units_of
from audits.models import Audit, Programme, ProgrammeLine
from foundation.directory.models import Person, Role, Unit
from foundation.forms import day_of, field_of, text_of
from foundation.steps import Reason

FACTORS = ("impact", "change_level", "incident_level", "regulator_interest")
LEVELS = _("0 (none) to 3 (high).")


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
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        to_field_name="uuid",
        required=False,
        label=_("Programme"),
        empty_label=_("none, on its own"),
        help_text=_("Its audits are created once the programme is approved."),
    )
    area = forms.ModelChoiceField(Area.objects.all(), to_field_name="code", required=False, label=_("Area"))
    region = forms.ModelChoiceField(
        Unit.objects.none(),
        to_field_name="uuid",
        required=False,
        label=_("Region"),
        help_text=_("Empty: the region in which the unit lies."),
    )
    supplier = forms.ModelChoiceField(
        Supplier.objects.none(), to_field_name="uuid", required=False, label=_("Supplier")
    )
    auditor_days = field_of(ProgrammeLine, "auditor_days")
    impact = field_of(ProgrammeLine, "impact", required=False)
    change_level = field_of(ProgrammeLine, "change_level", required=False, help_text=LEVELS)
    incident_level = field_of(ProgrammeLine, "incident_level", required=False, help_text=LEVELS)
    regulator_interest = field_of(ProgrammeLine, "regulator_interest", required=False, help_text=LEVELS)
    rationale = text_of(ProgrammeLine, "rationale", required=False, rows=2)

    def __init__(self, *args: Any, actor: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_of(actor, Role.PM, Role.CO, on=on)  # type: ignore[attr-defined]
        self.fields["frameworks"].queryset = criteria(actor, on)  # type: ignore[attr-defined]
        self.fields["processes"].queryset = Process.objects.visible_to(actor)  # type: ignore[attr-defined]
        self.fields["lead"].queryset = leads(on)  # type: ignore[attr-defined]
        open_ones = Programme.objects.visible_to(actor).filter(state__in=("draft", "approved"))
        self.fields["programme"].queryset = open_ones  # type: ignore[attr-defined]
        self.fields["region"].queryset = Unit.objects.filter(kind=Unit.Kind.REGION).order_by("path")  # type: ignore[attr-defined]
        self.fields["supplier"].queryset = Supplier.objects.visible_to(actor).order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Risk factors that were left empty keep what a new line starts with."""
        cleaned = super().clean() or self.cleaned_data
        return {name: value for name, value in cleaned.items() if name not in FACTORS or value is not None}


class EndLineForm(forms.Form):
    """Why a line ends."""

    reason = Reason()
