"""Fieldwork where the connection breaks, the sign-in runs out, and two auditors write about one question."""

import pytest
from playwright.sync_api import Page, expect

from assurance.models import EvidenceLink
from audits.actions import load_questions
from audits.models import Audit, ChecklistItem
from foundation.access import robot
from foundation.models.signin import Session
from tests.company import Company, start_audit
from tests.journeys.doing import drop, note
from tests.journeys.people import PASSWORD, People
from tests.journeys.test_an_audit import QUESTIONS

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def audit(company: Company) -> Audit:
    load_questions(actor=robot(), framework="MCB", rows=QUESTIONS)
    return start_audit(company)


def question(audit: Audit, place: int) -> ChecklistItem:
    return audit.items.order_by("order")[place]


def note_of(item: ChecklistItem) -> str:
    return ChecklistItem.objects.get(pk=item.pk).note


def head(page: Page):
    return page.locator("[data-autosave-all]")


def offline(people: People, name: str, page: Page, *, is_off: bool) -> None:
    """Without a connection requests fail; that is no fault of the page."""
    page.context.set_offline(is_off)
    if not is_off:
        broken = people.seats[name, True].watch.take()
        assert all("ERR_INTERNET_DISCONNECTED" in one for one in broken), broken


def test_what_is_typed_without_a_connection_arrives_when_it_is_back(people: People, audit: Audit) -> None:
    page, first, second = people("priya"), question(audit, 0), question(audit, 1)
    page.goto(first.get_absolute_url())
    page.wait_for_load_state("networkidle")  # the next questions are here
    page.context.set_offline(True)
    page.get_by_label("Note").fill("Register of October seen.")
    expect(head(page)).to_contain_text("Offline. Kept on this device, not sent yet: 1")
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".question")).to_have_text(second.question)
    page.get_by_label("Note").fill("Five sessions sampled.")
    page.get_by_text("Interview", exact=True).click()
    expect(head(page)).to_contain_text("not sent yet: 3")
    assert (note_of(first), note_of(second)) == ("", "")

    offline(people, "priya", page, is_off=False)

    expect(head(page)).to_contain_text("All changes saved")
    expect(page.locator("[data-kept]")).to_be_hidden()
    assert (note_of(first), note_of(second)) == ("Register of October seen.", "Five sessions sampled.")
    assert ChecklistItem.objects.get(pk=second.pk).methods == ["interview"]


def test_a_sign_in_that_ran_out_loses_nothing(people: People, company: Company, audit: Audit) -> None:
    page, item = people("tobias"), question(audit, 2)
    page.goto(item.get_absolute_url())
    page.wait_for_load_state("networkidle")
    Session.objects.filter(user_id=company.cast["tobias"].pk).delete()
    page.get_by_label("Note").fill("The review of June was late.")
    expect(head(page)).to_contain_text("You are signed out. What you typed is kept on this device")
    page.locator("[data-kept] summary").click()
    page.get_by_role("link", name="Sign in again").click()
    page.get_by_label("E-mail").fill("tobias@meridane.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_label("Note")).to_have_value("The review of June was late.")
    expect(head(page)).to_contain_text("All changes saved")
    assert note_of(item) == "The review of June was late."


def test_two_auditors_on_one_question_see_both_versions(people: People, audit: Audit) -> None:
    hers, his, item = people("priya"), people("tobias"), question(audit, 3)
    for page in (hers, his):
        page.goto(item.get_absolute_url())
    his.get_by_label("Note").fill("Two of five have no record.")
    expect(head(his)).to_contain_text("All changes saved")
    hers.get_by_label("Note").fill("Register seen, complete.")
    both = hers.get_by_role("region", name="Two versions of this answer")
    expect(both).to_contain_text("Tobias Lindqvist saved another version")
    expect(both).to_contain_text("Register seen, complete.")
    expect(both).to_contain_text("Two of five have no record.")
    assert note_of(item) == "Two of five have no record."

    hers.reload()  # what she typed is put back, and refused again
    expect(hers.get_by_label("Note")).to_have_value("Register seen, complete.")
    both.get_by_role("button", name="Write both together").click()

    together = "Two of five have no record.\n\nRegister seen, complete."
    expect(hers.get_by_label("Note")).to_have_value(together)
    expect(hers.locator("[data-kept]")).to_be_hidden()
    assert note_of(item) == together
    hers.wait_for_load_state()
    hers.get_by_label("Note").fill(f"{together}\n\nAgreed.")
    expect(hers.locator("[data-autosave-line=note]")).to_contain_text("Saved")
    assert note_of(item).endswith("Agreed.")


COUNTED = """() => {
  window.actions = [];
  for (const kind of ["click", "drop"]) {
    document.addEventListener(kind, (event) => event.isTrusted || kind === "drop" ? window.actions.push(kind) : null, true);
  }
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input, textarea, select");
    isTyping || window.actions.push("key");
  }, true);
}"""


def test_a_finding_with_evidence_takes_three_actions_from_the_clause(people: People, audit: Audit) -> None:
    """Open, drop, save: counted in the page, every click, drop and key; what is typed into a field is no action."""
    page, item = people("priya"), question(audit, 4)
    page.goto(item.get_absolute_url())
    page.wait_for_load_state()
    page.evaluate(COUNTED)

    page.keyboard.press("f")
    sheet = page.get_by_role("dialog", name="Log a finding")
    expect(sheet.get_by_label("What is wrong")).to_be_focused()
    page.keyboard.type("One incident was not disclosed.")
    drop(page, sheet, note("incidents.txt", "I-12: not disclosed."))
    actions = page.evaluate("window.actions")
    sheet.get_by_role("button", name="Log finding").click()
    expect(page.get_by_text("is kept as a draft. It is issued with the report.")).to_be_visible()

    finding = item.findings.get()
    assert [*actions, "click"] == ["key", "drop", "click"]
    assert EvidenceLink.objects.about(finding).count() == 1
