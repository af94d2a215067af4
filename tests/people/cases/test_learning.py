"""The additional training of a sanction. Source: 2.20."""

from datetime import timedelta

import pytest

from foundation.access import robot
from foundation.models.trail import Event, EventContent
from people.actions import assign_course
from people.cases import actions
from people.cases.models import Sanction
from people.models import Assignment, Course
from tests.cases import decision_day, lead_to
from tests.company import TODAY
from tests.training import course as defined

DAY = decision_day(TODAY) + timedelta(days=40)


@pytest.fixture
def course(company):
    return defined(company, "LOG")


def sanctioned(company, code):
    case = lead_to(company, "sanctioned")
    Sanction.objects.filter(case=case).update(training=code)
    return case


def test_training_is_asked_for_when_the_sanction_is_final(company, cast, course):
    case = sanctioned(company, course.code)
    assert not Assignment.objects.filter(person=cast["sven"].person).exists()

    actions.finalise_case(actor=robot(), case=case, on=DAY)

    asked = Assignment.objects.get(course=course, person=cast["sven"].person)
    assert asked.reason == Assignment.Reason.MANUAL
    said = EventContent.objects.filter(event__in=Event.objects.about(asked))
    assert case.ref not in " ".join(f"{one.summary} {one.details}" for one in said)
    assert not said.exclude(actor=robot()).exists()


def test_an_annulled_decision_asks_for_nothing(company, cast, course):
    case = sanctioned(company, course.code)
    on = decision_day(TODAY)
    actions.lodge_appeal(actor=cast["sven"], case=case, grounds="Unfair.", on=on)
    actions.seat_panel(actor=cast["grace"], case=case, panel=[cast["pia"].person], on=on)

    actions.annul_decision(actor=cast["pia"], case=case, reason="The log was wrong.", on=on)

    assert not Assignment.objects.filter(person=cast["sven"].person).exists()


def test_a_course_that_is_not_offered_stands_in_no_ones_way(company, cast):
    case = sanctioned(company, "GONE")

    actions.finalise_case(actor=robot(), case=case, on=DAY)

    assert case.state == "final"
    assert not Course.objects.filter(code="GONE").exists()


def test_what_a_sanction_asks_for_looks_like_what_an_officer_asks_for(company, cast, course):
    case = sanctioned(company, course.code)
    actions.finalise_case(actor=robot(), case=case, on=DAY)
    assign_course(actor=cast["ines"], course=course, person=cast["emma"].person, on=DAY)

    imposed, ordinary = (told(course, cast[name].person) for name in ("sven", "emma"))

    assert imposed == ordinary
    assert EventContent.objects.get(event__kind="course.asked").actor == cast["ines"]


def told(course, person):
    row = Assignment.objects.get(course=course, person=person)
    events = Event.objects.about(row).order_by("pk").values_list("kind", "content__actor", "content__summary")
    return row.reason, row.due_on, list(events)
