"""The screens of learning, of what courses hold and of proofs: sound in both themes and at all sizes."""

import pytest
from django.urls import reverse

from people.models import Assignment, Course, Edition
from tests.journeys.people import People
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

INES, MINA = "Ines Moreau", "Mina Osei"


def asked(name: str, *more: object) -> str:
    row = Assignment.objects.get(person__name=MINA, course__code="AWR", released_on=None)
    return reverse(f"people:{name}", args=[row.uuid, *more])


def content(name: str, *more: object) -> str:
    return reverse(f"people:{name}", args=[Edition.objects.get(course__code="AWR").uuid, *more])


SCREENS = {
    "a course to learn": (MINA, lambda: asked("learn")),
    "a page of text": (MINA, lambda: asked("learn_page", 1)),
    "a page with a picture": (MINA, lambda: asked("learn_page", 2)),
    "a page with a paper": (MINA, lambda: asked("learn_page", 4)),
    "questions that wait": (MINA, lambda: asked("quiz")),
    "what is asked of one": (MINA, lambda: asked("assignment")),
    "proofs": (MINA, lambda: reverse("people:proofs")),
    "a proof to submit": (MINA, lambda: reverse("people:proof_add")),
    "a certificate to check": (MINA, lambda: reverse("people:certificate_check")),
    "a course": (INES, lambda: Course.objects.get(code="AWR").get_absolute_url()),
    "what a course holds": (INES, lambda: content("edition")),
    "a page to write": (INES, lambda: content("page_add")),
    "a question to write": (INES, lambda: content("question_add")),
    "the preview of a page": (INES, lambda: content("edition_preview", 2)),
    "the preview of a question": (INES, lambda: content("edition_preview", 8)),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_learning_is_sound(personas: People, name: str) -> None:
    who, address = SCREENS[name]
    page = personas(who)
    answer = page.goto(address())

    assert answer.status == 200
    sound(page)
