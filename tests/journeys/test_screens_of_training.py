"""The screens of courses and of those who are asked to take them: sound in both themes and at all sizes."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from people.models import Assignment, Course
from tests.journeys.people import People
from tests.journeys.soundness import sound

pytestmark = pytest.mark.journey

INES = "Ines Moreau"


def of_course(name: str, query: str = "") -> str:
    course = Course.objects.offered().order_by("code").first()
    assert course is not None
    return reverse(f"people:{name}", args=[course.uuid]) + query


def assignment(state: str) -> str:
    row = Assignment.objects.filter(state=state, released_on=None).order_by("pk").first()
    assert row is not None
    return row.get_absolute_url()


SCREENS = {
    "the list": lambda: reverse("people:courses"),
    "a course": lambda: of_course("course"),
    "those who are late": lambda: of_course("course", "?standing=overdue"),
    "nobody": lambda: of_course("course", "?search=nobody"),
    "a new course": lambda: reverse("people:course_add"),
    "a change": lambda: of_course("course_edit"),
    "somebody is asked": lambda: of_course("course_assign"),
    "the end of a course": lambda: of_course("course_retire"),
    "what is asked": lambda: assignment("assigned"),
    "what is completed": lambda: assignment("completed"),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_training_is_sound(personas: People, name: str) -> None:
    page = personas(INES)
    answer = page.goto(SCREENS[name]())

    assert answer.status == 200
    sound(page)


def test_a_preview_counts_whom_a_new_course_would_catch(personas: People) -> None:
    page = personas(INES)
    page.goto(reverse("people:course_add"))
    page.get_by_label("Code").fill("TRY")
    page.get_by_label("Title").fill("A try")

    page.get_by_role("button", name="Count whom it catches").click()

    expect(page.get_by_role("heading", name="It would catch")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("A try")
    assert not Course.objects.filter(code="TRY").exists()
