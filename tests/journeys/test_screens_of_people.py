"""The screens of one's own page, of teams and of how training stands: sound in both themes and at all sizes."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.people import People
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

MINA, YUKI, HELENA = "Mina Osei", "Yuki Tanabe", "Helena Brandt"
SCREENS = {
    "home": (MINA, lambda: reverse("people:own_page")),
    "home of a manager": (HELENA, lambda: reverse("people:own_page")),
    "my team": (YUKI, lambda: reverse("people:team")),
    "my team, who is late": (HELENA, lambda: f"{reverse('people:team')}?standing=expired&standing=overdue"),
    "no team": (MINA, lambda: reverse("people:team")),
    "the matrix by job": (HELENA, lambda: reverse("people:training_matrix")),
    "the matrix by region": (HELENA, lambda: f"{reverse('people:training_matrix')}?by=region&course=AWR"),
    "the matrix of nobody": (HELENA, lambda: f"{reverse('people:training_matrix')}?role=none"),
    "training by person": (HELENA, lambda: f"{reverse('people:training_people')}?standing=overdue"),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_people_is_sound(personas: People, name: str) -> None:
    who, address = SCREENS[name]
    page = personas(who)
    answer = page.goto(address())

    assert answer.status == 200
    sound(page)


def test_a_manager_reminds_by_one_click(personas: People) -> None:
    page = personas(YUKI)
    page.goto(f"{reverse('people:team')}?standing=expired")

    page.get_by_role("button", name="Remind Mina Osei").click()

    expect(page.get_by_text("Mina Osei has been reminded.")).to_be_visible()
    expect(page.get_by_text("Reminded lately")).to_be_visible()
    assert "standing=expired" in page.url
