"""Who is asked to sign: the people an audience catches, in one go, each with a day of their own."""

from datetime import date
from functools import cache

from django.db.models import Exists, OuterRef
from django.utils.translation import ngettext

from assurance.models import DocumentVersion
from foundation.access import require
from foundation.dates import WorkCalendar
from foundation.directory.calendars import work_calendar
from foundation.directory.models import Person, Unit, User
from foundation.directory.querysets import PersonQuerySet
from foundation.trail import record
from foundation.verbs import verb
from people.clocks import Away, Periods, after_leave, asked_anew_from, attestation_due
from people.models import Attestation, Campaign
from people.permissions import KEEP_CAMPAIGNS
from people.querysets import AttestationQuerySet, people_caught

AT_ONCE = 1000


def uncaught(campaign: Campaign, *, on: date, zone: str = "") -> PersonQuerySet:
    """The people of the audience, of one zone if it is named, who are not asked yet."""
    known = Attestation.objects.filter(campaign=campaign, ended_on=None, person=OuterRef("pk"))
    people = people_caught(campaign.audience, on, within=campaign.unit).exclude(
        Exists(known.exclude(state=Attestation.State.CANCELLED))
    )
    return people.filter(unit__zone=zone) if zone else people


def ask(campaign: Campaign, *, actor: User, on: date, zone: str = "") -> int:
    """Asks everybody who is not asked yet, and tells those who have an account; returns how many.

    Source: T-32; on leave: the day is two weeks after the return (T-31).
    """
    people = uncaught(campaign, on=on, zone=zone).select_related("unit__calendar").prefetch_related("leaves")
    known = cache(_calendar)
    rows = [_row(campaign, person, on=on, known=known) for person in people.order_by("pk")]
    if not rows:
        return 0
    Attestation.objects.bulk_create(rows, batch_size=AT_ONCE)
    told = User.objects.filter(person__in=[row.person_id for row in rows], is_active=True)
    said = ngettext("Asked %(n)d person to sign", "Asked %(n)d people to sign", len(rows)) % {"n": len(rows)}
    details = {"people": len(rows)}
    record(actor=actor, kind="campaign.asked", subject=campaign, summary=said, details=details, notify=told)
    return len(rows)


def _calendar(unit: Unit) -> WorkCalendar:
    return work_calendar(unit)


def _row(campaign: Campaign, person: Person, *, on: date, known: object) -> Attestation:
    due = attestation_due(campaign.version.effective_from or on, on)
    return Attestation(
        person=person,
        campaign=campaign,
        version=campaign.version,
        entered_on=on,
        due_on=moved_by_leave(due, person, calendar=known),
    )


def moved_by_leave(due_on: date, person: Person, *, calendar: object = _calendar) -> date:
    """The day of somebody who is away, or was: two weeks after the return, if that is later."""
    leaves = [Away(leave.from_on, leave.to_on) for leave in person.leaves.all()]
    if not leaves:
        return due_on
    return after_leave(due_on, leaves, calendar=calendar(person.unit), periods=Periods())  # type: ignore[operator]


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
    caught = people_caught(campaign.audience, on, within=campaign.unit).filter(pk=OuterRef("person"))
    rows = Attestation.objects.current().filter(campaign=campaign, person__unit__zone=zone)
    return rows.exclude(Exists(caught))


def due_anew(*, on: date, zone: str) -> AttestationQuerySet:
    """Signatures whose year ends within thirty days."""
    return Attestation.objects.to_ask_anew(asked_anew_from(on)).filter(person__unit__zone=zone)
