"""The screens of management reviews and objectives in the demonstration: sound in both themes and at all sizes."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from assurance.models import ManagementReview, Objective, ReviewInput, ReviewOutcome
from tests.journeys.people import People
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

INES, HELENA, TOBIAS, PAVEL = "Ines Moreau", "Helena Brandt", "Tobias Lindqvist", "Pavel Novak"


def review(state: str) -> str:
    return ManagementReview.objects.get(state=state).get_absolute_url()


def sheet(name: str, state: str = "gathered") -> str:
    return reverse(f"assurance:{name}", args=[ManagementReview.objects.get(state=state).uuid])


def step(name: str) -> str:
    row = ManagementReview.objects.get(state="gathered")
    return reverse("foundation:step", args=["management_review", row.uuid, name])


def note() -> str:
    return reverse(
        "assurance:review_note", args=[ReviewInput.objects.get(topic="issues", review__state="gathered").uuid]
    )


def action(done: bool) -> str:
    rows = ReviewOutcome.objects.actions().filter(done_on__isnull=not done)
    return rows.earliest("due_on").get_absolute_url()


SCREENS: dict[str, tuple[str, Callable[[], str]]] = {
    "the list": (INES, lambda: reverse("assurance:reviews")),
    "no review found": (HELENA, lambda: reverse("assurance:reviews") + "?search=nothing"),
    "a review to plan": (INES, lambda: reverse("assurance:review_plan")),
    "a review in preparation": (INES, lambda: review("gathered")),
    "a plan to change": (INES, lambda: sheet("review_change")),
    "a note to write": (INES, note),
    "an outcome to record": (INES, lambda: sheet("review_outcome_add")),
    "inputs to gather": (INES, lambda: step("gather")),
    "a signed review": (HELENA, lambda: review("signed")),
    "a signed review of a reader": (TOBIAS, lambda: review("signed")),
    "actions": (HELENA, lambda: reverse("assurance:review_actions")),
    "an action that is late": (PAVEL, lambda: action(done=False)),
    "an action that is done": (HELENA, lambda: action(done=True)),
    "objectives": (HELENA, lambda: reverse("assurance:objectives")),
    "an objective": (HELENA, lambda: Objective.objects.get(metric="K-05").get_absolute_url()),
    "an objective to set": (HELENA, lambda: reverse("assurance:objective_set")),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_reviews_is_sound(personas: People, name: str) -> None:
    who, address = SCREENS[name]
    page = personas(who)
    answer = page.goto(address())

    assert answer.status == 200
    sound(page)
