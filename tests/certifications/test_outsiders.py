"""The second gate: pages are closed to outsiders until an app opens them, and what they are refused is in the log."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from foundation.models.rooms import GrantedObject
from foundation.models.trail import Event
from foundation.outside import REFUSALS_NOTED, REFUSED
from foundation.rows import pointer


def open_room(user, row, **facts) -> GrantedObject:
    now: datetime = timezone.now()
    given = {"from_at": now - timedelta(hours=1), "until_at": now + timedelta(hours=1), "max_grading": "internal"}
    return GrantedObject.objects.create(grant_uuid=uuid4(), user=user, **(given | facts), **pointer(row))


def test_a_page_inside_is_not_there_even_for_a_granted_row(finding, cast, browse):
    open_room(cast["claire"], finding)

    assert browse("claire").get(finding.get_absolute_url()).status_code == 404


def test_what_an_outsider_is_refused_stands_in_the_log_of_their_room(finding, cast, browse):
    room = open_room(cast["claire"], finding)

    browse("claire").post(finding.get_absolute_url())

    event = Event.objects.get(kind=REFUSED)
    assert (event.content.actor, event.grant_uuid) == (cast["claire"], room.grant_uuid)
    assert event.content.summary == f"was refused {finding.get_absolute_url()}"
    assert event.content.details == {"method": "POST"}


def test_people_inside_are_not_noted(finding, browse):
    browse("omar").get(finding.get_absolute_url())

    assert not Event.objects.filter(kind=REFUSED).exists()


def test_who_tries_addresses_by_machine_does_not_fill_the_log(cast, browse):
    claire = browse("claire")
    for _number in range(REFUSALS_NOTED + 5):
        claire.get(reverse("audits:findings"))

    assert Event.objects.filter(kind=REFUSED).count() == REFUSALS_NOTED
