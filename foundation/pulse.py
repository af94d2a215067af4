"""A worker's sign of life, by which others see that it runs and how far its clock is from that of the database."""

from datetime import datetime, timedelta

from django.db.models import DateTimeField
from django.db.models.functions import Now

from foundation.models.work import Pulse

FORGOTTEN = timedelta(days=1)


def leave_pulse(host: str, now: datetime) -> str:
    """Writes `host`'s clock beside the database's, and forgets machines that have been gone for a day."""
    Pulse.objects.update_or_create(
        host=host[:100], defaults={"clock_at": now, "seen_at": Now(output_field=DateTimeField())}
    )
    Pulse.objects.filter(clock_at__lt=now - FORGOTTEN).delete()
    return host
