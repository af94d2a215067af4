"""What a course holds: written as a draft, published when it is whole, and kept as it was for who began it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from foundation.directory.models import User
from foundation.files import ScanResult
from foundation.refusals import Refused, WrongState
from people.actions import (
    add_page,
    add_question,
    begin_edition,
    change_page,
    change_question,
    move_page,
    publish_edition,
    remove_page,
    remove_question,
    scan_file,
)
from people.models import Course, CoursePage, CourseQuestion, Edition, PageFile
from people.prose import blocks
from tests.company import TODAY, Company
from tests.foundation import hostile
from tests.learned import a_course, kept, write_edition


@pytest.fixture
def course(company: Company) -> Course:
    return a_course(company)


@pytest.fixture
def draft(course: Course, cast: dict[str, User]) -> Edition:
    return begin_edition(actor=cast["ines"], course=course, on=TODAY)


def picture() -> list:
    return list(kept("board.png", hostile.picture("PNG")))


def test_the_next_version_begins_like_the_one_in_force(course, draft):
    before = course.editions.get(number=1)

    assert [page.title for page in draft.pages.in_order()] == [page.title for page in before.pages.in_order()]
    assert draft.questions.count() == before.questions.count()
    assert {one.page.edition_id for one in draft.questions.all()} == {draft.pk}
    assert draft.asked == before.asked


def test_publishing_supersedes_the_one_before(course, draft, cast):
    publish_edition(actor=cast["ines"], edition=draft, on=TODAY)

    course.refresh_from_db()
    states = dict(course.editions.values_list("number", "state"))
    assert (states, course.version) == ({1: "superseded", 2: "published"}, 2)


def test_there_is_one_draft_at_a_time(course, draft, cast):
    with pytest.raises(ValidationError, match="being written already"):
        begin_edition(actor=cast["carla"], course=course, on=TODAY)


def test_only_a_draft_changes(course, cast):
    before = course.editions.get()
    page, question = before.pages.first(), before.questions.first()
    facts = {"kind": "text", "title": "New", "body": "New.", "spoken": ""}

    for attempt in (
        lambda: add_page(actor=cast["ines"], edition=before, **facts),
        lambda: change_page(actor=cast["ines"], page=page, title="Other"),
        lambda: move_page(actor=cast["ines"], page=page, up=False),
        lambda: remove_page(actor=cast["ines"], page=page),
        lambda: add_question(actor=cast["ines"], edition=before, text="?", kind="single", page=None, answers=[]),
        lambda: change_question(actor=cast["ines"], question=question, answers=[("a", True), ("b", False)]),
        lambda: remove_question(actor=cast["ines"], question=question),
    ):
        with pytest.raises(WrongState, match="Only a draft"):
            attempt()


@pytest.mark.parametrize("name", ["emma", "samir", "helena", "adam", "priya"])
def test_only_officers_write(course, draft, cast, name):
    page = draft.pages.first()
    with pytest.raises(PermissionDenied):
        change_page(actor=cast[name], page=page, title="Mine")
    with pytest.raises(PermissionDenied):
        publish_edition(actor=cast[name], edition=draft, on=TODAY)
    assert not Edition.objects.visible_to(cast[name]).exists()
    assert not CourseQuestion.objects.visible_to(cast[name]).exists()


def test_pages_change_places(draft, cast):
    first, second = draft.pages.in_order()
    move_page(actor=cast["ines"], page=second, up=True)
    assert [page.pk for page in draft.pages.in_order()] == [second.pk, first.pk]

    move_page(actor=cast["ines"], page=second, up=True)
    assert [page.pk for page in draft.pages.in_order()] == [second.pk, first.pk]


def test_a_question_outlives_the_page_where_its_answer_stood(draft, cast):
    page = draft.questions.first().page
    remove_page(actor=cast["ines"], page=page)
    assert draft.questions.first().page is None
    assert [page.position for page in draft.pages.in_order()] == [1]


def test_a_page_takes_only_files_of_its_kind(draft, cast):
    facts = {"title": "Board", "body": "", "spoken": "A board."}
    with pytest.raises(ValidationError, match="another kind"):
        add_page(actor=cast["ines"], edition=draft, kind="pdf", kept=picture(), **facts)
    with pytest.raises(ValidationError, match="Attach the file"):
        add_page(actor=cast["ines"], edition=draft, kind="video", **facts)
    with pytest.raises(ValidationError, match="in words"):
        add_page(actor=cast["ines"], edition=draft, kind="image", kept=picture(), **facts | {"spoken": ""})

    page = add_page(actor=cast["ines"], edition=draft, kind="image", kept=picture(), **facts)
    assert page.file.detected_type == "image/png"


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([("a", True)], "at least two"),
        ([("a", True), ("A ", False)], "say the same"),
        ([("a", False), ("b", False)], "Tick the right"),
        ([("a", True), ("b", True)], "Only one answer"),
    ],
)
def test_a_question_can_be_answered(draft, cast, answers, sentence):
    facts = {"text": "Which?", "kind": "single", "page": None}
    with pytest.raises(ValidationError, match=sentence):
        add_question(actor=cast["ines"], edition=draft, answers=answers, **facts)


def test_an_edition_is_published_only_when_it_is_whole(company, cast):
    bare = a_course(company, code="BARE")
    draft = begin_edition(actor=cast["ines"], course=bare, on=TODAY)
    for question in list(draft.questions.all())[:3]:
        remove_question(actor=cast["ines"], question=question)
    with pytest.raises(Refused, match="2 questions are asked, but the pool holds 1"):
        publish_edition(actor=cast["ines"], edition=draft, on=TODAY)

    for page in draft.pages.all():
        remove_page(actor=cast["ines"], page=page)
    with pytest.raises(Refused, match="no page yet"):
        publish_edition(actor=cast["ines"], edition=draft, on=TODAY)


def test_a_file_that_waits_for_the_scanner_keeps_an_edition_back(draft, cast):
    page = add_page(
        actor=cast["ines"], edition=draft, kind="image", kept=picture(), title="Board", body="", spoken="A board."
    )
    PageFile.objects.update(scan=PageFile.Scan.PENDING)
    with pytest.raises(Refused, match="waits for the scanner"):
        publish_edition(actor=cast["ines"], edition=draft, on=TODAY)

    file = PageFile.objects.get(pk=page.file_id)
    scan_file(actor=User.objects.get(kind="robot"), file=file, result=ScanResult(PageFile.Scan.CLEAN))
    assert publish_edition(actor=cast["ines"], edition=draft, on=TODAY).state == "published"


def test_a_draft_of_a_course_is_not_what_learners_get(company, course, cast):
    assert write_edition(company, a_course(company, code="NEW"), published=False).is_draft
    assert CoursePage.objects.visible_to(cast["emma"]).count() == 0


def test_prose_has_form_and_never_markup():
    found = blocks("# Head\n\nOne **two** *three*\nfour\n\n- a\n- <b>b</b>\n")

    assert [block.kind for block in found] == ["heading", "paragraph", "list"]
    assert [(run.words, run.hand) for run in found[1].lines[0]] == [
        ("One ", ""),
        ("two", "strong"),
        (" ", ""),
        ("three", "em"),
        (" four", ""),
    ]
    assert found[2].lines[1][0].words == "<b>b</b>"


def test_prose_of_hostile_text_is_quick():
    assert blocks("*" * 50_000)
    assert blocks("**a" * 20_000)
