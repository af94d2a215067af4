"""The screens of statements of applicability, full of lines: sound in both themes and at all sizes, and written by keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from certifications.models import Certificate, Grant, SoaLine, StatementOfApplicability
from tests.journeys.people import People
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

INES, PRIYA, RUTH = "Ines Moreau", "Priya Raman", "Ruth Okafor"


def version(state: str) -> StatementOfApplicability:
    return StatementOfApplicability.objects.get(state=state)


def of(name: str, state: str, query: str = "") -> str:
    return reverse(f"certifications:{name}", args=[version(state).uuid]) + query


def against() -> str:
    return reverse("certifications:soa_difference", args=[version("draft").uuid, version("approved").uuid])


def in_room(name: str, *more: object) -> str:
    room = Grant.objects.get(state="live", organisation="Kestrel Certification")
    return reverse(f"certifications:{name}", args=[room.uuid, *more])


SCREENS = {
    "the list": (INES, lambda: reverse("certifications:soas")),
    "a new statement": (INES, lambda: reverse("certifications:soa_start")),
    "a draft": (INES, lambda: of("soa", "draft")),
    "the one in force": (PRIYA, lambda: of("soa", "approved")),
    "lines to write": (INES, lambda: of("soa_lines", "draft", "?theme=physical")),
    "lines to read": (PRIYA, lambda: of("soa_lines", "approved", "?theme=physical")),
    "no line left": (INES, lambda: of("soa_lines", "draft", "?words=nothing")),
    "two versions": (PRIYA, against),
    "what a certificate cites": (
        INES,
        lambda: reverse("certifications:certificate_soa", args=[Certificate.objects.get(ref="C-01").uuid]),
    ),
    "those of a room": (RUTH, lambda: in_room("room_soas")),
    "one in a room": (RUTH, lambda: in_room("room_soa", version("approved").uuid)),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_statements_is_sound(personas: People, name: str) -> None:
    who, address = SCREENS[name]
    page = personas(who)
    answer = page.goto(address())

    assert answer.status == 200
    sound(page)


def test_a_line_is_written_by_keyboard_and_saved_by_itself(personas: People) -> None:
    page = personas(INES)
    page.goto(of("soa_lines", "draft", "?show=unjustified"))
    expect(page.get_by_text("92 of 93 lines say why")).to_be_visible()

    page.keyboard.press("j")  # the title of the line
    page.keyboard.press("Tab")  # whether it applies
    page.keyboard.press("ArrowRight")
    why = page.get_by_label("Why A.8.11 is excluded")
    expect(why).to_be_visible()
    why.fill("Nothing to mask here.")

    expect(page.get_by_text("93 of 93 lines say why")).to_be_visible()
    line = SoaLine.objects.get(soa=version("draft"), requirement__ref="A.8.11")
    assert (line.applicable, line.exclusion) == (False, "Nothing to mask here.")
    sound(page)
