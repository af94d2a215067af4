"""Learning a course: pages, a draw that stays, answers judged on the server, attempts that run out."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from foundation.directory.models import User
from foundation.refusals import Refused, WrongState
from people.actions import (
    add_page,
    answer_question,
    begin_edition,
    begin_sitting,
    define_course,
    hand_in,
    publish_edition,
    read_page,
    start_course,
    unblock_course,
)
from people.models import Assignment, Completion, Course, CoursePage, DrawnQuestion, Sitting
from people.records.learning import Learning, Outcome
from people.scoring import is_right, score
from tests.company import TODAY, Company
from tests.learned import ASKED, a_course, asked_of, choices, read_all, sit, write_edition

S = Assignment.State


@pytest.fixture
def course(company: Company) -> Course:
    return a_course(company)


@pytest.fixture
def asked(company: Company, course: Course) -> Assignment:
    return asked_of(company, course)


@pytest.fixture
def emma(cast: dict[str, User]) -> User:
    return cast["emma"]


def hand(learner: User, sitting: Sitting) -> Sitting:
    return hand_in(actor=learner, sitting=sitting, at=timezone.now(), on=TODAY)


def test_the_first_page_begins_the_course_and_reading_is_kept(asked, emma):
    page = CoursePage.objects.in_order().first()

    read_page(actor=emma, assignment=asked, page=page, on=TODAY)
    read_page(actor=emma, assignment=asked, page=page, on=TODAY)

    asked.refresh_from_db()
    assert asked.state == S.IN_PROGRESS
    assert [part.is_read for part in Learning(asked).parts] == [True, False]
    assert Learning(asked).next_url.endswith("/pages/2/")


def test_questions_come_after_the_pages(asked, emma):
    page = CoursePage.objects.in_order().first()
    read_page(actor=emma, assignment=asked, page=page, on=TODAY)

    with pytest.raises(Refused, match="Read all pages first"):
        begin_sitting(actor=emma, assignment=asked, on=TODAY)


def test_the_draw_stays_the_same_in_every_tab(asked, emma):
    read_all(emma, asked)

    first = begin_sitting(actor=emma, assignment=asked, on=TODAY)
    again = begin_sitting(actor=emma, assignment=asked, on=TODAY)

    assert again == first
    assert Sitting.objects.count() == 1
    assert first.drawn.count() == ASKED
    assert len(set(first.drawn.values_list("question", flat=True))) == ASKED


def test_draws_differ_in_questions_and_order(asked, emma, company):
    read_all(emma, asked)
    seen = set()
    for _try in range(25):
        sitting = begin_sitting(actor=emma, assignment=asked, on=TODAY)
        seen.add(tuple(sitting.drawn.order_by("position").values_list("question", flat=True)))
        Sitting.objects.all().delete()

    assert len(seen) > 3


def test_all_right_passes_and_gives_a_completion(asked, emma):
    read_all(emma, asked)

    sitting = hand(emma, sit(emma, asked))

    asked.refresh_from_db()
    assert (asked.state, sitting.attempt.score, sitting.attempt.passed) == (S.COMPLETED, 100, True)
    completion = Completion.objects.get()
    assert (completion.person, completion.score, completion.source) == (emma.person, 100, "course")


def test_half_right_fails_and_says_where_to_look_but_not_what_is_right(asked, emma):
    read_all(emma, asked)

    sitting = hand(emma, sit(emma, asked, wrong=1))

    asked.refresh_from_db()
    outcome = Outcome(Learning(asked), sitting)
    wrong = [one for one in outcome.judged if not one.is_right]
    assert (asked.state, sitting.attempt.score) == (S.IN_PROGRESS, 50)
    assert len(wrong) == 1
    assert wrong[0].look[0] == "Tell somebody"
    assert wrong[0].right == []


def test_the_last_attempt_blocks_and_the_manager_unblocks(asked, emma, company, cast):
    read_all(emma, asked)
    for _attempt in range(2):
        hand(emma, sit(emma, asked, wrong=2))

    asked.refresh_from_db()
    assert asked.state == S.BLOCKED
    with pytest.raises(WrongState, match="No attempt is left"):
        begin_sitting(actor=emma, assignment=asked, on=TODAY)

    unblock_course(actor=cast["helena"], assignment=asked, on=TODAY)
    asked.refresh_from_db()
    assert begin_sitting(actor=emma, assignment=asked, on=TODAY).attempt is None


def test_handing_in_twice_counts_once(asked, emma):
    read_all(emma, asked)
    sitting = sit(emma, asked, wrong=2)
    other_tab = Sitting.objects.get(pk=sitting.pk)
    hand(emma, sitting)

    with pytest.raises(WrongState, match="handed in before"):
        hand(emma, other_tab)
    with pytest.raises(WrongState, match="handed in before"):
        answer_question(actor=emma, sitting=other_tab, number=1, given=["x"])

    assert asked.attempts.count() == 1


def test_an_unanswered_question_is_not_handed_in(asked, emma):
    read_all(emma, asked)
    sitting = begin_sitting(actor=emma, assignment=asked, on=TODAY)

    with pytest.raises(ValidationError, match="no answer yet"):
        hand(emma, sitting)
    assert asked.attempts.count() == 0


def test_answers_of_another_question_are_refused(asked, emma):
    read_all(emma, asked)
    sitting = begin_sitting(actor=emma, assignment=asked, on=TODAY)
    one, two = sitting.drawn.for_page()

    with pytest.raises(ValidationError, match="that are offered"):
        answer_question(actor=emma, sitting=sitting, number=one.position, given=choices(two.question))
    with pytest.raises(ValidationError, match="that are offered"):
        answer_question(actor=emma, sitting=sitting, number=99, given=choices(one.question))
    with pytest.raises(ValidationError, match="Choose one answer"):
        answer_question(actor=emma, sitting=sitting, number=1, given=one.order)
    with pytest.raises(ValidationError, match="Choose an answer"):
        answer_question(actor=emma, sitting=sitting, number=1, given=[])

    assert not DrawnQuestion.objects.exclude(given=[]).exists()


@pytest.mark.parametrize("name", ["samir", "ines", "helena", "adam"])
def test_nobody_learns_for_another(asked, emma, cast, name):
    read_all(emma, asked)
    sitting = sit(emma, asked)
    page = CoursePage.objects.in_order().first()

    for attempt in (
        lambda who: read_page(actor=who, assignment=asked, page=page, on=TODAY),
        lambda who: begin_sitting(actor=who, assignment=asked, on=TODAY),
        lambda who: answer_question(actor=who, sitting=sitting, number=1, given=["x"]),
        lambda who: hand(who, sitting),
    ):
        with pytest.raises(PermissionDenied):
            attempt(cast[name])


def test_who_began_a_version_finishes_it(asked, emma, course, cast):
    first = CoursePage.objects.in_order().first()
    read_page(actor=emma, assignment=asked, page=first, on=TODAY)
    after = begin_edition(actor=cast["ines"], course=course, on=TODAY)
    add_page(actor=cast["ines"], edition=after, kind="text", title="New", body="New.", spoken="")
    publish_edition(actor=cast["ines"], edition=after, on=TODAY)

    read_page(actor=emma, assignment=asked, page=CoursePage.objects.filter(edition__number=1).last(), on=TODAY)
    sitting = hand(emma, sit(emma, asked))

    course.refresh_from_db()
    assert course.version == 2
    assert len(Learning(asked).pages) == 2
    assert sitting.attempt.version == 1
    assert Completion.objects.get().version == 1


def test_a_page_of_another_version_is_not_read(asked, emma, course, cast, company):
    other = a_course(company, code="OTH")

    with pytest.raises(ValidationError, match="not of the course"):
        read_page(actor=emma, assignment=asked, page=other.editions.get().pages.first(), on=TODAY)
    asked.refresh_from_db()
    assert asked.state == S.ASSIGNED


def test_a_course_without_content_waits_for_it(company, emma, cast):
    bare = define_course(actor=cast["ines"], unit=company.units["HQ"], code="BARE", title="Bare", minutes=5)
    asked = asked_of(company, bare)
    draft = write_edition(company, bare, published=False)

    assert Learning(asked).edition is None
    with pytest.raises(ValidationError, match="not of the course"):
        read_page(
            actor=emma,
            assignment=start_course(actor=emma, assignment=asked, on=TODAY),
            page=draft.pages.first(),
            on=TODAY,
        )
    with pytest.raises(Refused, match="Read all pages first"):
        begin_sitting(actor=emma, assignment=asked, on=TODAY)


@pytest.mark.parametrize(
    ("given", "right", "expected"),
    [
        (["a"], ["a"], True),
        (["b", "a"], ["a", "b"], True),
        (["a"], ["a", "b"], False),
        (["a", "b", "c"], ["a", "b"], False),
        ([], [], False),
    ],
)
def test_only_exactly_the_right_choices_count(given, right, expected):
    assert is_right(given, right) is expected


@pytest.mark.parametrize(("right", "asked", "expected"), [(0, 5, 0), (4, 5, 80), (5, 6, 83), (2, 3, 66), (3, 3, 100)])
def test_a_score_is_never_rounded_up(right, asked, expected):
    assert score(right, asked) == expected


def test_nothing_asked_cannot_be_scored():
    with pytest.raises(ValueError, match="cannot be scored"):
        score(0, 0)
