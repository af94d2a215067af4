"""One internal audit from its schedule to verified closure, with the ordinary dates, as the people who do it."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import Locator, Page, expect

from assurance.actions import upload_evidence
from assurance.models import EvidenceVersion
from audits.actions import (
    complete_action,
    implement_finding,
    load_questions,
    record_correction,
    submit_plan,
    verify_finding,
)
from audits.models import Audit, Finding
from audits.workflows import FINDING
from foundation.access import robot
from foundation.models.work import Due
from tests.company import Company
from tests.journeys.clock import Clock
from tests.journeys.doing import (
    a_minute_passes,
    attach,
    complete,
    drop,
    note,
    open_step,
    picture,
    refused,
    send,
    state,
    take,
    write_report,
)
from tests.journeys.people import People
from tests.world import kept_text

pytestmark = pytest.mark.journey

FIRST_DAY, LAST_DAY = date(2026, 12, 8), date(2026, 12, 10)
WORK_DONE = date(2027, 1, 4)
CHECKED = WORK_DONE + timedelta(days=31)

TITLE = "Remote access, yearly"
REGISTER = note("session_register.txt", "Session register, October: S-1042, S-1077.")
QUESTIONS = [
    {"ref": "MCB-15", "order": str(order), "title": title, "question": question, "guidance": "", "expected": "Register"}
    for order, title, question in (
        (1, "Access is granted", "Who grants remote access, and where is it recorded?"),
        (2, "Sessions are recorded", "Is every remote session recorded and kept?"),
        (3, "Access is reviewed", "Who reviews remote access, and how often?"),
    )
]


def test_an_audit_goes_from_its_schedule_to_verified_closure(
    people: People, company: Company, clock: Clock, tmp_path: Path
) -> None:
    load_questions(actor=robot(), framework="MCB", rows=QUESTIONS)

    audit = the_programme_manager_schedules(people("petra"))
    the_lead_prepares(people("tobias"), audit)

    clock.go_to(FIRST_DAY)
    the_lead_opens(people("tobias"), audit)
    the_auditor_works_with_the_keyboard(people("priya"), audit)
    major, minor = the_auditor_logs_two_findings(people("priya"), audit)
    the_lead_issues_the_major(people("tobias"), major)
    the_auditor_answers_the_rest(people("priya"), audit)

    clock.go_to(LAST_DAY)
    the_lead_holds_the_closing_meeting_and_writes(people("tobias"), audit)
    the_officer_reviews(people("ines"), audit)
    the_lead_issues_the_report(people("tobias"), audit, minor)
    the_owner_finds_it_in_my_work(people("samir"), major)
    the_owner_submits_a_plan(people("samir"), major)
    the_lead_returns_it(people("tobias"), major)
    the_owner_submits_it_again(people("samir"), major)
    the_lead_accepts_it(people("tobias"), major)

    clock.go_to(WORK_DONE)
    the_owner_repairs(people("samir"), major)
    the_officer_does_the_second_action(people("ines"), major)
    the_owner_reports_everything_done(people("samir"), major)
    who_did_the_work_cannot_verify(people("ines"), people("samir"), major)
    the_lead_names_a_verifier(people("tobias"), major)
    it_is_too_early(people("leo"), major)
    the_minor_gets_as_far(company, minor)

    clock.go_to(CHECKED)
    the_verifier_closes(people("leo"), major)
    the_minor_is_closed(company, minor)
    the_lead_closes_the_audit(people("tobias"), audit)
    everything_can_be_read_again(people("samir"), major, tmp_path)


# Before


def the_programme_manager_schedules(page: Page) -> Audit:
    page.goto("/audits/")
    page.get_by_role("link", name="Schedule an audit").first.click()
    form = page.locator("main form")
    form.get_by_label("Title").fill(TITLE)
    form.get_by_label("Kind").select_option(label="Internal audit")
    form.get_by_label("Method").select_option(label="On site")
    form.get_by_label("Audited unit").select_option(label="Technical services")
    form.get_by_label("Internal baseline").check()
    form.get_by_label("Remote Access").check()
    form.get_by_label("First day").fill(FIRST_DAY.isoformat())
    form.get_by_label("Last day").fill(LAST_DAY.isoformat())
    form.get_by_label("Lead auditor").select_option(label="Tobias Lindqvist")
    form.get_by_role("button", name="Schedule", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(state(page).first).to_have_text("Planned")
    expect(page.locator("#timeline")).to_contain_text("8 Dec 2026 to 10 Dec 2026")
    return Audit.objects.get(title=TITLE)


def the_lead_prepares(page: Page, audit: Audit) -> None:
    page.goto(audit.get_absolute_url())
    take(page, "Initiate")
    expect(refused(page, "Finish the preparation")).to_contain_text("Build the checklist first.")
    take(page, "Set the team", lambda sheet: sheet.get_by_label("Priya Raman").check())
    take(page, "Build the checklist", choose_all)
    expect(refused(page, "Finish the preparation")).to_contain_text("Send the plan to the audited unit first.")
    take(page, "Send the plan", fill_plan)
    a_minute_passes()

    assert mailed("samir", audit.ref)
    take(page, "Finish the preparation")
    expect(state(page).first).to_have_text("Prepared")
    expect(refused(page, "Hold the opening meeting")).to_contain_text("more than a day before 8 Dec 2026")


def choose_all(sheet: Locator) -> None:
    for group in sheet.locator("input[name=groups]").all():
        group.check()


def fill_plan(sheet: Locator) -> None:
    sheet.get_by_label("Objectives").fill("Whether remote access follows the baseline.")
    sheet.get_by_label("Scope").fill("Technical services, all sessions since June.")
    sheet.get_by_label("The documents of the audited unit were reviewed").check()


# Fieldwork


def the_lead_opens(page: Page, audit: Audit) -> None:
    page.goto(audit.get_absolute_url())
    take(page, "Hold the opening meeting", lambda sheet: sheet.get_by_label("Attendees").fill("Head of remote access"))

    expect(state(page).first).to_have_text("In progress")


def the_auditor_works_with_the_keyboard(page: Page, audit: Audit) -> None:
    """The first question conforms, with a note; what was typed is there when the page comes again."""
    page.goto(f"/audits/{audit.uuid}/fieldwork/")
    expect(page.locator(".question")).to_have_text("Who grants remote access, and where is it recorded?")
    page.keyboard.press("1")
    expect(saved(page, "result")).to_contain_text("Saved")
    page.keyboard.press("n")
    page.keyboard.type("Granted by the service lead, in the register.")
    expect(saved(page, "note")).to_contain_text("Saved")
    page.reload()

    expect(page.get_by_label("Note")).to_have_value("Granted by the service lead, in the register.")
    expect(page.get_by_role("radio", name="Conforms")).to_be_checked()
    expect(page.locator("#progress")).to_contain_text("1 of 5 answered")
    page.keyboard.press("j")
    expect(page.locator(".question")).to_have_text("Is every remote session recorded and kept?")


def the_auditor_logs_two_findings(page: Page, audit: Audit) -> tuple[Finding, Finding]:
    """Three actions each from the question: open, fill, save; a dropped file belongs to the filling."""
    page.keyboard.press("f")
    sheet = page.get_by_role("dialog", name="Log a finding")
    sheet.get_by_role("radio", name="Major").check()
    expect(sheet.locator("#dues-body")).to_contain_text("22 Dec 2026")
    sheet.get_by_label("What is wrong").fill("Two of five sampled sessions have no recording.")
    sheet.get_by_label("Objective evidence").fill("Sample of five, seed 4471: S-1042 and S-1077.")
    drop(page, sheet, REGISTER)
    sheet.get_by_role("button", name="Log finding").click()
    expect(page.get_by_text("Tobias Lindqvist has been told and may issue it before the report.")).to_be_visible()
    major = Finding.objects.get(audit=audit, type="major")

    page.keyboard.press("j")
    expect(page.locator(".question")).to_have_text("Who reviews remote access, and how often?")
    page.keyboard.press("2")
    sheet = page.get_by_role("dialog", name="Log a finding")
    expect(sheet.get_by_role("radio", name="Minor")).to_be_checked()
    sheet.get_by_label("What is wrong").fill("The review of June was held in August.")
    sheet.get_by_label("Objective evidence").fill("Minutes of 12 August.")
    sheet.get_by_role("button", name="Log finding").click()
    expect(page.get_by_text("is kept as a draft. It is issued with the report.")).to_be_visible()
    expect(page.locator("#progress")).to_contain_text("3 of 5 answered")
    return major, Finding.objects.get(audit=audit, type="minor")


def the_lead_issues_the_major(page: Page, major: Finding) -> None:
    """Owner and dates are those of the rules: ten working days for the plan, 30 and 90 days for the rest."""
    page.goto("/my-work/")
    page.get_by_role("row").filter(has_text="Issue the major").get_by_role("link").first.click()
    expect(state(page).last).to_have_text("Draft")
    take(page, "Issue")
    a_minute_passes()

    expect(page.get_by_role("heading", level=1)).to_contain_text(major.ref)
    dates = dict(Due.objects.about(major).values_list("step", "computed"))
    assert dates == {"plan": date(2026, 12, 22), "correction": date(2027, 1, 7), "action": date(2027, 3, 8)}
    expect(page.locator("main")).to_contain_text("22 Dec 2026")
    expect(page.locator("main")).to_contain_text("7 Jan 2027")
    expect(page.locator("main")).to_contain_text("8 Mar 2027")
    assert mailed("samir", major.ref)


def the_auditor_answers_the_rest(page: Page, audit: Audit) -> None:
    """“Not tested” needs a reason: without one it is refused in place, and kept as soon as the reason is typed."""
    page.keyboard.press("j")
    expect(page.locator(".question")).to_contain_text("Vulnerability handling")
    page.keyboard.press("1")
    expect(saved(page, "result")).to_contain_text("Saved")
    page.keyboard.press("j")
    expect(page.locator(".question")).to_contain_text("Incident response")
    page.keyboard.press("8")
    expect(page.locator("#answer-errors")).to_contain_text("why this was not tested")
    page.keyboard.press("n")
    page.keyboard.type("The team was on an emergency call; the next audit covers it.")
    expect(page.locator("#progress")).to_contain_text("5 of 5 answered")
    page.reload()

    expect(page.get_by_role("radio", name="Not tested")).to_be_checked()


def saved(page: Page, field: str) -> Locator:
    return page.locator(f"[data-autosave-line={field}]")


# Report


def the_lead_holds_the_closing_meeting_and_writes(page: Page, audit: Audit) -> None:
    page.goto(audit.get_absolute_url())
    take(page, "Hold the closing meeting", lambda sheet: sheet.get_by_label("Attendees").fill("Head of remote access"))
    expect(state(page).first).to_have_text("Reporting")
    expect(page.locator(".page-head")).to_contain_text("Report due 24 Dec 2026")
    write_report(page, fill_report)

    expect(refused(page, "Review the report")).to_contain_text("Somebody else reviews it.")
    expect(refused(page, "Issue the report")).to_contain_text("quality review by somebody who is not the lead")


def fill_report(sheet: Locator) -> None:
    sheet.get_by_label("Summary").fill("Remote access is controlled; recordings are not complete.")
    sheet.get_by_label("Does not conform").check()


def the_officer_reviews(page: Page, audit: Audit) -> None:
    page.goto(audit.get_absolute_url())
    take(page, "Review the report", lambda sheet: sheet.get_by_label("I read the report and agree").check())


def the_lead_issues_the_report(page: Page, audit: Audit, minor: Finding) -> None:
    page.goto(audit.get_absolute_url())
    take(page, "Issue the report")

    expect(state(page).first).to_have_text("Follow-up")
    page.goto(minor.get_absolute_url())
    expect(state(page).last).to_have_text("Issued, waits for the plan")
    expect(page.locator("main")).to_contain_text(
        "12 Jan 2027"
    )  # 20 working days: 25 and 28 December, 1 January are off


# Corrective action


def the_owner_finds_it_in_my_work(page: Page, major: Finding) -> None:
    page.goto("/my-work/")
    page.get_by_role("link", name=major.ref, exact=True).first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(major.ref)
    expect(state(page).last).to_have_text("Issued, waits for the plan")


def the_owner_submits_a_plan(page: Page, major: Finding) -> None:
    take(page, "Submit the plan", fill_cause)

    expect(state(page).last).to_have_text("Plan to review")


def fill_cause(sheet: Locator) -> None:
    sheet.get_by_label("Method", exact=True).select_option(label="Five whys")
    sheet.get_by_label("Why 1").fill("The recorder was full.")
    sheet.get_by_label("Why 2").fill("Nobody is told when it fills up.")
    sheet.get_by_label("Root cause").fill("The recorder has no alarm for its space.")
    sheet.get_by_label("Category").select_option(index=1)
    sheet.get_by_label("No", exact=True).check()
    sheet.get_by_label("Where similar occurrences were looked for").fill("The recorder at headquarters.")
    sheet.get_by_label("Correction").fill("The recorder was emptied and both sessions were reconstructed from logs.")
    fill_action(sheet, 1, "Alarm at 80 % of the space.", "Samir Haddad", "2027-01-29")
    fill_action(sheet, 2, "The baseline names the alarm.", "Ines Moreau (P-0001)", "2027-02-26")


def fill_action(sheet: Locator, number: int, text: str, owner: str, due: str) -> None:
    line = sheet.get_by_role("group", name=f"Action {number}", exact=True)
    line.get_by_role("textbox").first.fill(text)
    line.get_by_label("Owner").fill(owner)
    line.locator("input[type=date]").fill(due)


def the_lead_returns_it(page: Page, major: Finding) -> None:
    page.goto(major.get_absolute_url())
    take(page, "Return the plan", lambda sheet: sheet.get_by_label("Reason").fill("Say where else you looked."))
    a_minute_passes()

    expect(page.locator("#timeline")).to_contain_text("Say where else you looked.")
    assert mailed("samir", major.ref)


def the_owner_submits_it_again(page: Page, major: Finding) -> None:
    """The form comes back as it was handed in; only what was asked for is typed."""
    page.goto(major.get_absolute_url())
    expect(page.locator("#timeline")).to_contain_text("Say where else you looked.")
    sheet = open_step(page, "Submit the plan")
    expect(sheet.get_by_label("Root cause")).to_have_value("The recorder has no alarm for its space.")
    expect(sheet.get_by_label("Why 2")).to_have_value("Nobody is told when it fills up.")
    second = sheet.get_by_role("group", name="Action 2", exact=True)
    expect(second.get_by_role("textbox").first).to_have_value("The baseline names the alarm.")
    expect(second.get_by_label("Owner")).to_have_value(re.compile("Ines Moreau"))
    sheet.get_by_label("Where similar occurrences were looked for").fill("All four recorders.")
    send(sheet, "Submit the plan")

    expect(state(page).last).to_have_text("Plan to review")


def the_lead_accepts_it(page: Page, major: Finding) -> None:
    page.goto(major.get_absolute_url())
    take(page, "Accept the plan")

    expect(state(page).last).to_have_text("Corrective action under way")


def the_owner_repairs(page: Page, major: Finding) -> None:
    """Correction and first action, each with a file; without one the correction is refused and nothing typed is lost."""
    page.goto(major.get_absolute_url())
    sheet = open_step(page, "Record the correction")
    sheet.get_by_label("What was repaired").fill("Both sessions were reconstructed and filed.")
    sheet.get_by_role("button", name="Record the correction", exact=True).click()
    expect(sheet.locator("[data-refused]").first).to_contain_text("Attach what shows that the instance is repaired.")
    expect(sheet.get_by_label("What was repaired")).to_have_value("Both sessions were reconstructed and filed.")
    attach(sheet, note("reconstruction.txt", "S-1042 and S-1077, from the logs."))
    send(sheet, "Record the correction")

    complete(page, 1, picture("alarm_at_80_percent.png"))
    expect(refused(page, "All actions implemented")).to_contain_text("Action 2 is not implemented yet.")


def the_officer_does_the_second_action(page: Page, major: Finding) -> None:
    page.goto(major.get_absolute_url())
    complete(page, 2, note("baseline_2027.txt", "MCB-15: an alarm at 80 % of the space."))


def the_owner_reports_everything_done(page: Page, major: Finding) -> None:
    page.goto(major.get_absolute_url())
    take(page, "All actions implemented")

    expect(state(page).last).to_have_text("Implemented, waits for verification")
    expect(page.locator("main")).to_contain_text("Not before 3 Feb 2027")


# Closure


def who_did_the_work_cannot_verify(officer: Page, owner: Page, major: Finding) -> None:
    """An officer may verify, but not what she worked on; the owner has no such step and reads why."""
    officer.goto(major.get_absolute_url())
    expect(refused(officer, "Verify as effective")).to_contain_text(
        "Ines Moreau cannot verify this (S-05): owns a corrective action."
    )
    owner.goto(major.get_absolute_url())
    expect(owner.locator("#moves")).not_to_contain_text("Verify as effective")
    expect(owner.get_by_text(re.compile("Samir Haddad.*owns the finding")).first).to_be_visible()


def the_lead_names_a_verifier(page: Page, major: Finding) -> None:
    page.goto(major.get_absolute_url())
    sheet = open_step(page, "Name a verifier")
    expect(sheet.get_by_role("radio", name="Ines Moreau")).to_be_disabled()
    sheet.get_by_role("radio", name="Leo Brandt").check()
    send(sheet, "Name a verifier")
    a_minute_passes()

    assert mailed("leo", major.ref)


def it_is_too_early(page: Page, major: Finding) -> None:
    page.goto(major.get_absolute_url())

    expect(refused(page, "Verify as effective")).to_contain_text("Not before 3 Feb 2027.")


def the_verifier_closes(page: Page, major: Finding) -> None:
    page.goto("/my-work/")
    page.get_by_role("link", name=major.ref, exact=True).first.click()
    take(page, "Verify as effective", judge)
    a_minute_passes()

    expect(state(page).last).to_have_text("Closed")
    expect(page.locator("#timeline")).to_contain_text("Leo Brandt")
    assert mailed("samir", major.ref)


def judge(sheet: Locator) -> None:
    sheet.get_by_label("Method").select_option(label="Sample")
    sheet.get_by_label("What was looked at").fill("Ten sessions of January, all recorded; the alarm was tried.")
    attach(sheet, note("ten_sessions.txt", "S-2001 to S-2010: all recorded."))


def the_lead_closes_the_audit(page: Page, audit: Audit) -> None:
    page.goto(audit.get_absolute_url())
    take(page, "Close")

    expect(state(page).first).to_have_text("Closed")


def everything_can_be_read_again(page: Page, major: Finding, folder: Path) -> None:
    """Months later the owner takes down the file that was dropped in the fieldwork: the same bytes."""
    page.goto(major.get_absolute_url())
    page.locator("#evidence").get_by_role("link", name="session register").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=REGISTER["name"], exact=True).click()
    waiting.value.save_as(folder / "again.txt")

    assert (folder / "again.txt").read_bytes() == REGISTER["buffer"]


# The minor goes the same way through the verbs.


def paper(company: Company, name: str, title: str) -> EvidenceVersion:
    unit = company.units["TS"]
    return upload_evidence(actor=company.cast[name], unit=unit, title=title, as_of=WORK_DONE, kept=kept_text())


def the_minor_gets_as_far(company: Company, minor: Finding) -> None:
    samir, tobias = company.cast["samir"], company.cast["tobias"]
    minor = Finding.objects.get(pk=minor.pk)
    cause = {"method": "other", "text": "Nobody is named.", "category": "method", "similar_found": False}
    action = {"text": "A name in the calendar.", "owner": samir.person, "due_on": date(2027, 2, 26)}
    submit_plan(
        actor=samir,
        finding=minor,
        cause=cause | {"similar_where": "All reviews of 2026."},
        actions=[action],
        correction="The review was held.",
        on=WORK_DONE,
    )
    FINDING.move(minor, "accept_plan", actor=tobias, on=WORK_DONE)
    proof = paper(company, "samir", "Calendar of reviews")
    record_correction(actor=samir, finding=minor, text="The review was held.", on=WORK_DONE, evidence=[proof])
    complete_action(actor=samir, action=minor.actions.get(), on=WORK_DONE, evidence=[proof])
    implement_finding(actor=samir, finding=minor, on=WORK_DONE)


def the_minor_is_closed(company: Company, minor: Finding) -> None:
    minor = Finding.objects.get(pk=minor.pk)
    proof = paper(company, "leo", "Minutes of January")
    facts = {"method": "sample", "sample": "Minutes of January.", "evidence": [proof]}
    verify_finding(actor=company.cast["leo"], finding=minor, on=CHECKED, **facts)


def mailed(name: str, ref: str) -> bool:
    """Whether the person got a mail about the record since somebody last looked."""
    told = [letter for letter in mail.outbox if f"{name}@meridane.example" in letter.to and ref in letter.subject]
    mail.outbox.clear()
    return bool(told)
