"""A certifier alone in the room: finds the evidence for a clause, checks it, asks and reads the answer, by keyboard alone.

And one who tries the doors: lists, ids, other methods, a leaked address, until the room is closed. Source: E-08.
"""

import hashlib
import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from assurance.models import EvidenceFile
from audits.models import Audit, Finding
from certifications.models import Grant, Question
from foundation.files import open_stored
from foundation.models.trail import Event
from foundation.viewer import draw
from tests.journeys.doing import take
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

INES, ARJUN, RUTH = "Ines Moreau", "Arjun Mehta", "Ruth Okafor"
ASKED = "Which record shows the scans since the third quarter?"
ANSWER = "The register of the second quarter; it comes with the next review."
MOST_TABS = 60


def kestrel() -> Grant:
    return Grant.objects.get(organisation="Kestrel Certification")


def go_to(page: Page, wanted: Locator) -> None:
    """Tabs forward until the focus is there, as somebody without a mouse does."""
    page.wait_for_load_state()
    for _step in range(MOST_TABS):
        if wanted.first.evaluate("it => it === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {wanted}.")


def press(page: Page, wanted: Locator) -> None:
    go_to(page, wanted)
    page.keyboard.press("Enter")


def holds(page: Page) -> None:
    """The page is sound, once its styles are there: a page that was reached by a key is still being loaded."""
    page.wait_for_load_state()
    sound(page)


def test_a_certifier_finds_checks_asks_and_reads_by_keyboard(personas):
    ruth, ines = personas(RUTH), personas(INES)
    file = EvidenceFile.objects.get(version__evidence__ref="EV-0344")

    the_clause_is_found(ruth)
    its_evidence_was_in_force(ruth)
    the_hash_is_that_of_the_stored_bytes(ruth, file)
    a_page_is_looked_at(ruth)
    question = a_question_is_raised(ruth)
    ines.goto(question.get_absolute_url())
    take(ines, "Answer", lambda sheet: sheet.get_by_label("Answer").fill(ANSWER))
    the_answer_is_read(ruth)
    everything_stands_in_the_log(ruth)


def the_clause_is_found(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("8.8")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("clause=8.8"))
    press(page, page.get_by_role("link", name=re.compile("^A.8.8 Management of technical")))
    expect(page.get_by_role("heading", name="A.8.8 Management of technical vulnerabilities")).to_be_visible()
    holds(page)


def its_evidence_was_in_force(page: Page) -> None:
    expect(page.get_by_text("Bar: in force between 20 Nov 2025 and 20 Nov 2026")).to_be_visible()
    expect(page.locator(".status-text", has_text="In force since 31 Mar 2026, no end stated")).to_be_visible()
    press(page, page.get_by_role("link", name="Vulnerability register, Q1 2026"))
    expect(page.get_by_role("heading", name="Vulnerability register, Q1 2026")).to_be_visible()


def the_hash_is_that_of_the_stored_bytes(page: Page, file: EvidenceFile) -> None:
    with open_stored(file.sha256) as stored:
        expect(page.get_by_text(hashlib.sha256(stored.read()).hexdigest())).to_be_visible()
    holds(page)


def a_page_is_looked_at(page: Page) -> None:
    press(page, page.get_by_role("link", name=re.compile("^View")))
    expect(page.get_by_text("Page 1 of 1")).to_be_visible()
    picture = page.get_by_role("img", name=re.compile("Picture of page 1"))
    assert picture.evaluate("async (it) => { await it.decode(); return it.naturalWidth; }") > 0
    holds(page)
    press(page, page.get_by_role("link", name="Close"))


def a_question_is_raised(page: Page) -> Question:
    press(page, page.get_by_role("link", name="Ask about this"))
    go_to(page, page.get_by_label("Your question"))
    page.keyboard.type(ASKED)
    press(page, page.get_by_role("button", name="Ask", exact=True))
    expect(page.get_by_text("The answer stands here, and you get a mail.")).to_be_visible()
    expect(page.get_by_text("Answer due 25 Nov 2026")).to_be_visible()
    holds(page)
    return Question.objects.get(title=ASKED)


def the_answer_is_read(page: Page) -> None:
    press(page, page.get_by_role("link", name="Questions").first)
    press(page, page.get_by_role("link", name=re.compile(re.escape(ASKED))))
    expect(page.get_by_text(ANSWER)).to_be_visible()
    press(page, page.get_by_role("button", name="Accept and close"))
    expect(page.get_by_text("Closed").first).to_be_visible()


def everything_stands_in_the_log(page: Page) -> None:
    press(page, page.get_by_role("link", name="My access log"))
    for words in ("looked at A.8.8 Management", "looked at EV-0344", "File viewed: vulnerability-register"):
        expect(page.get_by_text(words).first).to_be_visible()


# E-08: who tries the doors.


def test_a_certifier_who_tries_the_doors_meets_the_scope_and_nothing_else(personas):
    ruth, arjun = personas(RUTH), personas(ARJUN)
    grant, room = kestrel(), f"/room/{kestrel().uuid}/"
    hidden = (
        Finding.objects.exclude(audit=grant.audit).exclude(state="draft").filter(requirement__framework__code="MCB")
    )
    ruth.goto(room)
    before = Event.objects.filter(kind="outside.refused").count()

    tried = {
        f"{room}findings/{hidden.first().uuid}/": 404,
        f"{room}audits/{Audit.objects.get(ref='A-2026-04').uuid}/": 404,
        hidden.first().get_absolute_url(): 404,
        reverse("audits:findings") + "?q=a": 404,
        reverse("assurance:evidence_file", args=[shown_file().uuid]): 404,  # from a leaked mail
        f"{room}files/{shown_file().uuid}/": 403,  # without downloads in the grant
    }
    assert {path: ruth.request.get(path).status for path in tried} == tried
    assert len(ruth.request.get(f"/api/v1/rooms/{grant.uuid}/findings/").json()["results"]) == in_scope(grant)
    csrf = next(one["value"] for one in ruth.context.cookies() if "csrf" in one["name"])
    posted = ruth.request.post(room, headers={"X-CSRFToken": csrf, "Referer": ruth.url})
    assert posted.status == 403
    assert Event.objects.filter(kind="outside.refused").count() == before + len(tried) + 1

    the_picture_carries_name_and_time(ruth, room)
    arjun.goto(grant.get_absolute_url())
    take(arjun, "Revoke at once", lambda sheet: sheet.get_by_label("Reason").fill("The engagement is over."))
    ruth.goto(room)
    expect(ruth.get_by_label("E-mail")).to_be_visible()


def shown_file() -> EvidenceFile:
    return EvidenceFile.objects.get(version__evidence__ref="EV-0344")


def in_scope(grant: Grant) -> int:
    """The findings of the audit, and the earlier ones against the framework, counted from the rows."""
    of_the_audit = Finding.objects.filter(audit=grant.audit).exclude(state__in=["draft", "void"])
    return len({*of_the_audit, *(rule_rows(grant))})


def rule_rows(grant: Grant) -> list[Finding]:
    rules = grant.rules.filter(kind="framework_findings").values_list("subject_uuid", flat=True)
    rows = Finding.objects.exclude(state__in=["draft", "void"]).filter(requirement__framework__uuid__in=rules)
    own = rows.filter(audit__kind__in=["internal", "unannounced", "follow_up", "second_party"])
    return [*own, *rows.filter(audit__organisation=grant.organisation)]


def the_picture_carries_name_and_time(page: Page, room: str) -> None:
    file = shown_file()
    picture = page.request.get(f"{room}files/{file.uuid}/pages/1/")
    plain = draw(sha256=file.sha256, size=file.size, kind=file.detected_type, page=1).png

    assert picture.headers["content-type"] == "image/png"
    assert picture.body() != plain
    page.goto(f"{room}files/{file.uuid}/view/")
    expect(page.get_by_text("Shown to Ruth Okafor, Kestrel Certification, 20 Nov 2026")).to_be_visible()
