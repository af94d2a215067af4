"""Where no script runs, everything still works, with one page more."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from audits.models import Audit, ChecklistItem, Finding
from tests.journeys.doing import note

pytestmark = pytest.mark.journey


@pytest.fixture
def audit(demonstration: None) -> Audit:
    return Audit.objects.get(ref="A-2026-14")


@pytest.fixture
def question(audit: Audit) -> ChecklistItem:
    return audit.items.filter(result="").first()


@pytest.fixture
def page(personas) -> Page:
    return personas("Priya Raman", scripts=False)


def test_a_question_is_answered_with_the_button(page, question):
    page.goto(question.get_absolute_url())
    page.locator("label.result", has_text="Conforms").click()
    page.get_by_label("Note").fill("Seen in the register.")
    page.get_by_role("button", name="Save the answer").click()

    expect(page.get_by_role("radio", name="Conforms")).to_be_checked()
    expect(page.get_by_label("Note")).to_have_value("Seen in the register.")


def test_a_finding_is_logged_on_a_page_of_its_own_with_a_file(page, question):
    page.goto(question.get_absolute_url())
    page.get_by_role("link", name="Log finding").click()
    page.get_by_label("What is wrong").fill("The register of June is missing.")
    page.get_by_label("Objective evidence").fill("Asked for on site.")
    page.locator("input[type=file]").set_input_files(note("shelf.txt", "The shelf ends with May."))
    page.get_by_role("button", name="Log finding").click()

    expect(page.get_by_text("is kept as a draft. It is issued with the report.")).to_be_visible()
    finding = Finding.objects.get(statement="The register of June is missing.")
    expect(page.get_by_role("link", name=finding.ref)).to_be_visible()


def test_a_step_is_taken_on_a_page_of_its_own(personas):
    finding = Finding.objects.filter(state=Finding.State.PLAN_SUBMITTED).select_related("audit__lead").first()
    page = personas(finding.audit.lead.name, scripts=False)
    page.goto(finding.get_absolute_url())
    page.get_by_role("link", name="Return the plan").first.click()
    expect(page).to_have_url(f"{personas.address}{step(finding)}")
    page.get_by_label("Reason").fill("Say where else you looked.")
    page.get_by_role("button", name="Return the plan").click()

    expect(page.get_by_text("Return the plan: done.")).to_be_visible()
    expect(page.locator("#timeline")).to_contain_text("Say where else you looked.")


def test_a_refused_step_comes_back_filled_in(personas):
    waiting = Finding.objects.filter(state=Finding.State.ISSUED, type__in=Finding.NONCONFORMITIES)
    finding = waiting.select_related("owner").first()
    page = personas(finding.owner.name, scripts=False)
    page.goto(step(finding, "submit_plan"))
    page.get_by_label("Root cause").fill("Nobody is named.")
    page.get_by_label("Correction").fill("")
    page.get_by_role("button", name="Submit the plan").click()

    expect(page.get_by_text("Not saved")).to_be_visible()
    expect(page.get_by_label("Root cause")).to_have_value("Nobody is named.")


def step(finding: Finding, name: str = "return_plan") -> str:
    return reverse("foundation:step", args=["finding", finding.uuid, name])
