"""Courses follow people: whoever joins, moves, is away, leaves, and whose completion runs out. Source: M-19, T-30, T-31."""

from datetime import date, timedelta

import pytest

from foundation.access import robot
from foundation.directory.actions import add_person, change_job, record_leave, record_leaving
from foundation.directory.models import JobRole, Leave
from foundation.models.trail import Event, Notification
from people.actions import edit_course, record_completion, retire_course, waive_course
from people.models import Assignment, Completion
from people.tasks import sweep_training
from tests.company import TODAY
from tests.training import asked, begun, blocked, completed, course

pytestmark = pytest.mark.usefixtures("company_day")

S, R = Assignment.State, Assignment.Reason
ONE_DAY = timedelta(days=1)


def night(on: date = TODAY) -> dict[str, int]:
    """The sweep of one date in both zones."""
    done = [sweep_training(on=on, zone=zone) for zone in ("Europe/Lisbon", "Asia/Dubai")]
    return {key: sum(one[key] for one in done) for key in done[0]}


def active(name, company, of):
    return Assignment.objects.active().get(person=company.person(name), course=of)


@pytest.fixture
def awr(company):
    return course(company)


@pytest.fixture
def audits(company):
    """For auditors alone."""
    return course(company, "AUD", roles=[JobRole.objects.get(code="auditor")], title="Auditing")


# Whom a course catches.


def test_everybody_is_asked_once(company, awr):
    done = night()

    again = night(TODAY + ONE_DAY)

    assert (done["asked"], again["asked"]) == (12, 0)
    assert set(Assignment.objects.values_list("state", "reason")) == {(S.ASSIGNED, R.ROLE)}


def test_a_new_course_is_due_in_thirty_days_on_a_working_day(company, awr):
    night()

    assert active("emma", company, awr).due_on == date(2026, 12, 21)  # 20 December is a Sunday
    assert active("omar", company, awr).due_on == date(2026, 12, 20)  # where Sunday is a working day


def test_they_are_told(company, awr):
    night()

    told = Notification.objects.filter(event__kind="assignment.assigned", user=company.cast["emma"])
    assert told.get().event.content.summary == "asked for it, due on 21 Dec 2026"


def test_a_newcomer_is_due_thirty_days_after_the_start(company, awr):
    facts = {"number": "P-9", "name": "Nora New", "email": "nora@meridane.example", "job": "Tester"}
    person = add_person(actor=robot(), unit=company.units["TS"], start_on=date(2026, 11, 16), **facts)

    night()

    row = Assignment.objects.get(person=person)
    assert (row.reason, row.due_on) == (R.JOINER, date(2026, 12, 16))


def test_who_has_not_started_is_not_asked(company, awr):
    facts = {"number": "P-9", "name": "Nora New", "email": "nora@meridane.example", "job": "Tester"}
    person = add_person(actor=robot(), unit=company.units["TS"], start_on=date(2026, 12, 1), **facts)

    night()

    assert not Assignment.objects.filter(person=person).exists()


def test_only_the_roles_of_the_audience_are_asked(company, audits):
    night()

    people = set(Assignment.objects.values_list("person__name", flat=True))
    assert people == {"Tobias Lindqvist", "Priya Raman", "Leo Brandt"}


def test_a_new_role_is_asked_from_its_first_day(company, audits):
    night()
    facts = {"job": "Auditor", "unit": company.units["AUDIT"], "on": TODAY}
    change_job(actor=robot(), person=company.person("emma"), from_on=date(2026, 11, 23), **facts)

    night(date(2026, 11, 22))
    assert not Assignment.objects.filter(person=company.person("emma")).exists()

    night(date(2026, 11, 23))
    row = active("emma", company, audits)
    assert (row.reason, row.due_on) == (R.ROLE, date(2026, 12, 23))


def test_the_unit_of_a_course_bounds_it(company):
    course(company, unit="MEA")

    night()

    assert set(Assignment.objects.values_list("person__name", flat=True)) == {"Malik Aziz", "Omar Said"}


def test_kinds_and_units_narrow_it(company):
    course(company, "EXT", kinds=["partner"], title="For partners")
    course(company, "TS", units=[company.units["TS"]], kinds=["employee", "partner"], title="Services")

    night()

    assert set(Assignment.objects.values_list("course__code", "person__name")) == {
        ("TS", "Samir Haddad"),
        ("TS", "Emma Cole"),
    }


def test_a_partner_beyond_the_contract_is_not_asked(company, awr):
    person = company.person("emma")
    person.kind, person.sponsor, person.contract_end = "partner", company.person("samir"), date(2026, 11, 19)
    person.save()

    night()

    assert not Assignment.objects.filter(person=person).exists()


# The end of a role, leaving, another audience, a course of old.


def test_the_end_of_a_role_cancels_what_is_open(company, audits):
    night()
    row = active("leo", company, audits)
    change_job(
        actor=robot(), person=row.person, job="Officer", unit=company.units["GOV"], from_on=date(2026, 11, 23), on=TODAY
    )

    night(date(2026, 11, 23))

    row.refresh_from_db()
    assert (row.state, row.released_on) == (S.CANCELLED, date(2026, 11, 23))
    assert Event.objects.about(row).filter(kind="assignment.cancel").exists()


def test_what_was_completed_stands_and_counts_no_more(company, audits):
    night()
    completed(company, audits, "leo")
    change_job(
        actor=robot(),
        person=company.person("leo"),
        job="Officer",
        unit=company.units["GOV"],
        from_on=date(2026, 11, 23),
        on=TODAY,
    )

    night(date(2026, 11, 23))

    row = Assignment.objects.get(person=company.person("leo"))
    assert (row.state, row.released_on) == (S.COMPLETED, date(2026, 11, 23))
    assert Completion.objects.filter(person=company.person("leo")).exists()


@pytest.mark.parametrize("how", [asked, begun, blocked])
def test_leaving_cancels_every_open_one(company, audits, how):
    row = how(company, audits)
    record_leaving(actor=robot(), person=row.person, left_on=TODAY, on=TODAY)

    night(TODAY)
    row.refresh_from_db()
    assert row.released_on is None  # the last day is worked

    night(TODAY + ONE_DAY)
    row.refresh_from_db()
    assert row.state == S.CANCELLED


def test_what_was_asked_by_hand_stays_for_whom_no_audience_catches(company, audits):
    row = asked(company, audits)

    night()

    row.refresh_from_db()
    assert row.state == S.ASSIGNED


def test_another_audience_asks_others(company, audits):
    night()
    officers = JobRole.objects.get(code="officer")
    edit_course(actor=company.cast["ines"], course=audits, roles=[officers], kinds=[], units=[])

    done = night(TODAY + ONE_DAY)

    assert (done["released"], done["asked"]) == (3, 2)


def test_a_course_that_is_not_offered_any_more_asks_nobody(company, awr):
    night()
    completed(company, awr, "leo")
    retire_course(actor=company.cast["ines"], course=awr, reason="The successor is there.", on=TODAY)

    done = night(TODAY + ONE_DAY)

    assert (done["released"], Assignment.objects.active().count()) == (12, 0)
    assert set(Assignment.objects.values_list("state", flat=True)) == {S.CANCELLED, S.COMPLETED}


# Renewal.


def test_a_renewal_is_asked_when_its_window_opens(company, awr):
    night()
    done = completed(company, awr, on=date(2026, 1, 29))
    opens = done.valid_until - timedelta(days=45)

    night(opens - ONE_DAY)
    assert active("emma", company, awr).state == S.COMPLETED

    night(opens)
    row = active("emma", company, awr)
    assert (row.state, row.reason, row.due_on, row.completion) == (S.ASSIGNED, R.RENEWAL, done.valid_until, done)


def test_what_is_renewed_counts_no_more(company, awr):
    night()
    completed(company, awr, on=date(2025, 12, 15))

    night()

    old = Assignment.objects.get(person=company.person("emma"), state=S.COMPLETED)
    assert old.released_on == TODAY


def test_a_night_that_was_missed_is_made_up_for(company, awr):
    night()
    completed(company, awr, on=date(2025, 12, 1))

    night(date(2026, 12, 10))

    row = active("emma", company, awr)
    assert (row.reason, row.anchor_on, row.due_on) == (R.RENEWAL, date(2026, 12, 1), date(2026, 12, 17))


def test_a_completion_without_an_end_is_never_renewed(company):
    once = course(company, "ONE", title="Once for all", validity_months=None)
    night()
    completed(company, once)

    night(date(2036, 1, 1))

    assert active("emma", company, once).state == S.COMPLETED


def test_whom_a_valid_completion_covers_has_nothing_to_do(company, awr):
    completed(company, awr, on=date(2026, 9, 1))

    night()

    row = active("emma", company, awr)
    assert row.state == S.COMPLETED
    assert not Notification.objects.filter(user=company.cast["emma"], event__kind="assignment.assigned").exists()


def test_an_outside_proof_settles_what_is_asked(company, awr):
    row = begun(company, awr)

    done = record_completion(
        actor=company.cast["ines"],
        person=row.person,
        course=awr,
        completed_on=date(2026, 11, 2),
        on=TODAY,
        source=Completion.Source.PROOF,
    )

    row.refresh_from_db()
    assert (row.state, row.completion, done.valid_until) == (S.COMPLETED, done, date(2027, 11, 2))


def test_one_that_has_run_out_settles_nothing(company, awr):
    row = begun(company, awr)

    completed(company, awr, on=date(2025, 1, 2))

    row.refresh_from_db()
    assert row.state == S.IN_PROGRESS


# Absences and waivers.


def test_an_absence_moves_the_due_date_behind_the_return(company, awr):
    night()
    record_leave(actor=robot(), person=company.person("emma"), from_on=date(2026, 12, 1), to_on=date(2026, 12, 18))

    done = night(TODAY + ONE_DAY)
    again = night(TODAY + 2 * ONE_DAY)

    assert active("emma", company, awr).due_on == date(2027, 1, 4)  # 2 January is a Saturday
    assert (done["dues_moved"], again["dues_moved"]) == (1, 0)


def test_who_is_away_is_asked_and_has_time_after_the_return(company, awr):
    Leave.objects.create(person=company.person("emma"), from_on=date(2026, 11, 2), to_on=date(2026, 12, 31))

    night()

    assert active("emma", company, awr).due_on == date(2027, 1, 15)


def test_a_waiver_ends_the_day_after_its_last(company, awr):
    night()
    row = active("emma", company, awr)
    waive_course(actor=company.cast["ines"], assignment=row, until=date(2027, 1, 15), reason="Why", on=TODAY)

    night(date(2027, 1, 15))
    row.refresh_from_db()
    assert row.state == S.WAIVED

    night(date(2027, 1, 16))
    row.refresh_from_db()
    assert (row.state, row.due_on) == (S.ASSIGNED, date(2027, 2, 1))


# What it costs.


def test_a_night_costs_the_same_for_one_as_for_many(company, awr, django_assert_max_num_queries):
    night()
    Assignment.objects.filter(person=company.person("emma")).delete()
    with django_assert_max_num_queries(60) as one:
        sweep_training(on=TODAY, zone="Europe/Lisbon")
    Assignment.objects.all().delete()

    with django_assert_max_num_queries(len(one)):
        sweep_training(on=TODAY, zone="Europe/Lisbon")
