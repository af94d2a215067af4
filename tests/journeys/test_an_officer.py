"""An officer closes a gap of the matrix with the owner of the process, and a ticket gets through a gate by a waiver."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from assurance.actions import add_gate, open_pass
from assurance.models import GatePass
from tests.assurance.cells import cell, control, in_force
from tests.company import TODAY, Company
from tests.journeys.doing import a_minute_passes, attach, note, open_step, refused, send, state, take
from tests.journeys.people import People

pytestmark = pytest.mark.journey

PLACE = "Technical services, MCB-15"
SHEET = "Remote access control and logging"


def test_a_gap_of_the_matrix_is_found_and_closed_by_keyboard_and_by_a_second_person(
    people: People, company: Company
) -> None:
    in_force(company)
    cell(company, "MCB-15", control=control(company, "C-15"))
    the_officer_finds_the_gap(people("ines"))
    the_owner_attaches_what_proves_it(people("samir"))
    a_minute_passes()
    the_officer_accepts_it(people("ines"))
    the_matrix_says_so(people("ines"))


def the_officer_finds_the_gap(page: Page) -> None:
    page.goto("/assurance/matrix/")
    page.get_by_role("group", name="Filter by status").get_by_role("link", name=re.compile("^No evidence")).click()
    expect(page).to_have_url(re.compile("status="))
    page.wait_for_load_state()  # before its scripts are there a box leads to a page of its own
    box = page.get_by_role("link", name=re.compile(f"^{PLACE}: No evidence"))
    box.focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name=SHEET)
    expect(sheet).to_contain_text("Nothing accepted proves it yet.")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(box).to_be_focused()


def the_owner_attaches_what_proves_it(page: Page) -> None:
    page.goto("/assurance/matrix/")
    page.get_by_role("link", name=re.compile(f"^{PLACE}")).click()
    page.get_by_role("dialog", name=SHEET).get_by_role("link", name="Attach evidence").click()
    form = page.get_by_role("dialog", name="Attach evidence", exact=True)
    attach(form, note("sessions.txt", "All sessions of November, recorded."))
    send(form, "Save")


def the_officer_accepts_it(page: Page) -> None:
    page.goto("/assurance/evidence/")
    page.get_by_role("link", name=re.compile("^To review")).first.click()
    page.get_by_role("table").get_by_role("link", name=re.compile("sessions", re.IGNORECASE)).first.click()
    page.wait_for_load_state()
    take(page, "Accept")


def the_matrix_says_so(page: Page) -> None:
    page.goto("/assurance/matrix/")
    expect(page.get_by_role("link", name=re.compile(f"^{PLACE}: Fresh"))).to_be_visible()


def test_a_ticket_is_stopped_at_a_gate_and_waived_by_another_person(people: People, company: Company) -> None:
    in_force(company)
    process, rule = company.processes["remote-access"], control(company, "C-16")
    gate = add_gate(actor=company.cast["ines"], process=process, code="G-REMOTE", name="Ticket", controls=[rule])
    row = open_pass(actor=company.cast["samir"], gate=gate, kind="ticket", title="Ticket 26-1502", on=TODAY)
    the_owner_is_stopped_and_asks_for_a_waiver(people("samir"), row)
    the_officer_agrees(people("ines"), row)
    the_waiver_is_on_the_board_and_is_no_pass(people("helena"))


def the_owner_is_stopped_and_asks_for_a_waiver(page: Page, row: GatePass) -> None:
    page.goto(row.get_absolute_url())
    expect(refused(page, "Let it pass").first).to_contain_text("No accepted evidence")

    def fill(sheet: Locator) -> None:
        sheet.get_by_label("Reason").fill("The operator is cut off; the session is watched by two of us.")
        sheet.get_by_label("Waived until").fill((TODAY + timedelta(days=5)).isoformat())

    sheet = open_step(page, "Ask for a waiver")
    assert sheet is not None
    fill(sheet)
    send(sheet, "Ask for it")
    expect(page.get_by_text("Waits for a second person:")).to_be_visible()


def the_officer_agrees(page: Page, row: GatePass) -> None:
    page.goto(row.get_absolute_url())
    page.locator(".callout").get_by_role("link").first.click()
    page.get_by_role("button", name="Approve", exact=True).click()
    page.goto(row.get_absolute_url())
    expect(state(page).first).to_have_text("Waived")


def the_waiver_is_on_the_board_and_is_no_pass(page: Page) -> None:
    page.goto("/board/")
    tile = page.get_by_role("article").filter(has_text="Gate discipline")
    expect(tile).to_contain_text("1 waiver")
    expect(tile).to_contain_text("0 %")
