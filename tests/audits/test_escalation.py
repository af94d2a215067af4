from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from audits.models import Finding
from audits.tasks import sweep_ladder
from foundation.directory.models import Leave
from foundation.models.trail import Notification
from foundation.models.work import Due, DueNotice, SweepRun
from foundation.sweeps import run_due
from tests.company import TODAY

PLAN_DUE = date(2026, 12, 4)
ZONE = "Europe/Lisbon"


def told(kind="finding.escalated"):
    lines = Notification.objects.filter(event__kind=kind).order_by("event", "user__name")
    return [(line.event.content.details["step"], line.user.name) for line in lines]


def at(day, hour=6):
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(ZONE))


@pytest.fixture
def only_the_plan(finding):
    """The later dates are out of the way, so that a test sees one ladder."""
    Due.objects.about(finding).exclude(step="plan").update(met_on=TODAY)
    return finding


def test_nothing_is_said_on_the_due_date_but_the_last_reminder(only_the_plan):
    sweep_ladder(on=PLAN_DUE, zone=ZONE)

    assert told() == []
    assert told("finding.reminded") == [("plan", "Samir Haddad")]


def test_the_day_after_the_owner_hears_of_it(only_the_plan):
    sweep_ladder(on=PLAN_DUE + timedelta(days=1), zone=ZONE)

    assert told() == [("plan", "Samir Haddad")]


def test_one_day_late_is_said_in_the_singular(only_the_plan):
    sweep_ladder(on=PLAN_DUE + timedelta(days=1), zone=ZONE)

    said = {line.event.content.summary for line in Notification.objects.filter(event__kind="finding.escalated")}
    assert said == {"Plan with cause is 1 day late (escalation 1)"}


def test_a_rung_is_told_once_however_often_the_sweep_runs(only_the_plan):
    for _night in range(3):
        sweep_ladder(on=PLAN_DUE + timedelta(days=1), zone=ZONE)

    assert len(told()) == 1


def test_after_an_outage_only_the_highest_rung_is_mailed_and_the_skipped_is_recorded(only_the_plan):
    sweep_ladder(on=PLAN_DUE + timedelta(days=2), zone=ZONE)
    sweep_ladder(on=PLAN_DUE + timedelta(days=12), zone=ZONE)
    sweep_ladder(on=PLAN_DUE + timedelta(days=21), zone=ZONE)

    notices = {notice.key: notice.skipped for notice in DueNotice.objects.filter(key__startswith="rung")}
    assert notices == {"rung-1": False, "rung-2": True, "rung-3": False, "rung-4": False}


def test_the_third_rung_reaches_the_compliance_officers(only_the_plan):
    sweep_ladder(on=PLAN_DUE + timedelta(days=10), zone=ZONE)

    assert ("plan", "Ines Moreau") in told()


def test_on_leave_the_deputy_hears_of_it(only_the_plan, company):
    Leave.objects.create(person=company.person("samir"), from_on=PLAN_DUE, deputy=company.person("emma"))

    sweep_ladder(on=PLAN_DUE + timedelta(days=1), zone=ZONE)

    assert told() == [("plan", "Emma Cole")]


def test_a_met_date_stops_the_ladder(only_the_plan):
    Due.objects.about(only_the_plan).update(met_on=PLAN_DUE)

    sweep_ladder(on=PLAN_DUE + timedelta(days=30), zone=ZONE)

    assert told() == []


def test_after_a_reopen_the_ladder_starts_at_the_second_rung(only_the_plan):
    Finding.objects.update(reopened_count=1)

    sweep_ladder(on=PLAN_DUE + timedelta(days=1), zone=ZONE)

    assert list(DueNotice.objects.values_list("key", flat=True)) == ["rung-2"]


def test_another_zone_is_left_alone(only_the_plan):
    sweep_ladder(on=PLAN_DUE + timedelta(days=1), zone="Asia/Dubai")

    assert told() == []


def test_a_late_verification_is_the_verifiers(finding, company):
    Due.objects.about(finding).update(met_on=TODAY)
    Finding.objects.update(state=Finding.State.IMPLEMENTED, verifier=company.person("leo"))
    Due.objects.about(finding).filter(step="plan").update(step="verification", met_on=None)

    sweep_ladder(on=PLAN_DUE + timedelta(days=1), zone=ZONE)

    assert told() == [("verification", "Leo Brandt")]


def test_sweeps_run_once_per_zone_and_local_date(company):
    first, again = run_due(at(TODAY)), run_due(at(TODAY, hour=7))

    assert first == SweepRun.objects.count() > 0
    assert again == 0


def test_missed_nights_are_replayed_for_rules_that_create_and_skipped_for_rules_that_notify(company):
    run_due(at(TODAY))

    run_due(at(TODAY + timedelta(days=3)))

    created = SweepRun.objects.filter(rule="audits.occurrences", zone=ZONE).values_list("date", flat=True)
    notified = SweepRun.objects.get(rule="audits.ladder", zone=ZONE, date=TODAY + timedelta(days=3))
    assert sorted(created) == [TODAY + timedelta(days=n) for n in range(4)]
    assert notified.details["skipped"] == ["2026-11-21", "2026-11-22"]


def test_a_zone_already_in_tomorrow_has_its_own_night(company):
    run_due(datetime(2026, 11, 20, 21, tzinfo=ZoneInfo("UTC")))

    assert SweepRun.objects.filter(zone="Asia/Dubai", date=date(2026, 11, 21)).exists()
    assert SweepRun.objects.filter(zone=ZONE, date=TODAY).exists()
