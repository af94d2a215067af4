"""Visits of a centre: a room for one at a time, admitted with the rules, devices in and out, and what was shown."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assurance.actions import add_product, add_product_version, register_build
from certifications.actions import (
    admit_visit,
    bring_in,
    cancel_visit,
    change_room,
    end_visit,
    note_on_visit,
    release_room,
    show_material,
    take_out,
)
from certifications.models import Booking, LogLine, Material, Visit
from certifications.workflows import CENTRE, VISIT
from foundation.access import robot
from foundation.models.trail import Event, Notification
from foundation.refusals import Refused, WrongState
from tests.centre import DAY, at, booked, operational
from tests.company import TODAY, grant

S = Visit.State
PEOPLE = ("ines", "carla", "emma", "tobias", "leo", "samir", "omar", "petra", "helena", "adam", "claire", "igor")
INSIDE = {"show", "note", "bring_in", "take_out", "end"}
KEEPERS = ("ines", "carla", "emma")  # emma is a host
MAY = {S.BOOKED: {"admit", "cancel"}, S.IN_PROGRESS: INSIDE, S.ENDED: set(), S.CANCELLED: set()}


@pytest.fixture
def centre(company):
    return operational(company)


@pytest.fixture
def visit(company, centre):
    return booked(company, centre)


@pytest.fixture
def inside(cast, visit):
    """Admitted on its day with a notebook."""
    devices = [("Notebook", "SN-1")]
    return admit_visit(actor=cast["ines"], visit=visit, acknowledged=True, devices=devices, on=DAY)


@pytest.mark.parametrize("state", S)
def test_everybody_is_offered_their_own_steps(company, cast, visit, state):
    grant(cast["emma"], ("CHOST", company.units["TS"]))
    Visit.objects.filter(pk=visit.pk).update(rules_edition=1, admitted_at=at(9), ended_at=at(12), result="Seen.")
    row = VISIT.place(visit, state, actor=robot(), on=TODAY, source="the tests")

    offered = {who: {move.step.name for move in VISIT.available(row, cast[who], DAY)} for who in PEOPLE}

    assert offered == {who: MAY[state] if who in KEEPERS else set() for who in PEOPLE}


# Booking.


def test_a_visit_holds_its_room_and_its_host_is_told(company, cast, centre):
    row = booked(company, centre, host=company.person("carla"))

    assert (row.state, row.booking.state, row.visitors.count()) == (S.BOOKED, "held", 2)
    assert Notification.objects.filter(event__kind="visit.booked", user=cast["carla"]).exists()


@pytest.mark.parametrize("hours", [(9, 12), (8, 10), (11, 13), (10, 11), (8, 13)])
def test_a_room_is_not_booked_twice(company, visit, hours):
    with pytest.raises(ValidationError) as refused:
        booked(company, visit.centre, hours=hours)

    assert refused.value.message_dict == {"room": ["The room is taken for some of this time."]}
    assert Booking.objects.count() == 1


@pytest.mark.parametrize("hours", [(7, 9), (12, 14)])
def test_one_visit_may_begin_when_another_ends(company, visit, hours):
    assert booked(company, visit.centre, hours=hours).state == S.BOOKED


@pytest.mark.parametrize("hours", [(9, 12), (11, 13), (8, 13)])
def test_the_database_keeps_bookings_of_a_room_apart(company, cast, visit, hours):
    facts = {"purpose": "Round the verb", "booked_by": cast["ines"], "room": visit.booking.room}

    with pytest.raises(DatabaseError), transaction.atomic():
        Booking.objects.create(from_at=at(hours[0]), until_at=at(hours[1]), **facts)
    Booking.objects.create(from_at=at(12), until_at=at(13), **facts)


@settings(max_examples=40, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spans=st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), min_size=2, max_size=6))
def test_whatever_is_tried_no_two_bookings_share_a_moment(company, centre, spans):
    with transaction.atomic():
        for start, length in spans:
            hours = (start, min(start + length, 23))
            try:
                with transaction.atomic():
                    booked(company, centre, hours=hours)
            except ValidationError:
                continue
        held = list(Booking.objects.held().order_by("from_at").values_list("from_at", "until_at"))
        transaction.set_rollback(True)

    assert held
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(held))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"hours": (12, 9)}, "__all__"),
        ({"day": TODAY - timedelta(days=1)}, "from_at"),
        ({"visitors": []}, "visitors"),
        ({"visitors": [{"name": str(n), "organisation": "Telvia", "kind": "customer"} for n in range(5)]}, "room"),
        ({"visitors": [{"name": "Ada", "organisation": "Telvia", "kind": "customer"}] * 2}, "visitors"),
        ({"customer": ""}, "__all__"),
    ],
)
def test_a_booking_that_makes_no_sense_is_refused(company, centre, facts, field):
    with pytest.raises(ValidationError) as refused:
        booked(company, centre, **facts)

    assert field in refused.value.message_dict
    assert not Visit.objects.exists()


def test_nobody_is_invited_into_a_centre_that_is_not_operational(company, cast, visit):
    CENTRE.move(visit.centre, "suspend", actor=cast["ines"], on=TODAY, reason="Water.")

    with pytest.raises(Refused) as refused:
        booked(company, visit.centre, hours=(13, 14))

    assert refused.value.code == "M-26"


def test_a_room_of_another_centre_or_a_closed_one_is_not_booked(company, cast, centre):
    other = operational(company, "Centre South", unit="MEADEL", at="MEA")
    change_room(actor=cast["ines"], centre=other, room=other.rooms.get(), is_open=False, seats=4, on=TODAY)

    for where in (centre, other):
        with pytest.raises(ValidationError) as refused:
            booked(company, where, room=other.rooms.get())
        assert "room" in refused.value.message_dict


def test_a_cancelled_visit_frees_its_room(company, cast, visit):
    with pytest.raises(ValidationError):
        cancel_visit(actor=cast["ines"], visit=visit, reason="", on=TODAY)
    cancel_visit(actor=cast["ines"], visit=visit, reason="They cannot come.", on=TODAY)

    assert Visit.objects.get(pk=visit.pk).booking.state == "released"
    assert booked(company, visit.centre).state == S.BOOKED


def test_the_room_of_a_visit_is_released_with_the_visit_only(cast, visit):
    with pytest.raises(Refused):
        release_room(actor=cast["ines"], booking=visit.booking, on=TODAY)


# At the door.


def test_nobody_enters_without_the_rules(cast, visit):
    with pytest.raises(Refused) as refused:
        admit_visit(actor=cast["ines"], visit=visit, acknowledged=False, on=DAY)

    assert (refused.value.code, refused.value.field) == ("M-27", "acknowledged")


@pytest.mark.parametrize("day", [DAY - timedelta(days=1), DAY + timedelta(days=1)])
def test_nobody_enters_on_another_day(cast, visit, day):
    with pytest.raises(Refused):
        admit_visit(actor=cast["ines"], visit=visit, acknowledged=True, on=day)


def test_admitted_visitors_have_acknowledged_this_edition_and_their_devices_are_noted(inside):
    assert (inside.state, inside.rules_edition, inside.devices.get().serial) == (S.IN_PROGRESS, 1, "SN-1")


def test_the_same_device_is_not_inside_twice(cast, visit):
    twice = [("Notebook", "SN-1"), ("Notebook", "SN-1")]

    with pytest.raises(ValidationError) as refused:
        admit_visit(actor=cast["ines"], visit=visit, acknowledged=True, devices=twice, on=DAY)

    assert "devices" in refused.value.message_dict
    assert Visit.objects.get(pk=visit.pk).state == S.BOOKED


def test_a_visit_does_not_end_while_a_device_is_inside(cast, inside, morning):
    morning.move_to(at(10))
    bring_in(actor=cast["ines"], visit=inside, kind="Reader", serial="SN-2", on=DAY)
    for serial in ("SN-1", "SN-2"):
        with pytest.raises(Refused) as refused:
            end_visit(actor=cast["ines"], visit=inside, result="Seen.", on=DAY)
        assert serial in refused.value.sentence
        take_out(actor=cast["ines"], visit=inside, device=inside.devices.get(serial=serial), on=DAY)

    end_visit(actor=cast["ines"], visit=inside, result="Seen.", on=DAY)

    assert (inside.state, inside.result) == (S.ENDED, "Seen.")
    assert Booking.objects.get(visit=inside).until_at == at(10)


def test_a_device_leaves_once_and_with_its_own_visit(company, cast, inside):
    device = inside.devices.get()
    take_out(actor=cast["ines"], visit=inside, device=device, on=DAY)

    with pytest.raises(Refused):
        take_out(actor=cast["ines"], visit=inside, device=device, on=DAY)


# What was shown.


@pytest.fixture
def build(company, cast):
    facts = {"unit": company.units["TS"], "owner": company.person("samir"), "code": "GW", "name": "Gateway"}
    version = add_product_version(actor=cast["ines"], product=add_product(actor=cast["ines"], **facts), number="6.2")
    made = {"number": "6.2.0-118", "sha256": "ab" * 32, "built_on": TODAY, "builder": "Line 2", "on": TODAY}
    return register_build(actor=cast["ines"], version=version, **made)


def test_a_build_is_shown_by_its_hash(cast, inside, build):
    show_material(actor=cast["ines"], visit=inside, build=build, on=DAY)

    assert Material.objects.get().sha256 == build.sha256
    assert build.sha256 in str(Event.objects.about(inside).get(kind="visit.show").content.details)


def test_one_thing_is_shown_at_a_time(cast, inside, build):
    for shown in ({}, {"build": build, "area": "Relay"}):
        with pytest.raises(ValidationError) as refused:
            show_material(actor=cast["ines"], visit=inside, on=DAY, **shown)
        assert "Choose a build, a document or an area of the source, one of the three." in refused.value.messages


def test_the_log_and_what_was_shown_are_never_changed(cast, inside):
    note_on_visit(actor=cast["ines"], visit=inside, text="Rules read aloud.", on=DAY)
    show_material(actor=cast["ines"], visit=inside, area="Relay", on=DAY)

    for rows, change in ((LogLine.objects, {"text": "Other"}), (Material.objects, {"area": "Other"})):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all().delete()


@pytest.mark.parametrize(
    ("verb", "given"), [(show_material, {"area": "Relay"}), (note_on_visit, {"text": "Late remark."})]
)
def test_nothing_is_noted_before_they_come(cast, visit, verb, given):
    with pytest.raises(WrongState):
        verb(actor=cast["ines"], visit=visit, on=DAY, **given)


@pytest.mark.parametrize("who", ["tobias", "samir", "helena", "claire"])
def test_only_officers_and_hosts_keep_visits(company, cast, centre, who):
    with pytest.raises(PermissionDenied):
        booked(company, centre, actor=cast[who])
