"""The whole keyboard: help, places, lists, and where the focus is."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

OUTLINED = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""

# Whether a sheet was modal before anything else could happen after it was put into the page.
WATCHED = """() => {
  window.takesKeys = [];
  const sheet = document.getElementById("sheet");
  new MutationObserver(() => {
    const dialog = sheet.querySelector("dialog");
    dialog && window.takesKeys.push(dialog.matches(":modal"));
  }).observe(sheet, { childList: true });
}"""


@pytest.fixture
def page(personas) -> Page:
    page = personas("Ines Moreau")
    page.goto("/my-work/")
    return page


def in_the_field(personas) -> Page:
    """Priya at the fieldwork of an audit."""
    page = personas("Priya Raman")
    page.goto("/audits/")
    page.get_by_role("link", name=re.compile("A-2026-14")).first.click()
    page.get_by_role("link", name="Fieldwork", exact=True).click()
    page.wait_for_load_state()
    return page


def test_the_question_mark_opens_the_keys_and_escape_closes_them(page):
    start = page.get_by_role("link", name="My work")
    start.focus()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("#keys")).to_be_hidden()
    expect(start).to_be_focused()


def test_escape_closes_a_sheet_and_the_focus_is_where_it_was(personas):
    page = in_the_field(personas)
    page.keyboard.press("f")
    expect(page.get_by_role("dialog", name="Log a finding")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("dialog.sheet")).to_have_count(0)
    expect(page.get_by_role("link", name="Log finding")).to_be_focused()


def test_a_sheet_takes_keys_from_the_moment_it_stands_in_the_page(personas):
    page = in_the_field(personas)
    page.evaluate(WATCHED)
    page.keyboard.press("f")
    expect(page.get_by_role("dialog", name="Log a finding")).to_be_visible()

    assert page.evaluate("window.takesKeys") == [True]


@pytest.mark.parametrize("letter", ["b", "m"])
def test_g_and_a_letter_goes_to_a_place(page, letter):
    place = page.locator(f"[data-go={letter}]").get_attribute("href")
    page.goto("/me/")
    page.keyboard.press("g")
    page.keyboard.press(letter)

    expect(page).to_have_url(re.compile(f"{place}$"))


def test_every_place_has_a_letter_of_its_own(page):
    letters = [link.get_attribute("data-go") for link in page.locator("[data-go]").all()]

    assert len(letters) == len(set(letters)) > 5


def test_j_and_enter_open_the_first_row(page):
    row = page.locator("tbody a[href]").first
    address = row.get_attribute("href")
    page.keyboard.press("j")
    expect(row).to_be_focused()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(f"{re.escape(address)}$"))


def test_whoever_tabs_sees_where_they_are(page):
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(OUTLINED))

    assert all(seen), seen


def test_the_first_tab_offers_the_way_past_the_navigation(page):
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()
