"""A press report disputes a supplier, its own letter verified by another person settles it, and the past stays known."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from assurance.models import Supplier
from tests.assurance.supply import said, supplier
from tests.company import TODAY, Company
from tests.journeys.doing import attach, note, send
from tests.journeys.people import People

pytestmark = pytest.mark.journey

DAY = timedelta(days=1)
REPORT = "Sources say that Halcyon is about to halt its shipments."
LETTER = "We have not stopped supplying and do not plan to."


def test_a_press_report_disputes_a_supplier_and_its_own_letter_settles_it(people: People, company: Company) -> None:
    boards = supplier(company)
    said(company, boards, days=-60, verified=True)
    the_officer_records_the_report(people("ines"), boards)
    the_officer_records_the_letter(people("ines"), boards)
    who_recorded_it_does_not_verify_it(people("ines"), boards)
    another_officer_finds_and_verifies_it(people("carla"), boards)
    the_past_stays_known(people("priya"), boards)


def the_officer_records_the_report(page: Page, boards: Supplier) -> None:
    page.goto(boards.get_absolute_url())
    expect(continuity(page)).to_contain_text("Continues")
    record(page, says="Stopped", source="Press", on=-6, quote=REPORT)

    expect(continuity(page)).to_contain_text("Disputed")
    expect(statement(page, REPORT)).to_contain_text("Stands against it")
    expect(statement(page, REPORT)).to_contain_text("Press and hearsay alone are never verified")


def the_officer_records_the_letter(page: Page, boards: Supplier) -> None:
    record(page, says="Continues", source="Supplier, in writing to us", on=-1, quote=LETTER, letter=True)

    expect(statement(page, LETTER)).to_contain_text("Not verified")
    expect(statement(page, LETTER).get_by_role("link", name="letter")).to_be_visible()
    expect(continuity(page)).to_contain_text("Disputed")


def who_recorded_it_does_not_verify_it(page: Page, boards: Supplier) -> None:
    expect(statement(page, LETTER)).to_contain_text("Somebody else has to judge it")
    expect(statement(page, LETTER).get_by_role("link", name="Verify")).to_have_count(0)


def another_officer_finds_and_verifies_it(page: Page, boards: Supplier) -> None:
    page.goto("/my-work/")
    asked = (
        page.get_by_role("row").filter(has_text="Verify the statement on continuity").filter(has_text="Halcyon Boards")
    )
    asked.get_by_role("link").click()
    page.wait_for_load_state()
    statement(page, LETTER).get_by_role("link", name="Verify").click()
    sheet = page.get_by_role("dialog", name="Verify", exact=True)
    sheet.get_by_label("How you know").fill("Called the managing director back.")
    send(sheet, "Verify")

    expect(continuity(page)).to_contain_text("Continues")
    expect(statement(page, LETTER)).to_contain_text("Leads")
    expect(statement(page, LETTER)).to_contain_text("verified by Carla Stone")
    expect(statement(page, REPORT)).to_be_visible()


def the_past_stays_known(page: Page, boards: Supplier) -> None:
    page.goto(boards.get_absolute_url())
    page.get_by_label("As of").fill((TODAY - 3 * DAY).isoformat())
    page.get_by_role("button", name="Show", exact=True).click()
    expect(continuity(page)).to_contain_text("Disputed")
    expect(statement(page, LETTER)).to_have_count(0)

    page.get_by_label("As of").fill((TODAY - 10 * DAY).isoformat())
    page.get_by_role("button", name="Show", exact=True).click()
    expect(continuity(page)).to_contain_text("Continues")

    page.get_by_role("link", name="Show today").click()
    expect(statement(page, LETTER)).to_contain_text("Leads")


def record(page: Page, *, says: str, source: str, on: int, quote: str, letter: bool = False) -> None:
    page.wait_for_load_state()
    page.get_by_role("link", name="Record a statement").click()
    sheet = page.get_by_role("dialog", name="Record a statement", exact=True)
    sheet.get_by_label("Statement", exact=True).select_option(label=says)
    sheet.get_by_label("Source", exact=True).select_option(label=source)
    sheet.get_by_label("Dated").fill((TODAY + on * DAY).isoformat())
    sheet.get_by_label("In its own words").fill(quote)
    if letter:
        attach(sheet, note("letter.txt", quote))
    send(sheet, "Save")
    expect(page.get_by_text("The statement is recorded.")).to_be_visible()


def continuity(page: Page):
    return page.locator("[data-continuity]")


def statement(page: Page, quote: str):
    return page.locator(".statement").filter(has_text=quote)
