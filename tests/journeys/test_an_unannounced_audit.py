"""An unannounced audit in one day: nobody is warned, and a typed reason closes its finding early (T-12)."""

import pytest
from django.core import mail
from playwright.sync_api import FilePayload, Locator, Page, expect

from audits.models import Audit, Finding
from tests.company import TODAY, Company
from tests.journeys.doing import a_minute_passes, attach, note, open_step, refused, send, state, take, write_report
from tests.journeys.people import People
from tests.journeys.test_an_audit import fill_action

pytestmark = pytest.mark.journey

TITLE = "Remote access, unannounced"
REASON = "The recorder was replaced on the spot; ten sessions of this afternoon are complete."


def test_an_unannounced_audit_is_closed_on_its_day_with_a_typed_reason(people: People, company: Company) -> None:
    audit = the_lead_schedules_for_today(people("tobias"))
    the_owner_knows_nothing(people("samir"), audit)
    the_lead_prepares_and_opens(people("tobias"), audit)
    finding = the_lead_logs_and_issues_a_major(people("tobias"), audit)
    the_lead_reports(people("tobias"), people("ines"), audit)
    the_owner_answers_at_once(people("samir"), people("tobias"), finding)
    the_lead_names_a_verifier(people("tobias"), finding)
    without_a_reason_it_is_refused(people("leo"), finding)
    with_a_reason_it_is_closed(people("leo"), finding)
    the_lead_closes(people("tobias"), audit)


def the_lead_schedules_for_today(page: Page) -> Audit:
    page.goto("/audits/schedule/")
    form = page.locator("main form")
    form.get_by_label("Title").fill(TITLE)
    form.get_by_label("Kind").select_option(label="Unannounced audit")
    form.get_by_label("Method").select_option(label="On site")
    form.get_by_label("Audited unit").select_option(label="Technical services")
    form.get_by_label("Internal baseline").check()
    form.get_by_label("Remote Access").check()
    form.get_by_label("First day").fill(TODAY.isoformat())
    form.get_by_label("Last day").fill(TODAY.isoformat())
    form.get_by_label("Lead auditor").select_option(label="Tobias Lindqvist")
    form.get_by_role("button", name="Schedule", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(page.get_by_text("Not known to the audited")).to_be_visible()
    return Audit.objects.get(title=TITLE)


def the_owner_knows_nothing(page: Page, audit: Audit) -> None:
    a_minute_passes()
    answer = page.goto(audit.get_absolute_url())

    assert answer.status == 404
    told = [letter.subject for letter in mail.outbox if "samir@meridane.example" in letter.to]
    assert not [subject for subject in told if audit.ref in subject]


def the_lead_prepares_and_opens(page: Page, audit: Audit) -> None:
    page.goto(audit.get_absolute_url())
    take(page, "Initiate")
    take(page, "Set the team", lambda sheet: sheet.get_by_label("Priya Raman").check())
    take(page, "Build the checklist", lambda sheet: sheet.get_by_label("MCB-15").check())
    take(page, "Review the documents", fill_documents)
    take(page, "Finish the preparation")
    take(page, "Hold the opening meeting", lambda sheet: sheet.get_by_label("Attendees").fill("Service lead"))


def fill_documents(sheet: Locator) -> None:
    sheet.get_by_label("Documents that were read").fill("Remote access procedure 2.1")
    sheet.get_by_label("Objectives").fill("See whether sessions are recorded.")


def the_lead_logs_and_issues_a_major(page: Page, audit: Audit) -> Finding:
    """Three actions: open the sheet, fill it in, issue."""
    page.goto(f"/audits/{audit.uuid}/fieldwork/")
    page.keyboard.press("3")
    sheet = page.get_by_role("dialog", name="Log a finding")
    sheet.get_by_label("What is wrong").fill("No session of this morning was recorded.")
    attach(sheet, photo())
    sheet.get_by_role("button", name="Issue major now").click()

    expect(page.get_by_text("is issued. Its owner has been told.")).to_be_visible()
    return Finding.objects.get(audit=audit)


def photo() -> FilePayload:
    return note("recorder.log", "07:00 disk full\n08:00 disk full")


def the_lead_reports(lead: Page, officer: Page, audit: Audit) -> None:
    lead.goto(audit.get_absolute_url())
    take(lead, "Hold the closing meeting", lambda sheet: sheet.get_by_label("Attendees").fill("Service lead"))
    write_report(lead, fill_report)
    officer.goto(audit.get_absolute_url())
    take(officer, "Review the report", lambda sheet: sheet.get_by_label("I read the report and agree").check())
    lead.reload()
    take(lead, "Issue the report")


def fill_report(sheet: Locator) -> None:
    sheet.get_by_label("Summary").fill("Recording had stopped.")
    sheet.get_by_label("Does not conform").check()


def the_owner_answers_at_once(owner: Page, lead: Page, finding: Finding) -> None:
    owner.goto(finding.get_absolute_url())
    take(owner, "Submit the plan", fill_plan)
    lead.goto(finding.get_absolute_url())
    take(lead, "Accept the plan")
    owner.reload()
    take(owner, "Record the correction", lambda sheet: attach(sheet, note("replaced.txt", "Recorder replaced, 14:10.")))
    owner.wait_for_load_state()  # before its scripts are there the link leads to a page of its own
    owner.get_by_role("link", name="Action 1").click()
    sheet = owner.get_by_role("dialog", name="Action 1 is implemented")
    attach(sheet, note("spare_part.txt", "A spare recorder stands ready."))
    send(sheet, "Implemented")
    take(owner, "All actions implemented")

    expect(state(owner).last).to_have_text("Implemented, waits for verification")


def fill_plan(sheet: Locator) -> None:
    sheet.get_by_label("Method", exact=True).select_option(label="Other")
    sheet.get_by_label("Root cause").fill("There was no spare recorder.")
    sheet.get_by_label("Category").select_option(label="Resources")
    sheet.get_by_label("No", exact=True).check()
    sheet.get_by_label("Where similar occurrences were looked for").fill("Both recorders of the site.")
    sheet.get_by_label("Correction").fill("The recorder was replaced.")
    fill_action(sheet, 1, "A spare recorder is kept.", "Samir Haddad", TODAY.isoformat())


def the_lead_names_a_verifier(page: Page, finding: Finding) -> None:
    page.goto(finding.get_absolute_url())
    take(page, "Name a verifier", lambda sheet: sheet.get_by_role("radio", name="Leo Brandt").check())


def without_a_reason_it_is_refused(page: Page, finding: Finding) -> None:
    page.goto(finding.get_absolute_url())
    expect(refused(page, "Verify as effective")).to_contain_text("Not before 20 Dec 2026.")
    sheet = open_step(page, "Verify as effective", word="Say why")
    sheet.get_by_label("Method").select_option(label="Sample")
    sheet.get_by_label("What was looked at").fill("Ten sessions of this afternoon.")
    attach(sheet, note("ten_sessions.txt", "S-3001 to S-3010: all recorded."))
    sheet.get_by_role("button", name="Verify as effective", exact=True).click()

    expect(sheet.locator("[data-refused]").first).to_contain_text("Not before 20 Dec 2026.")
    assert Finding.objects.get(pk=finding.pk).state == Finding.State.IMPLEMENTED


def with_a_reason_it_is_closed(page: Page, finding: Finding) -> None:
    """The same sheet, still filled in, its file still there; only the reason is typed."""
    sheet = page.get_by_role("dialog", name="Verify as effective", exact=True)
    expect(sheet.get_by_label("What was looked at")).to_have_value("Ten sessions of this afternoon.")
    expect(sheet.locator("[data-attached] li")).to_have_count(1)
    sheet.get_by_label("Why a shorter period proves it").fill(REASON)
    send(sheet, "Verify as effective")

    expect(state(page).last).to_have_text("Closed")
    expect(page.locator("main")).to_contain_text(REASON)


def the_lead_closes(page: Page, audit: Audit) -> None:
    page.goto(audit.get_absolute_url())
    take(page, "Close")

    expect(state(page).first).to_have_text("Closed")
