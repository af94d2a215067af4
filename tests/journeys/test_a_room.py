"""A room from its request to its end, between three people at their browsers; and every screen of it, full of rows."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assurance.models import Evidence, EvidenceFile, Requirement
from audits.models import Audit, Finding
from certifications.models import Grant, Question
from tests.journeys.doing import state, take
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

INES, ARJUN, IMOGEN, RUTH = "Ines Moreau", "Arjun Mehta", "Imogen Tate", "Ruth Okafor"
PURPOSE = "Look at the clauses before an offer"


def ask_for_a_room(page: Page) -> None:
    page.goto(reverse("certifications:grant_add"))
    page.get_by_label("Account", exact=True).select_option(label="Imogen Tate, Aldane Assurance")
    page.get_by_label("Purpose").fill(PURPOSE)
    page.get_by_label("Host unit").select_option(label="Security governance")
    page.get_by_label("First day").fill("2026-11-20")
    page.get_by_label("Last day").fill("2026-12-04")
    page.get_by_label("Agreement on confidentiality").select_option(
        label="EV-0503 Agreement on confidentiality, Aldane Assurance v1"
    )
    page.get_by_label("A-2026-04 ISMS clauses 4-10, headquarters").check()
    page.get_by_label("also the evidence of their findings").check()


def test_a_room_is_asked_for_approved_looked_at_and_revoked(personas):
    ines, imogen = personas(INES), personas(IMOGEN)
    expect(imogen.get_by_text("Nothing has been opened to you yet")).to_be_visible()

    # Ines sees what would be visible, keeps it and asks for approval; she cannot approve it herself.
    ask_for_a_room(ines)
    ines.get_by_role("button", name="Preview what is shown").click()
    expect(ines.get_by_role("heading", name="This would be visible")).to_be_visible()
    ines.get_by_role("button", name="Keep as a draft").click()
    take(ines, "Ask for approval")
    expect(ines.get_by_text("You asked for this yourself. Another officer has to decide.")).to_be_visible()
    grant = Grant.objects.get(purpose=PURPOSE)

    # Arjun approves; from now on Imogen is in, once she has read the rules.
    arjun = personas(ARJUN)
    arjun.goto(grant.get_absolute_url())
    take(arjun, "Approve")
    expect(state(arjun).first).to_have_text("Live")
    imogen.goto("/")
    expect(imogen.get_by_role("heading", name="Rules of the room")).to_be_visible()
    sound(imogen)
    imogen.get_by_label("I have read the rules").check()
    imogen.get_by_role("button", name="Enter the room").click()
    expect(imogen.get_by_role("heading", name=PURPOSE)).to_be_visible()

    # She looks at a finding and asks; Ines answers; she reads it in the same place.
    finding = Finding.objects.get(ref="F-013")
    imogen.get_by_role("link", name="F-013").click()
    imogen.get_by_role("link", name="Ask about this").click()
    imogen.get_by_label("Your question").fill("Who keeps the record of a drill?")
    imogen.get_by_role("button", name="Ask", exact=True).click()
    question = Question.objects.get(title="Who keeps the record of a drill?")
    ines.goto(question.get_absolute_url())
    take(ines, "Answer", lambda sheet: sheet.get_by_label("Answer").fill("The shift lead, in the register."))
    imogen.reload()
    expect(imogen.get_by_text("The shift lead, in the register.")).to_be_visible()
    imogen.get_by_role("button", name="Accept and close").click()
    expect(imogen.get_by_text("Closed")).to_be_visible()

    # Ines reads what was looked at; then the room is closed, and with it everything Imogen had open.
    ines.goto(reverse("certifications:grant_log", args=[grant.uuid]))
    expect(ines.get_by_text(f"looked at {finding}")).to_be_visible()
    arjun.goto(grant.get_absolute_url())
    take(arjun, "Revoke at once", lambda sheet: sheet.get_by_label("Reason").fill("The offer went elsewhere."))
    imogen.goto(reverse("certifications:room", args=[grant.uuid]))
    expect(imogen.get_by_label("E-mail")).to_be_visible()


def kestrel() -> Grant:
    return Grant.objects.get(organisation="Kestrel Certification")


def in_room(name: str, row: object = None) -> str:
    return reverse(f"certifications:{name}", args=[kestrel().uuid, *([row.uuid] if row else [])])  # type: ignore[attr-defined]


SCREENS = {
    "rooms": (INES, lambda: reverse("certifications:grants")),
    "a grant": (INES, lambda: kestrel().get_absolute_url()),
    "a request": (INES, lambda: reverse("certifications:grant_add")),
    "the log of a room": (INES, lambda: reverse("certifications:grant_log", args=[kestrel().uuid])),
    "a question inside": (INES, lambda: Question.objects.get(ref__endswith="0002").get_absolute_url()),
    "the room": (RUTH, lambda: in_room("room")),
    "a clause": (RUTH, lambda: in_room("room_clause", Requirement.objects.get(ref="A.8.8"))),
    "an audit": (RUTH, lambda: in_room("room_audit", Audit.objects.get(ref="A-2026-05"))),
    "a finding": (RUTH, lambda: in_room("room_finding", Finding.objects.get(ref="F-015"))),
    "evidence": (RUTH, lambda: in_room("room_evidence", Evidence.objects.get(ref="EV-0266"))),
    "a file in the room": (
        RUTH,
        lambda: in_room("room_view", EvidenceFile.objects.get(version__evidence__ref="EV-0344")),
    ),
    "earlier findings": (RUTH, lambda: in_room("room_earlier")),
    "rows to choose from": (
        RUTH,
        lambda: reverse("certifications:room_population", args=[kestrel().uuid, "evidence"]) + "?n=3&seed=4471",
    ),
    "questions": (RUTH, lambda: in_room("room_questions")),
    "a thread": (RUTH, lambda: in_room("room_question", Question.objects.get(ref__endswith="0002"))),
    "samples": (RUTH, lambda: in_room("room_samples")),
    "the rules": (RUTH, lambda: in_room("room_rules")),
    "the own log": (RUTH, lambda: in_room("room_log")),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_rooms_is_sound(personas, name):
    who, address = SCREENS[name]
    page = personas(who)

    assert page.goto(address()).status == 200
    sound(page)
