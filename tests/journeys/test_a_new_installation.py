"""An empty installation after `manage.py bootstrap`, taken by page alone to its first scheduled audit."""

import io
import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from audits.models import Audit
from foundation.models.trail import Event
from tests.foundation.door import code_of
from tests.journeys.clock import Clock
from tests.journeys.doing import a_minute_passes
from tests.journeys.people import People, by_password
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

ADMIN, OFFICER = "adam@meridane.example", "ines@meridane.example"
ANSWERS = {
    "organisation": "Meridane Networks",
    "zone": "Europe/Lisbon",
    "admin_name": "Adam Root",
    "admin_email": ADMIN,
    "officer_name": "Ines Moreau",
    "officer_email": OFFICER,
}
PASSWORD = "four ships, five bells"
AUDIT_DAY = date(2026, 12, 8)
DEPARTMENTS = (("Technical services", "TS"), ("Internal audit", "IA"))
HOLIDAYS: FilePayload = {
    "name": "portugal.ics",
    "mimeType": "text/calendar",
    "buffer": "\r\n".join(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Example//EN",
            "BEGIN:VEVENT",
            "DTSTART;VALUE=DATE:20201225",
            "RRULE:FREQ=YEARLY",
            "SUMMARY:Christmas",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "DTSTART;VALUE=DATE:20261207",
            "SUMMARY:Bridge day",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "DTSTART:20261210T090000Z",
            "SUMMARY:Works meeting",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        )
    ).encode(),
}


class Newcomers(People):
    """People in browsers of their own who are not signed in by the test: they come in by the links they get."""

    def browser_of(self, name: str) -> Page:
        page = self.nobody()
        self.seats[name, True] = self.seats.pop(("nobody", True))
        return page


@pytest.fixture
def newcomers(browser: Browser, house: LiveServer, clock: Clock) -> Iterator[Newcomers]:
    newcomers = Newcomers(browser, house.url, clock, by_password)
    yield newcomers
    newcomers.settle()
    newcomers.leave()


def test_an_empty_installation_is_taken_to_its_first_audit_by_page_alone(newcomers: Newcomers) -> None:
    links = bootstrapped()
    admin, officer = newcomers.browser_of("adam"), newcomers.browser_of("ines")
    the_administrator_comes_in(admin, links[ADMIN])
    the_officer_comes_in(officer, links[OFFICER])

    holidays_come_out_of_a_file(admin)
    the_tree_is_grown(admin)
    a_site_is_added(admin)
    for person in (
        ("Samir Haddad", "TS-1", "samir", "Technical services", "Head of service"),
        ("Tobias Lindqvist", "IA-1", "tobias", "Internal audit", "Auditor"),
    ):
        somebody_is_added(admin, *person)
    somebody_answers_for_the_region(admin)
    owner = somebody_gets_an_account(admin, newcomers, "Samir Haddad", "samir")
    lead = somebody_gets_an_account(admin, newcomers, "Tobias Lindqvist", "tobias")
    roles_are_granted_by_two_people(admin, officer)
    a_process_gets_its_owner(officer)

    the_lead_is_qualified(officer)

    the_owner_sees_the_process(owner)
    the_lead_schedules_an_audit(lead)

    audit = Audit.objects.get()
    assert (audit.lead.name, audit.planned_start, audit.unit.name) == (
        "Tobias Lindqvist",
        AUDIT_DAY,
        "Technical services",
    )
    assert [framework.code for framework in audit.frameworks.all()] == ["ISO27001-2022"]
    assert {
        "unit.added",
        "calendar.holidays_added",
        "site.added",
        "person.added",
        "account.opened",
        "account.invited",
        "approval.asked",
        "approval.given",
        "role.granted",
        "process.added",
    } <= set(Event.objects.values_list("kind", flat=True))


def bootstrapped() -> dict[str, str]:
    """The links on which administrator and officer set their passwords."""
    told = io.StringIO()
    call_command("bootstrap", stdout=told, **ANSWERS)
    links = re.findall(r"https?://[^/\s]+(/accounts/\S+)", told.getvalue())
    return dict(zip((ADMIN, OFFICER), links, strict=True))


def press(place: Page | Locator, button: str) -> None:
    place.get_by_role("button", name=button, exact=True).click()


def sheet_of(page: Page, link: str) -> Locator:
    """The sheet that a link of the page opens."""
    page.wait_for_load_state()  # before its scripts are there a link leads to a page of its own
    page.get_by_role("link", name=link, exact=True).first.click()
    sheet = page.locator("#sheet dialog")
    expect(sheet).to_be_visible()
    return sheet


def done(page: Page, words: str) -> None:
    expect(page.get_by_text(words)).to_be_visible()


def sets_password(page: Page, link: str, button: str) -> None:
    page.goto(link)
    page.get_by_label("New password", exact=True).or_(page.get_by_label("Password", exact=True)).first.fill(PASSWORD)
    page.locator("input[type=password]").nth(1).fill(PASSWORD)
    press(page, button)


def signs_in(page: Page, email: str) -> None:
    cache.clear()  # the counters of tried sign-ins
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")


def the_administrator_comes_in(page: Page, link: str) -> None:
    """An administrator needs a second factor before anything else."""
    sets_password(page, link, "Set password")
    signs_in(page, ADMIN)
    page.get_by_role("link", name="Set up the app").click()
    page.get_by_text("The picture cannot be scanned?").click()
    page.get_by_label("Code").fill(code_of(page.locator("code.mono").inner_text()))
    press(page, "Finish")
    page.goto("/administration/")
    expect(page.get_by_role("link", name=re.compile("^Units"))).to_be_visible()


def the_officer_comes_in(page: Page, link: str) -> None:
    sets_password(page, link, "Set password")
    signs_in(page, OFFICER)
    expect(page.get_by_role("link", name="My work")).to_be_visible()


def holidays_come_out_of_a_file(page: Page) -> None:
    page.goto("/administration/calendars/")
    sheet = sheet_of(page, "Add a calendar")
    sheet.get_by_label("Name").fill("Portugal")
    sheet.get_by_label("Code").fill("PT")
    press(sheet, "Add the calendar")
    done(page, "The calendar is added.")
    page.get_by_role("link", name="Import a file").click()
    page.locator("input[type=file]").set_input_files(HOLIDAYS)
    press(page, "Read the file")
    expect(page.get_by_role("heading", name="8 days will be added")).to_be_visible()
    expect(page.get_by_text("It has a time of day; a holiday is a whole day.")).to_be_visible()
    press(page, "Add 8 days")
    done(page, "8 holidays are added.")


def the_tree_is_grown(page: Page) -> None:
    page.goto("/administration/units/")
    expect(page.get_by_text("without an accountable officer")).to_be_visible()
    add_unit(page, "Headquarters", "HQ", "Region", "Meridane Networks")
    for name, code in DEPARTMENTS:
        page.goto("/administration/units/")
        add_unit(page, name, code, "Department", "Headquarters")
    sound(page)


def add_unit(page: Page, name: str, code: str, kind: str, below: str) -> None:
    sheet = sheet_of(page, "Add a unit")
    choose(sheet.get_by_label("Below"), below)
    sheet.get_by_label("Name").fill(name)
    sheet.get_by_label("Code").fill(code)
    sheet.get_by_label("Kind").select_option(label=kind)
    sheet.get_by_label("Time zone").select_option("Europe/Lisbon")
    sheet.get_by_label("Holiday calendar").select_option(label="Portugal")
    press(sheet, "Add the unit")
    done(page, "The unit is added.")


def a_site_is_added(page: Page) -> None:
    page.goto("/administration/sites/")
    sheet = sheet_of(page, "Add a site")
    sheet.get_by_label("Name").fill("Lisbon office")
    sheet.get_by_label("Code").fill("LIS")
    sheet.get_by_label("Kind").select_option(label="Office")
    sheet.get_by_label("Country").fill("pt")
    press(sheet, "Add the site")
    done(page, "The site is added.")


def somebody_is_added(page: Page, name: str, number: str, address: str, unit: str, job: str) -> None:
    page.goto("/administration/people/")
    sheet = sheet_of(page, "Add a person")
    sheet.get_by_label("Name").fill(name)
    sheet.get_by_label("Personnel number").fill(number)
    sheet.get_by_label("Work e-mail").fill(f"{address}@meridane.example")
    choose(sheet.get_by_label("Unit"), unit)
    sheet.get_by_label("Job").fill(job)
    sheet.get_by_label("Started on").fill("2024-01-08")
    press(sheet, "Add the person")
    done(page, "The person is added.")


def choose(field: Locator, words: str) -> None:
    """The option of these words, however deep it stands in the tree."""
    texts = field.locator("option").all_inner_texts()
    field.select_option(label=next(one for one in texts if one.strip() == words))


def somebody_answers_for_the_region(page: Page) -> None:
    page.goto("/administration/units/")
    page.get_by_role("link", name="Headquarters", exact=True).click()
    sheet = sheet_of(page, "Edit")
    for field in ("Accountable officer", "Security officer"):
        choose(sheet.get_by_label(field), "Adam Root (SETUP-1)")
    press(sheet, "Save")
    done(page, "Saved.")
    sound(page)


def somebody_gets_an_account(admin: Page, newcomers: Newcomers, name: str, address: str) -> Page:
    """The administrator opens it; its owner follows the link in the mail and is inside, with no right yet."""
    admin.goto("/administration/people/")
    admin.get_by_role("link", name=name, exact=True).click()
    press(sheet_of(admin, "Open an account"), "Open the account")
    done(admin, "The account is open. Propose a role for it next.")
    a_minute_passes()
    letter = next(sent.body for sent in mail.outbox if sent.to == [f"{address}@meridane.example"])
    page = newcomers.browser_of(address)
    link = re.search(r"https?://[^/\s]+(/accounts/invitation/\S+)", letter)
    assert link is not None, letter
    sets_password(page, link.group(1), "Set password and sign in")
    expect(page.get_by_role("button", name="Sign out")).to_be_attached()
    return page


def roles_are_granted_by_two_people(admin: Page, officer: Page) -> None:
    wanted = (
        ("Tobias Lindqvist", "Lead auditor", "Meridane Networks"),
        ("Samir Haddad", "Process owner", "Technical services"),
    )
    for name, role, unit in wanted:
        admin.goto("/administration/accounts/")
        admin.get_by_role("link", name=name, exact=True).click()
        admin.get_by_role("link", name="Propose a role").click()
        expect(admin.get_by_role("heading", name="Propose a role")).to_be_visible()
        admin.wait_for_load_state()
        admin.get_by_label("Role", exact=True).select_option(label=role)
        choose(admin.get_by_label("On this unit and everything below it"), unit)
        expect(admin.get_by_role("heading", name=f"What “{role}” can do")).to_be_visible()
        admin.get_by_label("Reason").fill("Named by the board.")
        press(admin, "Propose it")
        done(admin, "Proposed. A compliance officer decides.")
    sound(admin)
    for _name, role, _unit in wanted:
        officer.goto("/approvals/")
        officer.get_by_role("link", name=re.compile(role)).first.click()
        press(officer, "Approve")
        done(officer, "Decided: Role")


def a_process_gets_its_owner(officer: Page) -> None:
    officer.goto("/assurance/processes/")
    sheet = sheet_of(officer, "Add a process")
    sheet.get_by_label("Name").fill("Remote access")
    sheet.get_by_label("Code").fill("REMOTE")
    sheet.get_by_label("Area").select_option(label="Technical services")
    sheet.get_by_label("Unit", exact=True).select_option(label="Technical services")
    sheet.get_by_label("Owner").select_option(label="Samir Haddad")
    press(sheet, "Save")
    done(officer, "The process Remote access is added.")


def the_lead_is_qualified(officer: Page) -> None:
    officer.goto("/audits/auditors/")
    sheet = sheet_of(officer, "Note a qualification")
    sheet.get_by_label("Person").select_option(label="Tobias Lindqvist")
    sheet.get_by_label("Framework").select_option(label="ISO/IEC 27001:2022")
    sheet.get_by_label("Grade").select_option(label="Lead auditor")
    sheet.get_by_label("Valid until").fill("2029-12-31")
    press(sheet, "Save")
    done(officer, "The qualification of Tobias Lindqvist is noted.")


def the_owner_sees_the_process(owner: Page) -> None:
    owner.goto("/assurance/processes/")
    expect(owner.get_by_role("link", name="Remote access")).to_be_visible()


def the_lead_schedules_an_audit(lead: Page) -> None:
    lead.goto("/audits/schedule/")
    lead.get_by_label("Title").fill("Remote access")
    lead.get_by_label("Audited unit").select_option(label="Technical services")
    lead.get_by_label(re.compile("ISO/IEC 27001")).check()
    lead.get_by_label("Remote access").check()
    lead.locator("#id_planned_start").fill(AUDIT_DAY.isoformat())
    lead.locator("#id_planned_end").fill(AUDIT_DAY.isoformat())
    lead.get_by_label("Lead auditor").select_option(label="Tobias Lindqvist")
    press(lead, "Schedule")
    expect(lead.get_by_text(re.compile(r"A-2026-\d+ is planned\."))).to_be_visible()
