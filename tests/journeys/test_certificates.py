"""An officer reads the portfolio by keyboard; its screens are sound in both themes, at all sizes, and read as a list."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.journeys.people import People
from tests.journeys.soundness import SMALL, sound

pytestmark = pytest.mark.journey

INES, HELENA, MINA, SAMIR = "Ines Moreau", "Helena Brandt", "Mina Osei", "Samir Haddad"
PORTFOLIO = reverse("certifications:certificates")


def test_an_officer_finds_what_is_in_danger_by_keyboard(personas: People) -> None:
    page = personas(INES)
    page.goto(reverse("foundation:my_work"))
    page.wait_for_load_state()
    page.keyboard.press("g")
    page.keyboard.press("c")

    expect(page.get_by_role("heading", name="Certificates", level=1)).to_be_visible()
    the_timeline_reads_as_a_list(page)
    the_table_opens_with_one_key(page)
    a_number_leads_to_exactly_its_rows(page)
    a_danger_leads_to_its_certificate(page)


def the_timeline_reads_as_a_list(page: Page) -> None:
    lanes = page.get_by_role("list", name=re.compile("^Validity of certificates")).get_by_role("listitem")
    expect(lanes).to_have_count(10)
    expect(lanes.first).to_contain_text("25 days left")
    expect(lanes.first.get_by_role("img", name=re.compile("C-02 critical from 15 Nov 2026"))).to_be_visible()


def the_table_opens_with_one_key(page: Page) -> None:
    page.get_by_text("Show as table").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name=re.compile("C-06 ISO 22301.*11 Oct 2026, 11 Apr 2027"))).to_be_visible()


def a_number_leads_to_exactly_its_rows(page: Page) -> None:
    page.get_by_role("link", name="3 end by then").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-row]")).to_have_count(3)
    page.get_by_role("link", name="1 suspended").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-row]")).to_have_count(1)
    page.get_by_role("link", name=re.compile("^Standing on the day: suspended")).focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-row]")).to_have_count(12)


def a_danger_leads_to_its_certificate(page: Page) -> None:
    danger = page.get_by_role("region", name="What is in danger")
    danger.get_by_role("link", name="C-07 ISO/IEC 27001").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("C-07 MEA delivery"), level=1)).to_be_visible()


SCREENS = {
    "the portfolio": (INES, PORTFOLIO),
    "the portfolio over six years": (INES, f"{PORTFOLIO}?span=cycles"),
    "what ends soon": (INES, f"{PORTFOLIO}?ends=90"),
    "nothing of the kind": (INES, f"{PORTFOLIO}?standing=breach"),
    "the portfolio for the manager": (HELENA, PORTFOLIO),
    "the portfolio for an owner": (SAMIR, PORTFOLIO),
    "the list for an employee": (MINA, PORTFOLIO),
    "the board with certificates": (HELENA, reverse("foundation:board")),
    "my work with certificates": (INES, reverse("foundation:my_work")),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_certificates_is_sound(personas: People, name: str) -> None:
    who, address = SCREENS[name]
    page = personas(who)
    answer = page.goto(address)

    assert answer is not None
    assert answer.status == 200
    sound(page)


def test_on_a_phone_every_lane_has_its_words_above_its_bar(personas: People) -> None:
    page = personas(INES)
    page.set_viewport_size(SMALL)
    page.goto(PORTFOLIO)
    lane = page.get_by_role("list", name=re.compile("^Validity of certificates")).get_by_role("listitem").first

    name, bar = lane.get_by_role("link").bounding_box(), lane.get_by_role("img").first.bounding_box()
    assert name is not None
    assert bar is not None
    assert name["y"] + name["height"] <= bar["y"]
    assert bar["width"] > 290
