"""What people fill in to keep and share a view of a list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.access import Role, permits, reach
from foundation.directory.forms.choices import UnitField
from foundation.directory.models import Unit, User
from foundation.forms import field_of
from foundation.models.saved import SavedView
from foundation.permissions import SHARE_VIEWS
from foundation.signin.targets import is_own

AUDIENCE = ("shared", "role", "unit")


class KeepViewForm(forms.Form):
    """The name of what is shown now; its address comes along, hidden."""

    name = field_of(SavedView, "name")
    is_default = forms.BooleanField(label=_("Open this list with it"), required=False)
    title = forms.CharField(max_length=200, widget=forms.HiddenInput)
    place = forms.CharField(max_length=300, widget=forms.HiddenInput)
    query = forms.CharField(max_length=4000, required=False, widget=forms.HiddenInput)

    def clean_place(self) -> str:
        place: str = self.cleaned_data["place"]
        if not is_own(place) or "?" in place:
            raise ValidationError(_("This is no page of a list."))
        return place


class ViewForm(forms.Form):
    """A view of one's own: its name, whether its list opens with it, and for those who may, who else sees it."""

    name = field_of(SavedView, "name")
    is_default = forms.BooleanField(label=_("Open the list with it"), required=False)
    shared = field_of(
        SavedView,
        "shared",
        help_text=_("Others see the order, columns and filters, with the rows they may see anyway."),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", "–"), *Role.choices],
        required=False,
        help_text=_("Where it is shared with a role."),
    )
    unit = UnitField(required=False, help_text=_("Where it is shared with a unit."))

    def __init__(self, *args: Any, actor: User, view: SavedView, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(view, name) for name in self.base_fields}  # type: ignore[attr-defined]
        super().__init__(*args, **kwargs)
        if not permits(actor, SHARE_VIEWS):
            for name in AUDIENCE:
                del self.fields[name]
            return
        units = Unit.objects.filter(reach(actor, *SHARE_VIEWS.names, unit="")).order_by("path")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError on the role or the unit that is missing."""
        given = super().clean() or {}
        wanted = given.get("shared")
        if wanted == SavedView.Shared.ROLE and not given.get("role"):
            raise ValidationError({"role": _("Choose the role it is shared with.")})
        if wanted == SavedView.Shared.UNIT and not given.get("unit"):
            raise ValidationError({"unit": _("Choose the unit it is shared with.")})
        return given
