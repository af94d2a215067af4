"""What reading the stored evidence again found, for the page of the ledger."""

from django.db.models import Count, Max, Min, Q

from assurance.models import EvidenceFile
from foundation.ledger.scrub import Scrub, offer_scrub


def scrubbed() -> Scrub:
    """Every file that is still stored (one query)."""
    counted = EvidenceFile.objects.filter(disposed_at=None).aggregate(
        files=Count("pk"),
        damaged=Count("pk", filter=Q(suspect_since__isnull=False)),
        unread=Count("pk", filter=Q(checked_at=None)),
        first_at=Min("checked_at"),
        last_at=Max("checked_at"),
    )
    return Scrub(**counted)


offer_scrub(scrubbed)
