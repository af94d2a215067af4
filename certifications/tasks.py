"""The clock's door: rooms begin and end for lists and mails, and those that follow take in what is new."""

from datetime import date
from typing import Any

from certifications.actions import end_grant, follow_evidence, start_grant
from certifications.models import Grant
from foundation.access import robot
from foundation.dates import first_moment
from foundation.sweeps import each, rule


@rule("certifications.grants", replays=False)
def sweep_grants(*, on: date, zone: str) -> dict[str, Any]:
    """Moves the grants of the zone's units with their dates. What is visible never waits for this. Source: T-56."""
    rows, now = Grant.objects.filter(unit__zone=zone), first_moment(on, zone)
    ended = each(_ids(rows.to_end(now=now)), lambda pk: end_grant(actor=robot(), grant=_grant(pk), on=on), "grants end")
    begun = each(
        _ids(rows.to_start(now=now)), lambda pk: start_grant(actor=robot(), grant=_grant(pk), on=on), "grants start"
    )
    grown = each(
        _ids(rows.running().filter(follow=True)), lambda pk: follow_evidence(actor=robot(), grant=_grant(pk)), "follow"
    )
    return {"ended": len(ended), "begun": len(begun), "grown": len(grown)}


def _ids(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _grant(pk: int) -> Grant:
    return Grant.objects.select_related("unit", "grantee", "requested_by", "nda").get(pk=pk)
