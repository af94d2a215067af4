"""Lists as people shape them: views, order, columns and edits of many rows; sound in light and dark, large and small."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from foundation.directory.models import User
from foundation.models.saved import SavedView
from foundation.saved_views import change_view, keep_view
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

INES = "Ines Moreau"


def kept(name: str, query: str, *, shared: str = "nobody") -> SavedView:
    ines = User.objects.get(name=INES)
    facts = {"list_name": "findings", "title": "Findings", "place": reverse("audits:findings")}
    view = keep_view(actor=ines, name=name, query=query, **facts)
    return change_view(actor=ines, view=view, name=name, shared=shared)


@pytest.fixture
def page(personas) -> Page:
    return personas(INES)


def test_a_list_with_views_is_sound_and_keeps_another(page):
    kept("By owner", "sort=owner,-due", shared="everyone")
    page.goto(f"{reverse('audits:findings')}?sort=type,-due&type=major")

    page.get_by_text("Keep this view").click()
    sound(page)
    page.get_by_label("Name", exact=True).fill("Majors")
    page.get_by_role("button", name="Keep", exact=True).click()

    expect(page.get_by_role("link", name="Majors")).to_have_attribute("aria-current", "true")
    expect(page.locator("th .sort-place")).to_have_count(2)


@pytest.mark.parametrize("tool", ["Sort", "Columns"])
def test_the_menus_of_a_list_are_sound(page, tool):
    page.goto(f"{reverse('audits:findings')}?sort=type,-due")

    page.locator("#list-tools").get_by_text(tool, exact=True).click()

    sound(page)


def test_columns_move_and_shift_adds_to_the_order(page):
    page.goto(reverse("audits:findings"))

    page.locator("#list-tools").get_by_text("Columns", exact=True).click()
    page.get_by_role("button", name="Owner further to the front").click()
    page.locator("[data-show]").click()
    expect(page.locator("th").nth(3)).to_contain_text("Owner")
    page.wait_for_load_state()
    page.locator("th").get_by_role("link", name="Type").click(modifiers=["Shift"])

    expect(page.locator("th", has_text="Next due").locator(".sort-place")).to_have_text("1")
    expect(page.locator("th", has_text="Type").locator(".sort-place")).to_have_text("2")


def test_ticked_rows_are_edited_after_a_sound_preview(page):
    page.goto(reverse("assurance:suppliers"))
    boxes = page.locator("input[name=row]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    sound(page)

    page.get_by_role("button", name="Give to another owner").click()
    page.get_by_label("New owner").select_option(index=2)
    page.get_by_role("button", name="Preview").click()

    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    sound(page)


@pytest.mark.parametrize("which", ["all", "one"])
def test_the_pages_of_ones_views_are_sound(page, which):
    view = kept("By owner", "sort=owner,-due", shared="everyone")
    page.goto(reverse("foundation:saved_views") if which == "all" else view.get_absolute_url())

    sound(page)
