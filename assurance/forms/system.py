"""The scope statement, and the seats of governance."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.models import GovernanceRole, ScopeStatement
from assurance.permissions import GOVERN
from foundation.access import permits
from foundation.directory.models import Person, Unit, User
from foundation.forms import day_of, field_of, text_of


class ScopeForm(forms.Form):
    """The text of a version, and what it changes."""

    text = text_of(
        ScopeStatement,
        "text",
        rows=14,
        help_text=_("Which units, processes, products and sites the assurance covers, and what it leaves out."),
    )
    change_note = field_of(
        ScopeStatement, "change_note", required=False, help_text=_("Readers see this beside the version.")
    )


class SeatForm(forms.Form):
    """Who holds a seat from which day on."""

    kind = field_of(GovernanceRole, "kind")
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        to_field_name="uuid",
        label=_("For"),
        empty_label=None,
        help_text=_("A region for its officer, the whole organisation for everybody else."),
    )
    person = forms.ModelChoiceField(Person.objects.none(), to_field_name="uuid", label=_("Person"))
    duties = field_of(GovernanceRole, "duties", required=False)
    from_on = day_of(GovernanceRole, "from_on", required=True)
    until_on = day_of(GovernanceRole, "until_on", required=False)

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.visible_to(actor).active(on).filter(kind__in=[Unit.Kind.GROUP, Unit.Kind.REGION])
        able = [unit.pk for unit in units if permits(actor, GOVERN, unit)]
        self.fields["unit"].queryset = units.filter(pk__in=able).order_by("path")  # type: ignore[attr-defined]
        self.fields["person"].queryset = Person.objects.active(on)  # type: ignore[attr-defined]
        self.initial.setdefault("from_on", on)


class EndSeatForm(forms.Form):
    """The last day of a seat, and why it ends."""

    until_on = day_of(GovernanceRole, "until_on", required=True, label=_("Last day"))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stays in the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("until_on", on)
