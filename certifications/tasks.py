"""The clock's door: rooms begin and end for lists and mails, and those that follow take in what is new."""

from datetime import date
from typing import Any

from certifications.actions import (
    begin_authorisation,
    end_authorisation,
    end_grant,
    follow_evidence,
    pause_inspection,
    start_grant,
)
from certifications.models import Grant, Inspection, InspectorAuthorisation
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


@rule("certifications.inspectors", replays=True)
def sweep_inspectors(*, on: date, zone: str) -> dict[str, Any]:
    """Authorisations begin on their first day and end the day after their last; nobody inspects beyond them. Source: M-28."""
    rows = InspectorAuthorisation.objects.filter(unit__zone=zone)
    inspections = Inspection.objects.filter(unit__zone=zone)
    ended = each(
        _ids(rows.to_end(on=on)),
        lambda pk: end_authorisation(actor=robot(), authorisation=_authorisation(pk), on=on),
        "authorisations end",
    )
    begun = each(
        _ids(rows.to_begin(on=on)),
        lambda pk: begin_authorisation(actor=robot(), authorisation=_authorisation(pk), on=on),
        "authorisations begin",
    )
    paused = each(
        _ids(inspections.without_right(on=on)),
        lambda pk: pause_inspection(actor=robot(), inspection=_inspection(pk), on=on),
        "inspections pause",
    )
    return {"ended": len(ended), "begun": len(begun), "paused": len(paused)}


def _authorisation(pk: int) -> InspectorAuthorisation:
    return InspectorAuthorisation.objects.select_related("unit", "authority").get(pk=pk)


def _inspection(pk: int) -> Inspection:
    return Inspection.objects.select_related("unit", "host", "audit").get(pk=pk)
