"""The life cycle of an assignment line by line: state × step × person. Source: domain 2.7."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from foundation.access import robot
from foundation.approvals import take_step
from foundation.directory.models import Clearance
from foundation.models.trail import Event, Notification
from foundation.refusals import Refused, WrongState
from people.actions import start_course, submit_attempt, unblock_course, waive_course
from people.models import Assignment, Completion
from people.workflows import ASSIGNMENT
from tests.company import CAST, TODAY, grant
from tests.training import NOON, asked, begun, blocked, course, placed

S = Assignment.State
UNTIL = date(2027, 1, 31)
# Emma's course: what each of the cast may take from each state. The head of HQ is her manager by the unit.
OFFERED: dict[str, dict[str, set[str]]] = {
    S.ASSIGNED: {"emma": {"start"}, "ines": {"waive"}, "carla": {"waive"}},
    S.IN_PROGRESS: {"ines": {"waive"}, "carla": {"waive"}},
    S.BLOCKED: {"helena": {"unblock"}},
    S.COMPLETED: {},
    S.WAIVED: {},
    S.CANCELLED: {},
}
CLOCK = {
    S.ASSIGNED: {"recognise", "cancel"},
    S.IN_PROGRESS: {"pass", "fail", "block", "recognise", "cancel"},
    S.BLOCKED: {"recognise", "cancel"},
    S.WAIVED: {"recognise", "ask_again", "cancel"},
}


@pytest.fixture
def awr(company):
    return course(company, clearance="AWR")


@pytest.mark.parametrize("state", S.values)
def test_each_of_the_cast_is_offered_what_the_table_says(company, cast, awr, state):
    row = placed(company, awr, state)

    offered = {
        name: {entry.step.name for entry in ASSIGNMENT.available(row, cast[name], TODAY)} for name in (*CAST, "claire")
    }

    assert {name: steps for name, steps in offered.items() if steps} == OFFERED[state]


@pytest.mark.parametrize("state", S.values)
def test_the_clock_is_offered_its_own_steps(company, awr, state):
    row = placed(company, awr, state)

    offered = {entry.step.name for entry in ASSIGNMENT.available(row, robot(), TODAY)}

    assert CLOCK.get(state, set()) <= offered


@pytest.mark.parametrize("state", S.values)
@pytest.mark.parametrize("step", [step.name for step in ASSIGNMENT.steps])
def test_from_any_other_state_a_step_is_refused(company, awr, state, step):
    row = placed(company, awr, state)
    if state in ASSIGNMENT.step(step).sources:
        return

    with pytest.raises(WrongState):
        ASSIGNMENT.check(row, ASSIGNMENT.step(step), actor=robot(), on=TODAY, reason="Why", given={})


@pytest.mark.parametrize("step", ["pass", "fail", "block", "recognise", "cancel", "ask_again"])
@pytest.mark.parametrize("name", ["emma", "ines", "helena", "adam"])
def test_what_the_house_decides_nobody_takes(company, cast, awr, step, name):
    row = begun(company, awr)

    with pytest.raises(PermissionDenied):
        take_step(actor=cast[name], subject=row, step=step, on=TODAY)


# Start, pass, fail, block.


def test_whom_it_is_asked_of_starts_it(company, cast, awr):
    row = start_course(actor=cast["emma"], assignment=asked(company, awr), on=TODAY)

    assert row.state == S.IN_PROGRESS


def test_nobody_starts_it_for_another(company, cast, awr):
    with pytest.raises(PermissionDenied):
        start_course(actor=cast["samir"], assignment=asked(company, awr), on=TODAY)


def test_a_score_at_the_pass_mark_completes_it(company, cast, awr):
    row = begun(company, awr)

    attempt = submit_attempt(actor=cast["emma"], assignment=row, score=80, at=NOON, on=TODAY)

    row.refresh_from_db()
    done = Completion.objects.get()
    assert (attempt.passed, row.state, row.completion) == (True, S.COMPLETED, done)
    assert (done.score, done.valid_until, done.source, done.version) == (80, date(2027, 11, 20), "course", 1)


def test_who_completes_it_is_cleared_until_the_end(company, cast, awr):
    submit_attempt(actor=cast["emma"], assignment=begun(company, awr), score=100, at=NOON, on=TODAY)

    given = Clearance.objects.get(person=company.person("emma"))
    assert (given.code, given.from_on, given.until) == ("AWR", TODAY, date(2027, 11, 20))
    assert "AWR Security awareness" in given.source


def test_who_serves_notice_completes_it_without_a_clearance(company, cast, awr):
    row = begun(company, awr)
    person = company.person("emma")
    person.left_on = date(2026, 12, 31)
    person.save()

    submit_attempt(actor=cast["emma"], assignment=row, score=100, at=NOON, on=TODAY)

    assert Completion.objects.filter(person=person).exists()
    assert not Clearance.objects.filter(person=person).exists()


def test_below_the_pass_mark_there_is_another_attempt(company, cast, awr):
    row = begun(company, awr)

    submit_attempt(actor=cast["emma"], assignment=row, score=79, at=NOON, on=TODAY)

    row.refresh_from_db()
    assert row.state == S.IN_PROGRESS
    assert Event.objects.filter(kind="assignment.fail").exists()


def test_after_the_last_attempt_it_is_blocked_and_the_manager_hears_of_it(company, cast, awr):
    person = company.person("emma")
    person.manager = company.person("samir")
    person.save()

    row = blocked(company, awr)

    told = Notification.objects.filter(event__kind="assignment.block").values_list("user__name", flat=True)
    assert (row.state, row.attempts.count(), set(told)) == (S.BLOCKED, 3, {"Emma Cole", "Samir Haddad"})


def test_a_blocked_course_takes_no_attempt(company, cast, awr):
    row = blocked(company, awr)

    with pytest.raises(WrongState):
        submit_attempt(actor=cast["emma"], assignment=row, score=100, at=NOON, on=TODAY)


@pytest.mark.parametrize("score", [-1, 101])
def test_a_score_is_a_per_cent(company, cast, awr, score):
    with pytest.raises(ValidationError):
        submit_attempt(actor=cast["emma"], assignment=begun(company, awr), score=score, at=NOON, on=TODAY)


# Unblock.


def test_the_manager_gives_as_many_attempts_again(company, cast, awr):
    row = unblock_course(actor=cast["helena"], assignment=blocked(company, awr), on=TODAY)

    assert row.state == S.IN_PROGRESS
    for _number in range(2):
        submit_attempt(actor=cast["emma"], assignment=row, score=10, at=NOON, on=TODAY)
    submit_attempt(actor=cast["emma"], assignment=row, score=90, at=NOON, on=TODAY)
    row.refresh_from_db()
    assert row.state == S.COMPLETED


def test_the_named_manager_unblocks_without_a_role_of_managers(company, cast, awr):
    person = company.person("emma")
    person.manager = company.person("samir")
    person.save()
    row = blocked(company, awr)

    assert unblock_course(actor=cast["samir"], assignment=row, on=TODAY).state == S.IN_PROGRESS


@pytest.mark.parametrize("name", ["ines", "malik", "omar", "adam", "emma"])
def test_nobody_else_unblocks(company, cast, awr, name):
    row = blocked(company, awr)

    with pytest.raises(PermissionDenied):
        unblock_course(actor=cast[name], assignment=row, on=TODAY)


def test_managers_do_not_unblock_themselves(company, cast, awr):
    row = blocked(company, awr, "helena")

    with pytest.raises(Refused, match="your own course"):
        unblock_course(actor=cast["helena"], assignment=row, on=TODAY)


# Waive.


def test_an_officer_waives_it_until_a_day_for_a_reason(company, cast, awr):
    row = waive_course(
        actor=cast["ines"], assignment=asked(company, awr), until=UNTIL, reason="On a secondment.", on=TODAY
    )

    assert (row.state, row.waived_until, row.waived_because) == (S.WAIVED, UNTIL, "On a secondment.")


def test_a_waiver_needs_a_reason(company, cast, awr):
    with pytest.raises(ValidationError, match="needs a reason"):
        waive_course(actor=cast["ines"], assignment=asked(company, awr), until=UNTIL, reason=" ", on=TODAY)


def test_a_waiver_ends_on_a_day_to_come(company, cast, awr):
    with pytest.raises(Refused, match="a day to come"):
        waive_course(actor=cast["ines"], assignment=asked(company, awr), until=TODAY, reason="Why", on=TODAY)


def test_an_officer_does_not_waive_their_own(company, cast, awr):
    with pytest.raises(Refused, match="your own course"):
        waive_course(actor=cast["ines"], assignment=asked(company, awr, "ines"), until=UNTIL, reason="Why", on=TODAY)


def test_nor_that_of_a_manager_above_them(company, cast, awr):
    below, between = company.person("ines"), company.person("carla")
    below.manager, between.manager = between, company.person("helena")
    below.save()
    between.save()

    with pytest.raises(Refused, match="your own line of managers"):
        waive_course(actor=cast["ines"], assignment=asked(company, awr, "helena"), until=UNTIL, reason="Why", on=TODAY)


def test_but_that_of_a_report(company, cast, awr):
    person = company.person("emma")
    person.manager = company.person("ines")
    person.save()

    row = waive_course(actor=cast["ines"], assignment=asked(company, awr), until=UNTIL, reason="Why", on=TODAY)

    assert row.state == S.WAIVED


@pytest.mark.parametrize("name", ["helena", "emma", "tobias", "adam"])
def test_only_officers_waive(company, cast, awr, name):
    with pytest.raises(PermissionDenied):
        waive_course(actor=cast[name], assignment=asked(company, awr), until=UNTIL, reason="Why", on=TODAY)


def test_an_officer_of_another_region_does_not_waive(company, cast, awr):
    grant(cast["malik"], ("CO", company.units["MEA"]))

    with pytest.raises(PermissionDenied):
        waive_course(actor=cast["malik"], assignment=asked(company, awr), until=UNTIL, reason="Why", on=TODAY)
