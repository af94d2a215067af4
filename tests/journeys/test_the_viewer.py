"""Evidence looked at from a cell of the matrix, by keyboard alone: pages turned, enlarged, and back to where one was."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assurance.actions import accept_evidence, link_evidence, receive_files, upload_evidence
from assurance.models import Cell, EvidenceVersion
from foundation import files
from foundation.models.trail import Event
from tests.assurance.cells import cell, control, in_force
from tests.company import TODAY, Company
from tests.foundation import drawn
from tests.journeys.people import People
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey


def proof_of(row: Cell, company: Company, folder: Path) -> EvidenceVersion:
    """A report of three pages and a log that prove a cell."""
    bodies = {"report.pdf": drawn.report(folder, "One", "Two", "Three"), "recorder.log": b"session 1\nsession 2\n"}
    kept = receive_files([files.receive([body], name=name) for name, body in bodies.items()])
    facts = {"unit": company.units["TS"], "title": "Recorder test", "as_of": TODAY - timedelta(days=3)}
    version = upload_evidence(actor=company.cast["priya"], kept=kept, **facts)
    link_evidence(actor=company.cast["priya"], version=version, subject=row, purpose="cell")
    return accept_evidence(actor=company.cast["ines"], evidence=version, on=TODAY)


def test_evidence_is_looked_at_from_a_cell_by_keyboard(people: People, company: Company, tmp_path: Path) -> None:
    in_force(company)
    row = cell(company, "MCB-15", control=control(company))
    version = proof_of(row, company, tmp_path)
    page = people("samir")

    the_cell_opens_the_viewer(page)
    pages_are_turned(page)
    it_is_sound(page)
    escape_leads_back_to_the_cell_and_to_the_matrix(page)
    without_scripts_the_same_are_pages(people("samir", scripts=False), row, version)
    assert Event.objects.about(version.evidence).filter(kind="evidence.viewed").count() == 2  # the report and the log


def the_cell_opens_the_viewer(page: Page) -> None:
    page.goto("/assurance/matrix/")
    page.get_by_role("link", name=re.compile("Technical services, MCB-15")).focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="Remote access control and logging")
    sheet.get_by_role("link", name=re.compile("^View")).focus()
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog", name="Recorder test")
    expect(viewer.get_by_text("Page 1 of 3")).to_be_visible()
    expect(viewer.get_by_role("img", name="Picture of page 1 of 3 of report.pdf")).to_be_visible()
    expect(viewer.get_by_text("Sessions are recorded.")).to_be_visible()


def pages_are_turned(page: Page) -> None:
    viewer = page.get_by_role("dialog", name="Recorder test")
    for key, number in (("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2)):
        page.keyboard.press(key)
        expect(viewer.get_by_text(f"Page {number} of 3", exact=True)).to_be_visible()
    drawn_wide = viewer.locator("img.viewer-page").evaluate(
        "async (it) => { await it.decode(); return it.naturalWidth; }"
    )
    assert drawn_wide > 0
    viewer.get_by_role("link", name="Full size").press("Enter")
    expect(viewer.locator("[data-zoom=full]")).to_be_visible()
    viewer.get_by_role("link", name="Fit").press("Enter")
    expect(viewer.locator("[data-zoom=fit]")).to_be_visible()
    viewer.get_by_role("link", name="recorder.log").press("Enter")
    expect(viewer.get_by_text("session 2")).to_be_visible()


def it_is_sound(page: Page) -> None:
    sound(page)


def escape_leads_back_to_the_cell_and_to_the_matrix(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Remote access control and logging")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.sheet")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("Technical services, MCB-15"))).to_be_focused()


def without_scripts_the_same_are_pages(page: Page, row: Cell, version: EvidenceVersion) -> None:
    page.goto(row.get_absolute_url())
    page.get_by_role("link", name=re.compile("^View")).click()
    page.get_by_role("link", name="Page after").click()
    expect(page.get_by_text("Page 2 of 3", exact=True)).to_be_visible()
    page.get_by_role("link", name="Close").click()
    expect(page).to_have_url(re.compile(row.get_absolute_url()))
