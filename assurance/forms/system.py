"""The scope statement, and seats in the governance of assurance."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.models import GovernanceRole, ScopeStatement
from assurance.permissions import GOVERN
from foundation.access import permits
from foundation.directory.models import Person, Unit, User
from foundation.forms import day_of, field_of


class ScopeForm(forms.Form):
    """What a version of the scope statement says."""

    text = field_of(
        ScopeStatement,
        "text",
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Which units, sites, processes, products and people are covered, and what is left out and why."),
    )
    change_note = field_of(ScopeStatement, "change_note", help_text=_("Readers see this beside the version."))


class AppointForm(forms.Form):
    """Who holds a seat, and from which day."""

    kind = field_of(GovernanceRole, "kind")
    unit = forms.ModelChoiceField(Unit.objects.none(), to_field_name="uuid", label=_("For the unit"), empty_label=None)
    person = forms.ModelChoiceField(Person.objects.none(), to_field_name="uuid", label=_("Person"))
    from_on = day_of(GovernanceRole, "from_on", required=True)
    duties = field_of(GovernanceRole, "duties")

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.visible_to(actor).active(on).order_by("path")
        able = [unit.pk for unit in units if permits(actor, GOVERN, unit)]
        self.fields["unit"].queryset = units.filter(pk__in=able)  # type: ignore[attr-defined]
        self.fields["person"].queryset = Person.objects.active(on)  # type: ignore[attr-defined]
        self.initial.setdefault("from_on", on)


class EndSeatForm(forms.Form):
    """The last day of a seat."""

    until_on = day_of(GovernanceRole, "until_on", required=True)
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("until_on", on)
