"""What people still answer for in centres, rooms and delivery services, for whoever takes over from them."""

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from certifications.models import Centre, DeliveryService, Grant
from foundation.directory.models import Person
from foundation.directory.ties import Holding, offer_holdings

G = Grant.State


def grants_of(person: Person) -> QuerySet[Grant]:
    """The rooms that a person asked for and that are open or will be."""
    return Grant.objects.filter(requested_by__person=person, state__in=(G.DRAFT, G.SUBMITTED, G.APPROVED, G.LIVE))


offer_holdings(
    Holding(
        "centres",
        _("centres headed"),
        lambda person: Centre.objects.filter(head=person).exclude(state=Centre.State.CLOSED),
        F("name"),
        "certifications:centre",
    ),
    Holding("grants", _("rooms asked for"), grants_of, F("ref"), "certifications:grant"),
    Holding(
        "delivery_services",
        _("delivery services"),
        lambda person: DeliveryService.objects.filter(owner=person),
        F("name"),
        "certifications:service",
    ),
)
