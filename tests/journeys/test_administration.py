"""The screens of the administration hold for everybody, also as sheets over their lists."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from foundation.directory.models import Calendar, Person, Unit, User
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

DARIO, INES = "Dario Keller", "Ines Moreau"
SCREENS = {
    "units": (DARIO, lambda: reverse("directory:units")),
    "unit": (DARIO, lambda: Unit.objects.get(code="HQ").get_absolute_url()),
    "unit to add": (DARIO, lambda: reverse("directory:unit_add")),
    "sites": (DARIO, lambda: reverse("directory:sites")),
    "calendars": (DARIO, lambda: reverse("directory:calendars")),
    "calendar": (INES, lambda: Calendar.objects.first().get_absolute_url()),
    "people": (DARIO, lambda: reverse("directory:people")),
    "person": (INES, lambda: Person.objects.get(number="P-0012").get_absolute_url()),
    "accounts": (DARIO, lambda: reverse("directory:accounts")),
    "account": (DARIO, lambda: User.objects.get(person__number="P-0012").get_absolute_url()),
    "role": (
        DARIO,
        lambda: reverse("directory:role_propose", args=[User.objects.get(person__number="P-0012").uuid]) + "?role=LA",
    ),
    "roles": (INES, lambda: reverse("directory:roles")),
    "clearances": (INES, lambda: reverse("directory:clearances")),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_the_administration_is_sound(personas, name):
    who, address = SCREENS[name]
    page = personas(who)

    assert page.goto(address()).status == 200
    sound(page)


@pytest.mark.parametrize(("place", "link"), [("units", "Add a unit"), ("people", "Add a person")])
def test_a_refused_sheet_over_a_list_is_sound(personas, place, link):
    page = personas(DARIO)
    page.goto(reverse(f"directory:{place}"))
    page.wait_for_load_state()
    page.get_by_role("link", name=link, exact=True).click()
    sheet = page.locator("#sheet dialog")
    expect(sheet).to_be_visible()
    sheet.locator("button[type=submit]").click()

    expect(sheet.locator("[data-refused]").first).to_be_visible()
    sound(page)
