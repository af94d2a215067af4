"""My work with marks on its lines, and the pages of acts on ticked lines: sound in light and dark, large and small."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

INES, SAMIR = "Ines Moreau", "Samir Haddad"


def ticked(personas, act: str, *, who: str = INES, view: str = "", number: int = 3) -> Page:
    """The page of an act on the first lines of a view."""
    page = personas(who)
    page.goto(f"/my-work/?view={view}")
    for box in page.locator("#list tbody input[type=checkbox]").all()[:number]:
        box.check()
    page.locator("[data-bulk-bar]").get_by_role("button", name=act).click()
    page.wait_for_load_state()
    return page


def test_my_work_with_reminders_is_sound(personas):
    page = personas(INES)
    page.goto("/my-work/?view=chasing")

    expect(page.get_by_text("Reminded by you").first).to_be_visible()
    sound(page)


def test_what_is_snoozed_is_sound(personas):
    page = personas(SAMIR)
    page.goto("/my-work/?view=snoozed")

    expect(page.locator("#list")).to_be_visible()
    sound(page)


@pytest.mark.parametrize("act", ["Remind", "Hand on", "Snooze", "Other steps"])
def test_the_page_of_an_act_is_sound(personas, act):
    page = ticked(personas, act)

    expect(page.get_by_role("link", name="Cancel")).to_be_visible()
    sound(page)


def test_lines_are_ticked_by_keys_and_reminded_after_a_preview(personas):
    page = personas(INES)
    page.goto("/my-work/?view=chasing")
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("[data-bulk-count]")).to_have_text("2 selected")
    page.locator("[data-bulk-bar]").get_by_role("button", name="Remind").click()

    expect(page.get_by_text("of 2 would change.")).to_be_visible()
    page.get_by_role("link", name="Cancel").click()
    expect(page).to_have_url(re.compile("view=chasing"))
