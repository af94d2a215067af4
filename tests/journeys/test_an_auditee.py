"""Two findings as their owner lives them: one is planned, repaired and implemented with more time, the other disputed."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from assurance.models import Process
from audits.actions import issue_finding, log_finding
from audits.models import Audit, Finding
from foundation.directory.models import User
from foundation.models.work import Approval, Due
from tests.company import TODAY
from tests.journeys.clock import Clock
from tests.journeys.doing import attach, note, open_step, refused, send, state, take
from tests.journeys.people import People

pytestmark = pytest.mark.journey

SAMIR, INES, TOBIAS, PRIYA = "Samir Haddad", "Ines Moreau", "Tobias Lindqvist", "Priya Raman"
WHY = "Two operators confirm their receipts after the holidays."
BEFORE_THE_DAY = TODAY + timedelta(days=7)


@pytest.fixture
def raised(demonstration: None) -> tuple[Finding, Finding]:
    """Two majors of today in the audit that is under way; both are Samir's."""
    account = {user.name: user for user in User.objects.filter(name__in=(SAMIR, TOBIAS, PRIYA))}
    audit, process = Audit.objects.get(ref="A-2026-14"), Process.objects.get(code="TS-PAT")
    facts = {"audit": audit, "type": "major", "process": process, "owner": account[SAMIR].person, "on": TODAY}
    for statement in ("Receipts of two patches are missing.", "The advisory of June was sent late."):
        item = audit.items.filter(result="").first()
        draft = log_finding(
            actor=account[PRIYA], item=item, statement=statement, objective_evidence="Register of the year.", **facts
        )
        issue_finding(actor=account[TOBIAS], finding=draft, on=TODAY)
    missing, late = Finding.objects.filter(audit=audit, issued_on=TODAY, state="issued").order_by("pk")
    return missing, late


def test_an_owner_answers_one_finding_and_disputes_another(
    personas: People, raised: tuple[Finding, Finding], clock: Clock
) -> None:
    missing, late = raised
    the_owner_finds_it(personas(SAMIR), missing)
    the_owner_asks_for_more_time(personas(SAMIR), missing)
    the_officer_and_the_lead_agree(personas(INES), personas(TOBIAS), missing)
    the_owner_disputes(personas(SAMIR), late)
    the_officer_says_that_it_stands(personas(INES), late)
    the_owner_plans(personas(SAMIR), missing)
    the_lead_accepts(personas(TOBIAS), missing)

    clock.go_to(BEFORE_THE_DAY)
    the_owner_repairs_and_implements(personas(SAMIR), missing)
    the_owner_reads_what_became_of_the_dispute(personas(SAMIR), late)


def the_owner_finds_it(page: Page, finding: Finding) -> None:
    page.goto("/my-work/")
    page.get_by_role("link", name=finding.ref, exact=True).first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(finding.ref)
    expect(state(page).last).to_have_text("Issued, waits for the plan")


def the_owner_asks_for_more_time(page: Page, finding: Finding) -> None:
    """A year is too much, and the form says how much is not; three days are asked."""
    due = Due.objects.about(finding).get(step="plan").due_on
    page.goto(finding.get_absolute_url())
    sheet = open_step(page, "Move a due date")
    sheet.get_by_label("Date to move").select_option(value="plan")
    sheet.get_by_label("New day").fill((due + timedelta(days=365)).isoformat())
    sheet.get_by_label("Reason").fill(WHY)
    sheet.get_by_role("button", name="Ask for it").click()
    expect(sheet.locator("[data-refused]").first).to_contain_text("All extensions together end on")
    expect(sheet.get_by_label("Reason")).to_have_value(WHY)
    sheet.get_by_label("New day").fill((due + timedelta(days=3)).isoformat())
    send(sheet, "Ask for it")

    assert Due.objects.about(finding).get(step="plan").due_on == due


def the_officer_and_the_lead_agree(officer: Page, lead: Page, finding: Finding) -> None:
    for page in (officer, lead):
        assert not finding.extensions.exists()
        asked = Approval.objects.about(finding).get(decision="waiting")
        page.goto(f"/approvals/{asked.uuid}/")
        expect(page.locator("main")).to_contain_text(WHY)
        page.get_by_role("button", name="Approve").click()
        expect(page.get_by_role("button", name="Approve")).to_be_hidden()

    extension = finding.extensions.get()
    assert extension.to_on - extension.from_on == timedelta(days=3)


def the_owner_disputes(page: Page, finding: Finding) -> None:
    page.goto(finding.get_absolute_url())
    take(page, "Dispute the finding", lambda sheet: sheet.get_by_label("Reason").fill("It was sent within the day."))

    expect(state(page).last).to_have_text("Disputed, waits for the panel")


def the_officer_says_that_it_stands(page: Page, finding: Finding) -> None:
    """A lead auditor of another audit is asked; the lead of this one is not offered the decision."""
    page.goto(finding.get_absolute_url())
    expect(page.locator("main")).to_contain_text("It was sent within the day.")
    sheet = open_step(page, "Uphold the finding")
    sheet.get_by_label("Minutes").fill("The register says two days.")
    send(sheet, "Ask for it")

    asked = Approval.objects.about(finding).get()
    assert asked.decision == "waiting"


def the_owner_plans(page: Page, finding: Finding) -> None:
    page.goto(finding.get_absolute_url())
    expect(page.locator("main")).to_contain_text("It was due on")
    take(page, "Submit the plan", fill_plan)

    expect(state(page).last).to_have_text("Plan to review")


def fill_plan(sheet: Locator) -> None:
    sheet.get_by_label("Method", exact=True).select_option(label="Five whys")
    sheet.get_by_label("Why 1").fill("The receipt is a mail to one person.")
    sheet.get_by_label("Why 2").fill("The portal does not know which operator got which patch.")
    sheet.get_by_label("Root cause").fill("No system asks for the receipt.")
    sheet.get_by_label("Category").select_option(index=1)
    sheet.get_by_label("No", exact=True).check()
    sheet.get_by_label("Where similar occurrences were looked for").fill("All patches of the year.")
    sheet.get_by_label("Correction").fill("Both operators were asked again.")
    line = sheet.get_by_role("group", name="Action 1", exact=True)
    line.get_by_role("textbox").first.fill("The portal asks for the receipt.")
    line.get_by_label("Owner").fill(SAMIR)
    line.locator("input[type=date]").fill("2027-02-12")


def the_lead_accepts(page: Page, finding: Finding) -> None:
    page.goto(finding.get_absolute_url())
    take(page, "Accept the plan")


def the_owner_repairs_and_implements(page: Page, finding: Finding) -> None:
    page.goto(finding.get_absolute_url())
    sheet = open_step(page, "Record the correction")
    sheet.get_by_label("What was repaired").fill("Both receipts are in the register.")
    attach(sheet, note("receipts.txt", "Two receipts."))
    send(sheet, "Record the correction")
    expect(refused(page, "All actions implemented")).to_contain_text("Action 1 is not implemented yet.")
    page.get_by_role("link", name=re.compile("^Done ?: Action 1$")).click()
    done = page.get_by_role("dialog", name="Action 1 is implemented")
    attach(done, note("portal.txt", "The portal asks since today."))
    send(done, "Implemented")
    take(page, "All actions implemented")

    expect(state(page).last).to_have_text("Implemented, waits for verification")


def the_owner_reads_what_became_of_the_dispute(page: Page, finding: Finding) -> None:
    """Its dates run on while it waits for the second of the panel."""
    page.goto(finding.get_absolute_url())
    expect(page.locator("main")).to_contain_text("It was sent within the day.")
    expect(state(page).last).to_have_text("Disputed, waits for the panel")
