"""What the courses of the demonstration hold: whole, true to their lines, and each question with a place to look."""

import pytest

from people.models import CoursePage, Edition
from people.workflows.editions import is_not_whole
from tests.company import TODAY

pytestmark = pytest.mark.usefixtures("demonstrated")

CODES = ["AUD", "AWR", "DEL", "MGR", "SAL", "SCS", "SEC"]


def test_each_course_has_one_edition_that_could_be_published():
    editions = Edition.objects.select_related("course").order_by("course__code")

    assert [edition.course.code for edition in editions] == CODES
    for edition in editions:
        assert edition.state == "published"
        assert is_not_whole(edition, actor=None, on=TODAY, given={}) is None
        assert 3 <= edition.pages.count() <= 5
        assert edition.questions.count() > edition.asked


def test_each_question_says_where_to_look():
    for edition in Edition.objects.all():
        assert {question.page.edition_id for question in edition.questions.select_related("page")} == {edition.pk}


def test_pictures_are_described_and_papers_can_be_drawn():
    assert CoursePage.objects.filter(kind="image").count() == 5
    assert CoursePage.objects.filter(kind="pdf").count() == 2
    assert not CoursePage.objects.exclude(kind="text").filter(file=None).exists()
