"""Which events of signing other systems may be told of: those of campaigns. What people answer stays inside."""

from django.utils.translation import gettext_lazy as _

from foundation.topics import tell_under
from foundation.webhooks.kinds import Family, keep_inside, offer_events
from people.models import Attestation
from people.workflows import CAMPAIGN


def is_personal(row: Attestation) -> bool:
    """What a person signs, or refuses, concerns nobody outside."""
    return True


offer_events(
    Family(
        "campaign",
        _("Campaigns to sign"),
        steps=CAMPAIGN,
        more=[("planned", _("Planned")), ("changed", _("Changed")), ("begun", _("Begun by itself"))],
    )
)
keep_inside(Attestation, is_personal)
tell_under("due", "attestation.asked", "attestation.remind", "attestation.due_moved")
