"""A visit of a centre from its booking to its end at the host's browser; and every screen of centres, full of rows."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from certifications.models import AuthorisingAuthority, Centre, NeedsAssessment, PublicItem, Visit
from tests.journeys.doing import state, take
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

INES, TOBIAS = "Ines Moreau", "Tobias Lindqvist"


def book(page: Page) -> None:
    """Two people of an operator, in the room that is free, today."""
    page.goto(Centre.objects.get().get_absolute_url())
    page.get_by_role("link", name="Book a visit").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Or for which customer").fill("Telvia")
    sheet.get_by_label("Purpose").fill("Look at the build line")
    sheet.get_by_label("Visitors").fill("Karim Belhaj; Telvia\nNoemi Sandor; Telvia")
    sheet.get_by_label("Host").select_option(label="Zuzana Kral")
    sheet.get_by_label("Room").select_option(label="Demonstration room")
    sheet.get_by_label("From").fill("2026-11-20T14:00")
    sheet.get_by_label("Until").fill("2026-11-20T16:00")
    sheet.get_by_role("button", name="Save").click()


def test_a_visit_is_booked_admitted_and_ended_with_every_device_out(personas):
    ines = personas(INES)
    book(ines)
    expect(state(ines).first).to_have_text("Booked")

    # At the door: the rules, and a device.
    def at_the_door(sheet):
        sheet.get_by_label("Every visitor has read and acknowledged the rules").check()
        sheet.get_by_label("Devices").fill("Notebook; TV-1")

    take(ines, "Admit", at_the_door)
    expect(state(ines).first).to_have_text("Inside")
    expect(ines.get_by_text("Not taken out yet: Notebook TV-1.")).to_be_visible()

    # What is shown stands with its hash; the visit ends once the device is out.
    take(ines, "Note what is shown", lambda sheet: sheet.get_by_label("Build").select_option(index=1))
    expect(ines.locator(".hash")).to_have_count(1)
    take(ines, "A device goes out")
    take(ines, "End the visit", lambda sheet: sheet.get_by_label("Result").fill("They have seen the line."))
    expect(state(ines).first).to_have_text("Ended")
    expect(ines.get_by_text("They have seen the line.").first).to_be_visible()


def test_another_officer_decides_on_a_need_and_the_region_stands_in_the_list(personas):
    ines, row = personas(INES), NeedsAssessment.objects.get(state="submitted")
    ines.goto(row.get_absolute_url())
    take(ines, "Not needed", lambda sheet: sheet.get_by_label("Why").fill("A mobile room will do."))

    ines.goto(reverse("certifications:centres"))

    expect(ines.get_by_text("A mobile room will do.")).to_be_visible()


SCREENS = {
    "centres": (INES, lambda: reverse("certifications:centres")),
    "a centre": (INES, lambda: Centre.objects.get().get_absolute_url()),
    "a proposal": (INES, lambda: reverse("certifications:centre_add")),
    "a booking": (INES, lambda: reverse("certifications:visit_add", args=[Centre.objects.get().uuid])),
    "needs": (INES, lambda: reverse("certifications:assessments")),
    "a need": (INES, lambda: NeedsAssessment.objects.get(unit__code="MEA").get_absolute_url()),
    "a need to write": (INES, lambda: reverse("certifications:assessment_add")),
    "visits": (TOBIAS, lambda: reverse("certifications:visits")),
    "a visit inside": (INES, lambda: Visit.objects.get(state="in_progress").get_absolute_url()),
    "a visit that ended": (TOBIAS, lambda: Visit.objects.filter(state="ended").first().get_absolute_url()),
    "authorities": (INES, lambda: reverse("certifications:authorities")),
    "an authority": (INES, lambda: AuthorisingAuthority.objects.get(country="XA").get_absolute_url()),
    "texts": (INES, lambda: reverse("certifications:items")),
    "a text": (INES, lambda: PublicItem.objects.filter(state="published").first().get_absolute_url()),
    "the page for everybody": (INES, lambda: reverse("certifications:transparency")),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_centres_is_sound(personas, name):
    who, address = SCREENS[name]
    page = personas(who)

    assert page.goto(address()).status == 200
    sound(page)
