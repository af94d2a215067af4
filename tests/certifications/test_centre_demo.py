"""Centre Northmark in the demonstration stands as the verbs would have left it."""

from datetime import date
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse

from certifications.models import Booking, Centre, NeedsAssessment, Visit
from certifications.workflows.centre_rules import missing
from foundation.models.trail import Event

D0 = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def demo(demonstrated, db):
    """Read, and left as it is."""


def test_the_centre_lacks_nothing_and_a_board_of_seven_oversees_it():
    centre = Centre.objects.get()

    assert centre.state == Centre.State.OPERATIONAL
    assert missing(centre, on=D0) == []
    assert centre.seats.held(on=D0).count() == 7
    assert [one.is_chair for one in centre.seats.held(on=D0)].count(True) == 1


def test_castria_needs_none_and_dovania_waits_for_a_decision():
    found = {row.unit.code: row.state for row in NeedsAssessment.objects.select_related("unit")}

    assert found == {"EUR": "needed", "MEA": "not_needed", "LATAM": "submitted"}


def test_every_visit_is_in_the_state_that_its_rows_tell():
    visits = list(Visit.objects.order_by("booking__from_at").prefetch_related("devices", "visitors", "materials"))

    assert [one.state for one in visits] == ["ended", "ended", "in_progress", "booked"]
    for one in visits:
        inside = [device for device in one.devices.all() if device.out_at is None]
        assert bool(inside) == (one.state == "in_progress")
        assert one.visitors.count() <= one.booking.room.seats
        assert bool(one.materials.all()) == (one.state != "booked")
        one.full_clean()
        assert Event.objects.about(one).filter(kind="visit.booked").exists()


def test_no_room_is_taken_twice():
    for room in Centre.objects.get().rooms.all():
        held = list(Booking.objects.held().filter(room=room).order_by("from_at"))
        assert all(first.until_at <= then.from_at for first, then in pairwise(held))


def test_the_page_for_everybody_names_no_visitor():
    said = Client().get(reverse("certifications:transparency")).content.decode()

    assert "Centre Northmark" in said
    assert "How to ask for a visit" in said
    assert "What changes in the coming year" not in said
    assert not [name for name in Visit.objects.values_list("visitors__name", flat=True) if name in said]
