"""What is filled in about an inspector's authorisation: what the letter says, and no more about the person."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assurance.models import EvidenceVersion, Product
from certifications.forms.grants import agreements, ticks
from certifications.models import AuthorisingAuthority, DeliveryService, InspectorAuthorisation
from certifications.permissions import MANAGE_INSPECTORS
from foundation.access import units_of
from foundation.directory.models import Site, Unit, User
from foundation.forms import day_of, field_of
from foundation.steps import StepForm, explain, step_form

Row = forms.ModelChoiceField


class AuthorisationForm(forms.Form):
    """One inspector; two people verify it afterwards."""

    name = field_of(InspectorAuthorisation, "name")
    authority = Row(AuthorisingAuthority.objects.none(), to_field_name="uuid", label=_("Authority"))
    unit = Row(
        Unit.objects.none(),
        to_field_name="uuid",
        label=_("Host unit"),
        help_text=_("Its days begin and end in this unit's time zone, and its officers verify it."),
    )
    number = field_of(InspectorAuthorisation, "number")
    letter = Row(
        EvidenceVersion.objects.none(),
        to_field_name="uuid",
        label=_("Letter of the authority"),
        help_text=_("Accepted evidence."),
    )
    nda = Row(
        EvidenceVersion.objects.none(),
        to_field_name="uuid",
        required=False,
        label=_("Agreement on confidentiality"),
        help_text=_("Accepted evidence. Without one that holds to the last day nobody can verify it."),
    )
    clearance_ref = field_of(InspectorAuthorisation, "clearance_ref", required=False)
    valid_from = day_of(InspectorAuthorisation, "valid_from")
    valid_until = day_of(InspectorAuthorisation, "valid_until")
    products = ticks(Product, _("Products"))
    services = ticks(DeliveryService, _("Delivery services"))
    sites = ticks(Site, _("Places"))
    source_access = field_of(InspectorAuthorisation, "source_access")
    account = Row(
        User.objects.none(),
        to_field_name="uuid",
        required=False,
        label=_("Account"),
        help_text=_("Only where the inspector reads records here. A room is drafted for it with each inspection."),
    )

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outside = User.objects.filter(kind=User.Kind.OUTSIDE, is_active=True).order_by("organisation", "name")
        rows: dict[str, Any] = {
            "authority": AuthorisingAuthority.objects.visible_to(actor),
            "unit": units_for(actor, on),
            "letter": agreements(actor, on),
            "nda": agreements(actor, on),
            "products": Product.objects.visible_to(actor),
            "services": DeliveryService.objects.visible_to(actor),
            "sites": Site.objects.visible_to(actor).open(on),
            "account": outside,
        }
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]


def units_for(actor: User, on: date) -> Any:
    """The units for which the actor keeps inspectors and inspections."""
    below = Q(pk__in=[])
    for unit in units_of(actor, *MANAGE_INSPECTORS.names):
        below |= Q(path__startswith=unit.path)
    return Unit.objects.filter(below).active(on).order_by("path")


def authorisation_facts(row: InspectorAuthorisation) -> dict[str, Any]:
    """What the form of an authorisation shows before anybody types."""
    plain = ("name", "number", "clearance_ref", "valid_from", "valid_until", "source_access")
    single = ("authority", "unit", "letter", "nda", "account")
    several = ("products", "services", "sites")
    return {
        **{name: getattr(row, name) for name in (*plain, *single)},
        **{name: list(getattr(row, name).all()) for name in several},
    }


@step_form("authorisation.check")
class CheckForm(StepForm):
    """How the first person asked the authority."""

    how = forms.CharField(
        label=_("Whom you asked, and how"),
        help_text=_("By a number found elsewhere than in the letter. It stays in the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


explain(
    "authorisation",
    check=(_("The first of two people: the letter, the number and the person are known to the authority."), "eye"),
    confirm=(_("The second person. It is active from its first day."), "check-circle"),
    revoke=(_("What runs on it is paused, and the inspector's rooms close at once."), "no-symbol"),
)
