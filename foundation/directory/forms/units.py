"""Units and sites."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from foundation.directory.forms.choices import ActorForm, PersonField, UnitField, day_field, reason_field
from foundation.directory.models import Calendar, Site, Unit
from foundation.directory.models.units import saturday_and_sunday, zones
from foundation.directory.permissions import CHANGE_UNITS
from foundation.forms import day_of, field_of


def zone_choices() -> list[tuple[str, str]]:
    return [(name, name.replace("_", " ")) for name in sorted(zones())]


class UnitForm(ActorForm):
    """The facts of a unit."""

    permission = CHANGE_UNITS
    name = field_of(Unit, "name")
    code = field_of(Unit, "code", help_text=_("A short word that stays the same, such as EUR-RD."))
    kind = field_of(Unit, "kind")
    zone = forms.ChoiceField(
        label=_("Time zone"), choices=zone_choices, help_text=_("Due dates of this unit end at its midnight.")
    )
    weekend = forms.TypedMultipleChoiceField(
        label=_("Weekend"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        required=False,
        initial=saturday_and_sunday,
        widget=forms.CheckboxSelectMultiple,
    )
    calendar = forms.ModelChoiceField(
        Calendar.objects.all(), to_field_name="uuid", label=_("Holiday calendar"), empty_label=None
    )
    accountable_officer = PersonField(
        label=_("Accountable officer"), required=False, help_text=_("Heads the unit and answers for it.")
    )
    security_officer = PersonField(label=_("Security officer"), required=False)

    @classmethod
    def facts_of(cls, unit: Unit) -> dict[str, Any]:
        """What the form shows first."""
        return {name: getattr(unit, name) for name in cls.base_fields}


class NewUnitForm(UnitForm):
    """A unit with its place in the tree."""

    parent = UnitField(label=_("Below"), empty_label=None)
    field_order = ["parent", "name", "code", "kind"]


class MoveForm(ActorForm):
    permission = CHANGE_UNITS
    parent = UnitField(label=_("Move it below"))
    reason = reason_field()

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        field.queryset = field.queryset.exclude(path__startswith=unit.path)  # type: ignore[attr-defined]


class EndUnitForm(forms.Form):
    active_to = day_of(Unit, "active_to", label=_("Last day"), required=True)
    reason = reason_field()


class SiteForm(ActorForm):
    permission = CHANGE_UNITS
    name = field_of(Site, "name")
    code = field_of(Site, "code")
    kind = field_of(Site, "kind")
    unit = UnitField(empty_label=None)
    country = forms.CharField(
        label=_("Country"), min_length=2, max_length=2, help_text=_("Two letters (ISO 3166-1), such as PT.")
    )
    opened_on = day_of(Site, "opened_on", required=False)

    @classmethod
    def facts_of(cls, site: Site) -> dict[str, Any]:
        return {name: getattr(site, name) for name in cls.base_fields}


class CloseSiteForm(forms.Form):
    closed_on = day_field(_("Last day"))
    reason = reason_field()
