"""The clock's door: training and signing follow people."""

from datetime import date
from typing import Any

from assurance.models import DocumentVersion
from foundation.access import robot
from foundation.steps import standing
from foundation.sweeps import each, rule
from people.actions import (
    ask_anew,
    begin_campaign,
    enter_audience,
    move_due,
    open_campaign,
    release_signer,
    remind_signer,
    supersede_campaign,
)
from people.actions.asking import due_anew, out_of_audience, unsigned_versions
from people.models import Attestation, Campaign
from people.workflows import ATTESTATION, CAMPAIGN


@rule("people.signing", replays=True)
def sweep_signing(*, on: date, zone: str) -> dict[str, Any]:
    """Campaigns follow the versions of the zone's documents, and what is asked follows its people. Source: T-32."""
    mine = Campaign.objects.filter(unit__zone=zone)
    ended = each(
        _ids(mine.outdated()),
        lambda pk: supersede_campaign(actor=robot(), campaign=_campaign(pk), on=on),
        "campaigns end",
    )
    begun = each(
        unsigned_versions(zone=zone),
        lambda pk: begin_campaign(actor=robot(), version=_version(pk), on=on),
        "campaigns begin",
    )
    opened = each(_ids(mine.to_open(on)), lambda pk: _open(pk, on), "campaigns open")
    asked = sum(_follow_people(pk, on=on, zone=zone) for pk in _ids(Campaign.objects.open()))
    anew = each(
        _ids(due_anew(on=on, zone=zone)),
        lambda pk: ask_anew(actor=robot(), attestation=_attestation(pk), on=on),
        "signatures anew",
    )
    back = Attestation.objects.back_from_leave(on).filter(person__unit__zone=zone)
    each(_ids(back), lambda pk: move_due(actor=robot(), attestation=_attestation(pk), on=on), "days moved")
    counts = {"ended": len(ended), "begun": len(begun), "opened": len(opened), "asked_anew": len(anew)}
    return {**counts, "asked": asked}


def _open(pk: int, on: date) -> bool:
    campaign = _campaign(pk)
    if standing(campaign, CAMPAIGN.step("open"), actor=robot(), on=on) is not None:
        return False
    return bool(open_campaign(actor=robot(), campaign=campaign, on=on))


def _follow_people(pk: int, *, on: date, zone: str) -> int:
    """Lets go of who has left the audience of a campaign, and asks who has come; returns how many came."""
    campaign, come = _campaign(pk), []
    each(
        _ids(out_of_audience(campaign, on=on, zone=zone)),
        lambda one: release_signer(actor=robot(), attestation=_attestation(one), on=on),
        "out of the audience",
    )
    each(
        [pk],
        lambda _pk: come.append(enter_audience(actor=robot(), campaign=campaign, on=on, zone=zone)),
        "into the audience",
    )
    return sum(come)


@rule("people.signing_reminders", replays=False)
def sweep_signing_reminders(*, on: date, zone: str) -> dict[str, Any]:
    """Reminds a week before the day to sign, and a week after it. Source: M-18."""
    rows = Attestation.objects.to_remind(on).filter(person__unit__zone=zone)
    return {"reminded": len(each(_ids(rows), lambda pk: _remind(pk, on), "reminders to sign"))}


def _remind(pk: int, on: date) -> bool:
    row = _attestation(pk)
    if standing(row, ATTESTATION.step("remind"), actor=robot(), on=on) is not None:
        return False
    return bool(remind_signer(actor=robot(), attestation=row, on=on))


def _ids(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _campaign(pk: int) -> Campaign:
    return Campaign.objects.for_page().get(pk=pk)


def _attestation(pk: int) -> Attestation:
    return Attestation.objects.for_page().get(pk=pk)


def _version(pk: int) -> DocumentVersion:
    return DocumentVersion.objects.for_list().get(pk=pk)
