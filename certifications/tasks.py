"""The clock's door: rooms begin and end for lists and mails, those that follow take in what is new; certificates end."""

from datetime import date
from typing import Any

from certifications.actions import (
    begin_authorisation,
    end_authorisation,
    end_edition,
    end_grant,
    expire_certificate,
    follow_evidence,
    lapse_certificate,
    note_limits,
    pass_cap,
    pause_inspection,
    start_grant,
    supersede_certificate,
    warn_of_breaches,
    warn_of_edition,
    warn_of_limit,
)
from certifications.models import Certificate, Grant, Inspection, InspectorAuthorisation
from certifications.surveillance import breaches_among
from certifications.workflows import CERTIFICATE
from foundation.access import robot
from foundation.dates import first_moment
from foundation.steps import standing
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


@rule("certifications.certificates", replays=True)
def sweep_certificates(*, on: date, zone: str) -> dict[str, Any]:
    """Follows the dates of the zone's certificates. It never decides for a body. Source: domain 2.13, T-20 to T-24."""
    rows = Certificate.objects.of_zone(zone)
    steps: tuple[tuple[str, Any, Any], ...] = (
        ("end_edition", rows.of_ended_edition(on=on), end_edition),
        ("supersede", rows.followed(on=on), supersede_certificate),
        ("expire", rows.run_out(on=on), expire_certificate),
        ("lapse", rows.to_lapse(on=on), lapse_certificate),
        ("pass_cap", rows.past_cap(on=on), pass_cap),
        ("warn", rows.past_limit(on=on), warn_of_limit),
    )
    done = {step: len(_take(found, step, act, on=on)) for step, found, act in steps}
    told = each(
        _ids(rows.of_ending_edition()),
        lambda pk: warn_of_edition(actor=robot(), certificate=_certificate(pk), on=on),
        "editions",
    )
    return {**done, "edition_alerts": len(told)}


def _take(rows: Any, step: str, act: Any, *, on: date) -> list[int]:
    """Takes a step of the clock for each row that its guard lets through."""

    def take(pk: int) -> bool:
        row = _certificate(pk)
        if standing(row, CERTIFICATE.step(step), actor=robot(), on=on) is not None:
            return False
        return bool(act(actor=robot(), certificate=row, on=on))

    return each(_ids(rows), take, f"certificates {step}")


def _certificate(pk: int) -> Certificate:
    return Certificate.objects.select_related("unit", "scheme", "predecessor").get(pk=pk)


@rule("certifications.surveillance", replays=False)
def sweep_surveillance(*, on: date, zone: str) -> dict[str, Any]:
    """Tells officers of the zone what surveillance is missing, each rule and day once, and renews the limits of audits.

    Source: T-20, T-21.
    """
    rows = Certificate.objects.of_zone(zone)
    missing = dict.fromkeys(breach.certificate.pk for breach in breaches_among(rows, on=on))
    told = each(
        list(missing), lambda pk: warn_of_breaches(actor=robot(), certificate=_certificate(pk), on=on), "surveillance"
    )
    each(_ids(rows.on_paper()), lambda pk: note_limits(_certificate(pk), actor=robot(), on=on), "limits")
    return {"told": len(told)}


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
