"""What is filled in about a delivery service."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications.forms.inspectors import units_for
from certifications.models import DeliveryService
from foundation.directory.models import Person, Unit, User
from foundation.forms import field_of, text_of


class ServiceFacts(forms.Form):
    """What may change of a delivery service."""

    name = field_of(DeliveryService, "name")
    owner = forms.ModelChoiceField(Person.objects.none(), to_field_name="uuid", label=_("Owner"))
    purpose = text_of(DeliveryService, "purpose", required=False)

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Person.objects.active(on).order_by("name")  # type: ignore[attr-defined]


class ServiceForm(ServiceFacts):
    """A new delivery service of a unit."""

    code = field_of(DeliveryService, "code", help_text=_("A short word that stays the same."))
    unit = forms.ModelChoiceField(Unit.objects.none(), to_field_name="uuid", label=_("Unit"))
    field_order = ("code", "name", "unit", "owner", "purpose")

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, on=on, **kwargs)
        self.fields["unit"].queryset = units_for(actor, on)  # type: ignore[attr-defined]


def service_facts(row: DeliveryService) -> dict[str, Any]:
    """What the form of a service shows before anybody types."""
    return {name: getattr(row, name) for name in ("name", "owner", "purpose")}
