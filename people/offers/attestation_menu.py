"""Where signing is found: beside the registers of the assurance system."""

from django.utils.translation import gettext_lazy as _

from assurance.parts import Part, offer_part
from people.permissions import READ_OWN, VIEW_CAMPAIGNS

offer_part(
    Part(
        _("Campaigns to sign"),
        _("Which texts people read and sign, how far they are, and who is late or has refused."),
        "people:campaigns",
        "document-check",
        92,
        tuple(VIEW_CAMPAIGNS.names),
    ),
    Part(
        _("My documents to sign"),
        _("What you are asked to read and sign, and what you have signed."),
        "people:to_sign",
        "pencil-square",
        93,
        tuple(READ_OWN.names),
    ),
)
