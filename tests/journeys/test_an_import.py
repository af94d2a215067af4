"""An officer imports suppliers: downloads nothing, matches columns, looks, mends a line, takes it over, and undoes it."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assurance.models import Supplier
from foundation import jobs
from foundation.models.work import Job
from tests.company import Company
from tests.journeys.people import People
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

HEAD = "Vendor;Country;Category;Criticality;Unit;Owner"
BOARDS = "Aldera Boards;PT;Materials;Critical;Technical services;Samir Haddad"
CABLES = "Brivio Cables;IT;{category};Normal;TS;P-0009"


def test_an_officer_imports_suppliers_and_undoes_it(people: People, company: Company, tmp_path: Path) -> None:
    page = people("ines")

    send(page, tmp_path / "vendors.csv", category="Paint")
    page.get_by_label("Vendor", exact=True).select_option("name")
    sound(page)
    page.get_by_role("button", name="Check the file").click()
    work(page)
    expect(page.get_by_text("“Paint” is none of")).to_be_visible()
    sound(page)
    send(page, tmp_path / "vendors.csv", category="Materials")
    page.get_by_role("button", name="Check the file").click()  # the vendor is read as last time
    work(page)
    page.get_by_role("button", name="Take 2 lines over").click()
    work(page)
    expect(page.get_by_text("What the file changed", exact=True).first).to_be_visible()
    assert Supplier.objects.count() == 2

    page.get_by_label("Reason").fill("It was the list of last year.")
    page.get_by_role("button", name="Undo the import").click()
    work(page)

    expect(page.get_by_text("Undone", exact=True).first).to_be_visible()
    assert not Supplier.objects.exists()


def send(page: Page, file: Path, *, category: str) -> None:
    """From the list of suppliers to the columns of the file."""
    file.write_text("\n".join([HEAD, BOARDS, CABLES.format(category=category)]), encoding="utf-8")
    page.goto(reverse("assurance:suppliers"))
    page.get_by_role("link", name="Import", exact=True).click()
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Send the file").click()
    expect(page.get_by_role("heading", name="Which column is which?")).to_be_visible()


def work(page: Page) -> None:
    """What the worker does meanwhile; then the page is looked at again."""
    expect(page.locator("#job")).to_be_visible()
    for job in Job.objects.filter(state=Job.State.WAITING):
        jobs.run(job.uuid)
    page.reload()
