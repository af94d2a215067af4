"""What the clock does with certificates, at midnight in the zone of their holder, once, and caught up after an outage."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from assurance.models import EditionTransition, Framework
from certifications.actions import expire_certificate, record_recertification, supersede_certificate
from certifications.models import Certificate, Suspension
from certifications.tasks import sweep_certificates
from foundation.access import robot
from foundation.models.trail import Event
from foundation.models.work import SweepRun
from foundation.refusals import Refused
from foundation.sweeps import run_due
from tests.certified import S, letter, placed
from tests.company import TODAY

DAY = timedelta(days=1)
LISBON = "Europe/Lisbon"


def sweep(on: date = TODAY, zone: str = LISBON) -> dict:
    return {step: number for step, number in sweep_certificates(on=on, zone=zone).items() if number}


def told(row: Certificate, kind: str) -> list[set[str]]:
    """Who was told by each event of a kind."""
    events = Event.objects.about(row).filter(kind=f"certificate.{kind}").order_by("pk")
    return [{one.user.name for one in event.notifications.all()} for event in events]


OFFICERS = {"Ines Moreau", "Carla Stone"}


# The last day.


@pytest.mark.parametrize("state", [S.ACTIVE, S.SUSPENDED])
def test_a_certificate_ends_on_the_day_after_its_last_one(company, state):
    row = placed(company, state, expires_on=TODAY)

    assert sweep(TODAY) == {}
    assert sweep(TODAY + DAY) == {"expire": 1}

    row.refresh_from_db()
    assert (row.state, row.ended_by, row.ended_on) == (S.EXPIRED, "date", TODAY)
    assert told(row, "expire") == [OFFICERS]
    assert sweep(TODAY + DAY) == {}


def test_a_certificate_of_a_leap_day_ends_with_february(company):
    leap = date(2024, 2, 29)
    row = placed(company, decision_on=leap, effective_from=leap, expires_on=date(2027, 2, 28))

    assert sweep(date(2027, 2, 28)) == {}
    assert sweep(date(2027, 3, 1)) == {"expire": 1}
    assert sweep(date(2027, 8, 28)) == {}  # restorable: six months of 28 February are 28 August
    assert sweep(date(2027, 8, 29)) == {"lapse": 1}
    row.refresh_from_db()
    assert row.state == S.LAPSED


def test_the_day_ends_in_the_zone_of_the_holder(company):
    placed(company, unit="MEADEL", expires_on=TODAY)

    assert sweep(TODAY + DAY) == {}
    assert sweep(TODAY + DAY, "Asia/Dubai") == {"expire": 1}


# Restorable, then lapsed.


def test_what_nobody_restores_lapses_after_its_limit(company):
    row = placed(company, S.EXPIRED)

    assert sweep(date(2027, 3, 30)) == {}
    assert sweep(date(2027, 3, 31)) == {"lapse": 1}
    assert told(row, "lapse") == [OFFICERS]


@pytest.mark.parametrize("facts", [{"code": "product"}, {"ended_by": "edition"}])
def test_what_cannot_be_restored_stays_expired(company, facts):
    placed(company, S.EXPIRED, **facts)

    assert sweep(date(2029, 1, 1)) == {}


def test_what_was_restored_does_not_lapse(company):
    old = placed(company, S.EXPIRED)
    placed(
        company, predecessor=old, number="K-2", decision_on=TODAY, effective_from=TODAY, expires_on=date(2029, 9, 30)
    )

    assert sweep(date(2027, 3, 31)) == {}


# Followed.


def test_the_follower_takes_over_on_its_first_day_whatever_else_ends(company, cast):
    old = placed(company, expires_on=date(2026, 11, 30))
    facts = {
        "number": "K-2",
        "decision_on": TODAY,
        "effective_from": date(2026, 12, 1),
        "expires_on": date(2029, 11, 30),
    }
    given = {"actor": cast["ines"], "evidence": [letter(company)], "on": TODAY, "edition": company.framework}
    record_recertification(certificate=old, **facts, **given)

    assert sweep(date(2026, 11, 30)) == {}
    assert sweep(date(2026, 12, 1)) == {"supersede": 1}

    old.refresh_from_db()
    assert (old.state, old.superseded_on) == (S.SUPERSEDED, date(2026, 12, 1))


def test_a_certificate_that_begins_a_day_too_late_follows_nothing(company):
    old = placed(company, expires_on=date(2026, 11, 18))
    placed(
        company, predecessor=old, number="K-2", decision_on=TODAY, effective_from=TODAY, expires_on=date(2029, 11, 19)
    )

    assert sweep(TODAY) == {"expire": 1}
    with pytest.raises(Refused, match="No certificate has followed"):
        supersede_certificate(actor=robot(), certificate=placed(company, number="K-7"), on=TODAY)


def test_the_clock_does_nothing_before_its_day(company):
    row = placed(company)

    with pytest.raises(Refused, match="has not come"):
        expire_certificate(actor=robot(), certificate=row, on=TODAY)


# Majors of stage 2.


def test_majors_that_are_not_closed_in_time_send_it_back_to_stage_2(company):
    row = placed(company, S.MAJOR_OPEN)

    assert sweep(date(2027, 2, 28)) == {}
    assert sweep(date(2027, 3, 1)) == {"pass_cap": 1}

    row.refresh_from_db()
    assert (row.state, row.stage2_on, row.cap_on) == (S.STAGE1_DONE, None, None)
    assert told(row, "pass_cap") == [OFFICERS]


# The limit of a suspension.


def test_a_suspension_past_its_limit_is_told_once_and_never_withdrawn(company):
    row = placed(company, S.SUSPENDED)

    assert sweep(date(2027, 4, 11)) == {}
    assert sweep(date(2027, 4, 12)) == {"warn": 1}
    assert sweep(date(2027, 4, 13)) == {}

    row.refresh_from_db()
    event = Event.objects.about(row).get(kind="certificate.warn")
    assert row.state == S.SUSPENDED
    assert event.content.details["alert"] == "withdrawal expected"
    assert told(row, "warn") == [OFFICERS]


def test_a_new_limit_is_told_anew(company):
    row = placed(company, S.SUSPENDED)
    sweep(date(2027, 4, 12))
    Suspension.objects.filter(certificate=row).update(limit_on=date(2027, 4, 30))

    assert sweep(date(2027, 4, 30)) == {}
    assert sweep(date(2027, 5, 1)) == {"warn": 1}


# Editions (T-24).


@pytest.fixture
def ending(company) -> EditionTransition:
    """The edition in use ends on 31 October 2027."""
    new = Framework.objects.create(code="NEXT", title="Internal baseline", edition="2030", issuer="x", active=True)
    return EditionTransition.objects.create(old=company.framework, new=new, ends_on=date(2027, 10, 31))


@pytest.mark.parametrize("state", [S.ACTIVE, S.SUSPENDED])
def test_an_edition_ends_its_certificates_at_midnight_whatever_is_printed(company, ending, state):
    row = placed(company, state, expires_on=date(2029, 5, 13))
    if state == S.SUSPENDED:
        Suspension.objects.filter(certificate=row).update(limit_on=None)

    assert "end_edition" not in sweep(date(2027, 10, 31))
    assert sweep(date(2027, 11, 1)) == {"end_edition": 1}

    row.refresh_from_db()
    assert (row.state, row.ended_by, row.ended_on) == (S.EXPIRED, "edition", date(2027, 10, 31))
    assert sweep(date(2029, 5, 14)) == {}


def test_what_ended_before_its_edition_ended_by_its_date(company, ending):
    row = placed(company, expires_on=date(2027, 10, 30))

    assert "expire" in sweep(date(2027, 10, 31))

    row.refresh_from_db()
    assert row.ended_by == "date"


def test_holders_hear_of_the_end_of_an_edition_four_times(company, ending):
    row = placed(company, expires_on=date(2029, 5, 13))
    days = [date(2026, 10, 31), date(2027, 4, 30), date(2027, 7, 31), date(2027, 9, 30)]

    for day in days:
        sweep(day - DAY)
        sweep(day)
        sweep(day + DAY)

    events = Event.objects.about(row).filter(kind="certificate.edition_alert").order_by("pk")
    assert [event.content.details["months"] for event in events] == [12, 6, 3, 1]
    assert told(row, "edition_alert") == [OFFICERS] * 4


# After an outage.


def test_missed_days_are_caught_up_to_the_same_end(company, ending):
    row = placed(company, expires_on=date(2026, 12, 10), number="A")
    other = placed(company, S.SUSPENDED, number="B", expires_on=date(2029, 5, 13))
    Suspension.objects.filter(certificate=other).update(limit_on=date(2026, 12, 5))
    zone = ZoneInfo(LISBON)
    SweepRun.objects.create(rule="certifications.certificates", zone=LISBON, date=date(2026, 11, 30))

    run_due(datetime(2027, 6, 15, 9, tzinfo=zone))
    first = Event.objects.count()
    run_due(datetime(2027, 6, 15, 10, tzinfo=zone))

    row.refresh_from_db()
    assert (row.state, row.ended_on) == (S.LAPSED, date(2026, 12, 10))
    assert told(other, "warn") == [OFFICERS]
    assert len(told(other, "edition_alert")) == 2
    assert Event.objects.count() == first


def test_one_row_that_fails_does_not_stop_the_others(company, monkeypatch):
    rows = [placed(company, number=str(number), expires_on=TODAY) for number in range(2)]
    broken = rows[0].pk
    whole = expire_certificate

    def act(**given):
        if given["certificate"].pk == broken:
            raise RuntimeError("lost")
        return whole(**given)

    monkeypatch.setattr("certifications.tasks.expire_certificate", act)

    assert sweep(TODAY + DAY) == {"expire": 1}
