"""What the clock does for signing: campaigns follow versions, and what is asked follows people. Source: M-18, T-32."""

from datetime import date

from django.db.models import Exists, OuterRef

from assurance.models import DocumentVersion
from foundation.access import require
from foundation.directory.models import User
from foundation.verbs import verb
from people.actions.asking import ask
from people.clocks import asked_anew_from
from people.models import Attestation, Campaign
from people.permissions import KEEP_CAMPAIGNS
from people.querysets import AttestationQuerySet, people_caught


@verb("people.enter_audience")
def enter_audience(*, actor: User, campaign: Campaign, on: date, zone: str = "") -> int:
    """Asks whoever has come into the audience of an open campaign since; returns how many. One event records it."""
    require(actor, KEEP_CAMPAIGNS, campaign)
    return ask(campaign, actor=actor, on=on, zone=zone) if campaign.state == Campaign.State.OPEN else 0


def unsigned_versions(*, zone: str) -> list[int]:
    """The versions in effect of documents that their readers sign, for which there was no campaign yet."""
    rows = DocumentVersion.objects.effective().filter(document__requires_attestation=True, campaigns=None)
    return list(rows.filter(document__unit__zone=zone).order_by("pk").values_list("pk", flat=True))


def out_of_audience(campaign: Campaign, *, on: date, zone: str) -> AttestationQuerySet:
    """What is asked of people, or signed by them, whom the audience catches no longer."""
    caught = people_caught(campaign.audience, on).filter(pk=OuterRef("person"))
    rows = Attestation.objects.current().filter(campaign=campaign, person__unit__zone=zone)
    return rows.exclude(Exists(caught))


def due_anew(*, on: date, zone: str) -> AttestationQuerySet:
    """Signatures whose year ends within thirty days."""
    return Attestation.objects.to_ask_anew(asked_anew_from(on)).filter(person__unit__zone=zone)
