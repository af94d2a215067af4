"""Management reviews and objectives in the demonstration set."""

import pytest

from assurance.models import ManagementReview, Objective, ReviewOutcome
from assurance.paper.minutes import is_intact
from tests.company import TODAY

pytestmark = pytest.mark.usefixtures("demonstrated")


def test_last_years_review_is_signed_by_its_chair_and_intact_and_the_next_has_its_inputs(db):
    last, coming = ManagementReview.objects.for_page(TODAY).order_by("planned_on")

    assert (last.state, last.signed_by.name, last.prepared_by.name) == ("signed", "Helena Brandt", "Arjun Mehta")
    assert is_intact(last)
    assert (coming.state, coming.cut_off < TODAY < coming.planned_on) == ("gathered", True)
    assert len(coming.inputs.get(topic="actions").rows) == 4


def test_every_topic_of_the_signed_review_is_spoken_of(db):
    last = ManagementReview.objects.signed().get()

    assert [one.topic for one in last.inputs.all() if not one.note.strip()] == []


def test_one_action_is_overdue_and_one_is_still_to_come(db):
    standings = ReviewOutcome.objects.actions().with_standing(TODAY).values_list("standing", flat=True)

    assert sorted(standings) == ["done", "done", "late", "open"]


def test_the_figures_of_the_next_review_are_those_of_its_cut_off(db):
    coming = ManagementReview.objects.get(state="gathered")
    corrective = {one["id"]: one for one in coming.inputs.get(topic="corrective").figures}

    assert corrective["K-05"]["denominator"] > 0
    assert corrective["K-07"]["value"] is None
    assert {"path": ["major", "n"], "value": 4} in corrective["K-07"]["parts"]


def test_each_objective_has_readings_up_to_the_day_and_stands_somewhere(db):
    rows = Objective.objects.with_standing(TODAY)

    assert rows.count() == 6
    assert {row.measured_on for row in rows} == {TODAY}
    assert {row.standing for row in rows} == {"on_target", "on_the_way"}
