"""The screens of recognition, as full as the demonstration makes them: sound in both themes and at all sizes."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from people.models import Nomination
from tests.journeys.people import People
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

MINA, INES, HELENA = "Mina Osei", "Ines Moreau", "Helena Brandt"


def titled(title: str) -> str:
    return Nomination.objects.get(title=title).get_absolute_url()


SCREENS = {
    "the wall": (MINA, lambda: reverse("people:wall")),
    "the wall, narrowed": (MINA, lambda: reverse("people:wall") + "?kind=training&year=2026"),
    "one's own": (MINA, lambda: reverse("people:my_nominations")),
    "a new nomination": (MINA, lambda: reverse("people:nomination_add")),
    "one of the wall": (MINA, lambda: titled("Thirty suppliers, one question answered")),
    "what waits": (INES, lambda: reverse("people:nominations")),
    "awards by unit": (INES, lambda: reverse("people:awards")),
    "one for the highest award": (HELENA, lambda: titled("A night shift for the whole region")),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_recognition_is_sound(personas: People, name: str) -> None:
    who, address = SCREENS[name]
    page = personas(who)
    answer = page.goto(address())

    assert answer.status == 200
    sound(page)


def test_somebody_named_agrees_on_their_own_page(personas: People) -> None:
    page = personas(MINA)
    page.goto(reverse("people:my_nominations"))

    page.get_by_role("link", name="Agree to be shown").click()
    page.get_by_role("dialog").get_by_role("button", name="Agree to be shown").click()

    expect(page.get_by_text("Agree to be shown: done.")).to_be_visible()
    assert Nomination.objects.get(title="One reviewer, one evening, one key").shares.get().consent == "given"
