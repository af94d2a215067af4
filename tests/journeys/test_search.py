"""Search and the palette by keyboard alone, and how they look with rows: light and dark, large and small."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

INES, PRIYA, MINA = "Ines Moreau", "Priya Raman", "Mina Osei"
OPTION = "#palette [role=option]"


@pytest.fixture
def page(personas) -> Page:
    page = personas(INES)
    page.goto("/my-work/")
    return page


def typed(page: Page, text: str) -> None:
    """Opens the palette, types, and waits for what came for it."""
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-text")).to_be_focused()
    expect(page.locator(OPTION).first).to_be_visible()
    page.keyboard.type(text)
    expect(page.locator("#palette-search")).to_contain_text(f"“{text}”")


def test_control_k_goes_to_a_record_by_its_reference(page):
    typed(page, "A-2026-14")
    expect(page.locator(f"{OPTION}[aria-selected=true]")).to_have_count(1)
    places = page.locator(OPTION).evaluate_all("all => all.map(one => one.querySelector('.ref')?.textContent)")
    for _step in range(places.index("A-2026-14")):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/audits/[0-9a-f-]{36}/$"))
    expect(page.locator("h1")).to_be_visible()


def test_the_field_names_the_suggestion_one_stands_on(page):
    typed(page, "evidence")
    field = page.locator("#palette-text")
    first = field.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowDown")
    second = field.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowUp")

    assert first != second
    expect(field).to_have_attribute("aria-activedescendant", first)
    expect(page.locator(f"#{first}")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#spoken")).to_have_text(re.compile(r"\d+ suggestions"))


def test_escape_closes_the_palette_and_the_focus_is_where_it_was(page):
    start = page.get_by_role("link", name="My work")
    start.focus()
    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("#palette")).to_be_hidden()
    expect(start).to_be_focused()


def test_an_auditor_goes_to_log_a_finding(personas):
    page = personas(PRIYA)
    page.goto("/my-work/")
    typed(page, "log finding A-2026-14")
    expect(page.locator(f"{OPTION}[aria-selected=true]")).to_contain_text("Log a finding in A-2026-14")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/fieldwork/"))


def test_a_slash_goes_to_the_field_and_enter_to_the_page(page):
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("remote")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=remote"))
    page.wait_for_load_state()  # before its scripts are there no key is heard
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("Enter")

    expect(page).not_to_have_url(re.compile("/search/"))


def test_the_palette_is_sound(page):
    page.keyboard.press("Control+k")
    expect(page.locator(OPTION).first).to_be_visible()
    sound(page)
    page.keyboard.type("audit")
    expect(page.locator("#palette-search")).to_contain_text("“audit”")
    sound(page)


@pytest.mark.parametrize(
    "query", ["", "?q=audit", "?q=audit&kind=finding&after=2026-01-01", "?q=aduit", "?q=nothingofthiskind"]
)
def test_the_page_is_sound(page, query):
    page.goto(f"/search/{query}")

    expect(page.locator("h1")).to_have_text("Search")
    sound(page)


def test_an_employee_finds_what_is_theirs(personas):
    page = personas(MINA)
    page.goto("/search/?q=remote")

    expect(page.locator("main")).to_contain_text("Search")
    sound(page)
