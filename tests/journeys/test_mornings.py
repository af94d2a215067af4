"""The morning of 20 November 2026 as each of the four groups lives it: one page, what matters, an act, and done."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from audits.models import Audit, Finding
from certifications.models import Question
from foundation.directory.models import User
from foundation.models.work import Approval
from tests.journeys.doing import send
from tests.journeys.people import People
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

INES, PRIYA, HELENA, RUTH = "Ines Moreau", "Priya Raman", "Helena Brandt", "Ruth Okafor"
ASKED = "Where is the scan of October?"


def the_guide_says_where_to_begin_and_goes(page: Page, title: str) -> None:
    """The first words stand above the page, are sound in every light, and once put aside stay on the Help page."""
    guide = page.get_by_role("region", name=title)
    expect(guide.get_by_role("listitem").first).to_be_visible()
    sound(page)
    guide.get_by_role("button", name="Got it").click()
    expect(guide).to_have_count(0)
    page.goto(reverse("foundation:help"))
    expect(page.get_by_role("heading", name=title)).to_be_visible()


# The compliance officer: what is late, who holds it, and what waits for a decision.


def test_the_officer_sees_what_is_late_and_decides_what_waits(personas: People) -> None:
    page = personas(INES)
    page.goto("/")
    expect(page).to_have_url(re.compile("/my-work/$"))
    the_guide_says_where_to_begin_and_goes(page, "Your morning as compliance officer")
    assert len(User.objects.get(name=INES).guides_read) == 1

    what_is_late_stands_first(page)
    what_waits_is_decided(page)


def what_is_late_stands_first(page: Page) -> None:
    page.goto("/")
    count = (
        page.get_by_role("navigation", name="Main")
        .get_by_role("link", name=re.compile("My work"))
        .locator(".nav-count")
    )
    expect(count).to_contain_text("late")
    page.get_by_role("link", name=re.compile("^Late")).first.click()
    late = page.locator("main").get_by_text(re.compile(r"^\d+ days late$"))
    expect(late.first).to_be_visible()
    page.get_by_role("link", name="F-013", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("F-013")
    expect(page.locator("main")).to_contain_text("48 days late")


def what_waits_is_decided(page: Page) -> None:
    page.goto(reverse("foundation:approvals"))
    before = Approval.objects.waiting().count()
    page.get_by_role("region", name="Waiting for you").get_by_role("link", name=re.compile("^Decide")).first.click()
    expect(page.get_by_role("region", name="What a yes carries out")).to_be_visible()
    page.get_by_role("button", name="Refuse").click()
    expect(page.get_by_role("button", name="Refuse")).to_be_hidden()
    assert Approval.objects.waiting().count() == before - 1


# The auditor: the checklist goes on where it stopped, and what is found is logged without leaving it.


def test_the_auditor_goes_on_and_logs_what_she_finds(personas: People) -> None:
    page = personas(PRIYA)
    page.goto("/")
    the_guide_says_where_to_begin_and_goes(page, "Your morning as auditor")
    audit = Audit.objects.get(ref="A-2026-14")

    a_question_is_answered(page, audit)
    what_is_found_is_logged(page, audit)


def a_question_is_answered(page: Page, audit: Audit) -> None:
    item = audit.items.filter(result="").first()
    page.goto(item.get_absolute_url())
    page.wait_for_load_state()
    page.keyboard.press("1")
    expect(page.locator("[data-autosave-line=result]")).to_contain_text("Saved")
    item.refresh_from_db()
    assert item.result == "conforms"


def what_is_found_is_logged(page: Page, audit: Audit) -> None:
    """A key, the words, a button: three acts from the question."""
    before = Finding.objects.filter(audit=audit).count()
    page.goto(audit.items.filter(result="").first().get_absolute_url())
    page.wait_for_load_state()
    page.keyboard.press("f")
    sheet = page.get_by_role("dialog", name="Log a finding")
    sheet.get_by_role("radio", name="Minor", exact=True).check()
    sheet.get_by_label("What is wrong").fill("Two advisories of October name no affected version.")
    sheet.get_by_label("Objective evidence").fill("Register of advisories, lines 14 and 15.")
    send(sheet, "Log finding")
    expect(page.get_by_text("is kept as a draft. It is issued with the report.")).to_be_visible()
    assert Finding.objects.filter(audit=audit).count() == before + 1


# The manager: the numbers, the rows behind one of them, and who holds what is late.


def test_the_manager_reads_a_number_and_finds_who_holds_it(personas: People) -> None:
    page = personas(HELENA)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Assurance board")
    the_guide_says_where_to_begin_and_goes(page, "Your morning as manager")

    page.goto("/")
    tile = page.get_by_role("article").filter(has=page.get_by_role("heading", name="Majors past due"))
    number = int(re.search(r"\d+", tile.locator(".tile-value").inner_text()).group())
    tile.locator(".tile-value").click()
    page.wait_for_load_state()
    expect(page.locator("#list tbody tr")).to_have_count(number)
    expect(page.locator("#list")).to_contain_text("F-003")
    page.get_by_role("link", name=re.compile("F-003")).first.click()
    expect(page.locator("main")).to_contain_text("41 days late")
    expect(page.locator("main")).to_contain_text("Samir Haddad")


# The certifier: the clause, its evidence, and a question about it.


def test_the_certifier_finds_the_evidence_of_a_clause_and_asks(personas: People) -> None:
    page = personas(RUTH)
    page.goto("/")
    expect(page.get_by_text("You see here exactly what was opened to you.")).to_be_visible()
    page.wait_for_load_state()  # its scripts take the key
    page.keyboard.press("/")
    page.keyboard.type("8.8")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("clause=8.8"))
    page.get_by_role("link", name=re.compile("^A.8.8 Management of technical")).first.click()
    page.get_by_role("link", name="Vulnerability register, Q1 2026").first.click()
    expect(page.get_by_role("heading", name="Vulnerability register, Q1 2026")).to_be_visible()
    page.get_by_role("link", name="Ask about this").click()
    page.get_by_label("Your question").fill(ASKED)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("The answer stands here, and you get a mail.")).to_be_visible()
    assert Question.objects.filter(title=ASKED, asked_by=User.objects.get(name=RUTH)).exists()

    page.goto(reverse("foundation:help"))
    expect(page.get_by_role("heading", name="Your room")).to_be_visible()
    sound(page)
