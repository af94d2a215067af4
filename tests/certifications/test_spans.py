"""From when until when a room is open, in the host unit's zone, to the second. Source: T-56."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audits.models import Finding
from certifications.spans import span_of
from foundation.directory.models import Unit
from tests.room import K, approved, entered

SECOND = timedelta(seconds=1)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "begins", "ends"),
    [
        ("Europe/Lisbon", at(2026, 11, 20), at(2026, 12, 1)),
        ("Asia/Tokyo", at(2026, 11, 19, 15), at(2026, 11, 30, 15)),
        ("Asia/Kolkata", at(2026, 11, 19, 18, 30), at(2026, 11, 30, 18, 30)),
        ("America/Sao_Paulo", at(2026, 11, 20, 3), at(2026, 12, 1, 3)),
        ("Pacific/Kiritimati", at(2026, 11, 19, 10), at(2026, 11, 30, 10)),
    ],
)
def test_whole_days_in_the_zone_of_the_host(zone, begins, ends):
    span = span_of(date(2026, 11, 20), date(2026, 11, 30), zone=zone, agreed_until=None)

    assert (span.from_at, span.until_at) == (begins, ends)


@pytest.mark.parametrize(("first", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_day_on_which_the_clock_is_changed_is_as_long_as_it_is(first, hours):
    span = span_of(first, first, zone="Europe/Lisbon", agreed_until=None)

    assert span.until_at - span.from_at == timedelta(hours=hours)


def test_the_agreement_cuts_earlier():
    span = span_of(date(2026, 11, 20), date(2026, 11, 30), zone="Europe/Lisbon", agreed_until=date(2026, 11, 24))

    assert span.until_at == at(2026, 11, 25)


def test_an_agreement_that_ended_before_leaves_no_moment():
    span = span_of(date(2026, 11, 20), date(2026, 11, 30), zone="Europe/Lisbon", agreed_until=date(2026, 11, 1))

    assert span.from_at == span.until_at


@pytest.fixture
def tokyo(company) -> Unit:
    Unit.objects.filter(code="TS").update(zone="Asia/Tokyo")
    company.units["TS"].refresh_from_db()
    return company.units["TS"]


def test_to_the_second(company, finding, cast, morning):
    """Before the first second, in it, in the last one, after it."""
    approved(company, [(K.FINDING, finding)], valid_from=date(2026, 11, 22), valid_until=date(2026, 11, 24))
    first, last = at(2026, 11, 22), at(2026, 11, 25)

    seen = []
    for moment in (first - SECOND, first, last - SECOND, last):
        morning.move_to(moment)
        seen.append(Finding.objects.visible_to(cast["claire"]).exists())

    assert seen == [False, True, True, False]


def test_half_past_eleven_at_night_in_tokyo_is_still_the_last_day(company, finding, cast, tokyo, morning, browse):
    facts = {"first": date(2026, 11, 20), "valid_from": date(2026, 11, 20), "valid_until": date(2026, 11, 24)}
    grant = entered(company, [(K.FINDING, finding)], unit=tokyo, **facts)
    page = f"/room/{grant.uuid}/findings/{finding.uuid}/"

    morning.move_to("2026-11-24T14:30:00Z")  # 23:30 there
    assert browse("claire").get(page).status_code == 200
    morning.move_to("2026-11-24T15:00:00Z")  # 24:00 there, 15:00 in Lisbon
    assert browse("claire").get(page).status_code == 404


def test_nothing_waits_for_a_sweep(company, finding, cast, morning):
    """No job ran: the state still says approved or live, and the rows follow the moments."""
    grant = approved(company, [(K.FINDING, finding)], valid_from=date(2026, 11, 22), valid_until=date(2026, 11, 24))

    morning.move_to("2026-11-23T12:00:00Z")
    grant.refresh_from_db()
    assert grant.state == "approved"
    assert Finding.objects.visible_to(cast["claire"]).exists()


def test_who_looks_over_midnight_is_out_with_the_next_request(room, browse, morning):
    morning.move_to("2026-11-30T23:59:59Z")
    claire = browse("claire")
    assert claire.get(f"/room/{room.uuid}/").status_code == 200

    morning.move_to("2026-12-01T00:00:00Z")

    assert claire.get(f"/room/{room.uuid}/").status_code == 404


def test_the_page_says_when_it_ends_for_the_host_and_for_the_reader(company, finding, tokyo, browse):
    facts = {"first": date(2026, 11, 20), "valid_from": date(2026, 11, 20), "valid_until": date(2026, 11, 24)}
    grant = entered(company, [(K.FINDING, finding)], unit=tokyo, **facts)

    said = browse("claire").get(f"/room/{grant.uuid}/").content.decode()

    assert "24 Nov 2026, 24:00 (Asia/Tokyo)" in said
    assert "24 Nov 2026, 15:00" in said  # by the reader's clock
