"""A guiding document: written by one, approved by another, in effect on its day, then withdrawn under a control."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from assurance.actions import add_control, set_guidance
from assurance.models import Control, Document
from foundation import sweeps
from tests.company import TODAY, Company
from tests.journeys.clock import Clock
from tests.journeys.doing import refused, state, take
from tests.journeys.people import People

pytestmark = pytest.mark.journey

START = TODAY + timedelta(days=7)


def test_a_document_takes_effect_and_its_withdrawal_leaves_a_control_without_guidance(
    people: People, company: Company, clock: Clock
) -> None:
    document = the_officer_adds_a_document(people("ines"))
    the_owner_writes_and_submits(people("samir"), document, "spec-1.txt", "First version")
    the_author_cannot_approve(people("samir"), document)
    the_officer_approves(people("ines"), document, TODAY)
    control = it_guides_a_control(company, document)
    the_owner_writes_and_submits(people("samir"), document, "spec-2.txt", "Consent for each session")
    the_officer_approves(people("ines"), document, START)
    it_counts_from_its_day(people, document, clock)
    the_reader_sees_the_new_one_alone(people("emma"), document)
    the_officer_withdraws(people("ines"), document)
    the_control_is_without_guidance(people("ines"), people("samir"), control)


def the_officer_adds_a_document(page: Page) -> Document:
    page.goto("/assurance/documents/add/")
    form = page.locator("main form")
    form.get_by_label("Number").fill("TS-SPEC-031")
    form.get_by_label("Title").fill("Remote access to customer networks")
    form.get_by_label("Kind").select_option(label="Technical specification")
    form.get_by_label("Unit", exact=True).select_option(label="Technical services")
    form.get_by_label("Owner").select_option(label="Samir Haddad")
    form.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("Write its first version.")).to_be_visible()
    return Document.objects.get(number="TS-SPEC-031")


def the_owner_writes_and_submits(page: Page, document: Document, name: str, note: str) -> None:
    page.goto(f"{document.get_absolute_url()}version/")
    form = page.locator("main form")
    form.get_by_label("What changed").fill(note)
    form.get_by_label("This changes what people have to do").check()
    text = f"{note}: a session opens with consent.".encode()
    form.locator("input[type=file]").set_input_files([{"name": name, "mimeType": "text/plain", "buffer": text}])
    form.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("The draft is there.")).to_be_visible()
    take(page, "Submit for review")


def the_author_cannot_approve(page: Page, document: Document) -> None:
    page.goto(document.get_absolute_url())

    expect(refused(page, "Approve")).to_contain_text("You wrote this version.")


def the_officer_approves(page: Page, document: Document, day: object) -> None:
    def fill(sheet: Locator) -> None:
        sheet.get_by_label("In effect from").fill(str(day))

    page.goto(document.get_absolute_url())
    take(page, "Approve", fill)

    expect(state(page)).to_have_text("In effect")


def it_guides_a_control(company: Company, document: Document) -> Control:
    ines, facts = company.cast["ines"], {"statement": "Sessions are recorded.", "kind": "detective"}
    owner = company.person("samir")
    control = add_control(actor=ines, on=TODAY, unit=company.units["TS"], code="C-15", owner=owner, **facts)
    return set_guidance(actor=ines, control=control, documents=[document])


def it_counts_from_its_day(people: People, document: Document, clock: Clock) -> None:
    page = people("ines")
    page.goto(document.get_absolute_url())
    expect(page.locator(".page-head")).to_contain_text("Version 1.0 since 20 Nov 2026")

    clock.go_to(START)
    sweeps.run_due(timezone.now())

    page = people("ines")
    page.goto(document.get_absolute_url())
    expect(page.locator(".page-head")).to_contain_text("Version 2.0 since 27 Nov 2026")
    expect(page.get_by_text("20 Nov 2026 to 26 Nov 2026")).to_be_visible()


def the_reader_sees_the_new_one_alone(page: Page, document: Document) -> None:
    page.goto(document.get_absolute_url())

    expect(page.get_by_role("region", name="Versions")).to_contain_text("Version 2.0")
    expect(page.get_by_role("region", name="Versions")).not_to_contain_text("Version 1.0")


def the_officer_withdraws(page: Page, document: Document) -> None:
    page.goto(document.get_absolute_url())
    take(page, "Withdraw", lambda sheet: sheet.get_by_label("Reason").fill("Nobody works by it any more."))

    expect(state(page)).to_have_text("Withdrawn")


def the_control_is_without_guidance(officer: Page, owner: Page, control: Control) -> None:
    officer.goto(control.get_absolute_url())
    expect(officer.get_by_text("counts as no control")).to_be_visible()

    owner.goto("/notifications/")
    expect(owner.get_by_role("paragraph").filter(has_text="Without guidance: TS-SPEC-031")).to_be_visible()
