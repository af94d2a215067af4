"""The player over HTTP: few queries, no answer given away, nothing to tamper with, and files that nobody else shows."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from foundation.directory.models import User
from foundation.models.trail import Event
from people.actions import add_page, begin_edition, publish_edition
from people.certifying import certify
from people.models import (
    Assignment,
    Choice,
    Completion,
    Course,
    CoursePage,
    DrawnQuestion,
    Sitting,
    TrainingCertificate,
)
from tests.company import TODAY, Company
from tests.entered import come_in
from tests.foundation import hostile
from tests.learned import NOON, a_course, a_proof, asked_of, choices, hand_in_right, kept, read_all, sit

MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(5000)
MOST = 12  # queries of a page


@pytest.fixture
def course(company: Company) -> Course:
    return a_course(company)


@pytest.fixture
def asked(company: Company, course: Course, cast: dict[str, User]) -> Assignment:
    row = asked_of(company, course)
    read_all(cast["emma"], row)
    return row


@pytest.fixture
def emma(cast: dict[str, User]) -> Client:
    return come_in(Client(), cast["emma"])


@pytest.fixture
def ines(cast: dict[str, User]) -> Client:
    return come_in(Client(), cast["ines"])


def at(asked: Assignment, name: str, *more: object) -> str:
    return reverse(f"people:{name}", args=[asked.uuid, *more])


def test_every_page_of_the_player_asks_little(asked, emma, cast, django_assert_max_num_queries):
    passed = sit(cast["emma"], asked, wrong=2)
    emma.post(at(asked, "quiz_hand_in"), {"sitting": passed.uuid})
    sit(cast["emma"], asked)
    addresses = [
        at(asked, "learn"),
        at(asked, "learn_page", 1),
        at(asked, "quiz_question", 1),
        at(asked, "quiz_hand_in"),
        at(asked, "learn_result", passed.uuid),
        reverse("people:certificate_check") + "?number=TC-1",
    ]
    for address in addresses:
        with django_assert_max_num_queries(MOST, info=address):
            assert emma.get(address).status_code == 200, address


def test_every_page_of_content_and_proofs_asks_little(asked, ines, cast, course, django_assert_max_num_queries):
    edition, proof = course.editions.get(), a_proof(cast["emma"], course)
    addresses = [
        edition.get_absolute_url(),
        reverse("people:edition_preview", args=[edition.uuid, 1]),
        reverse("people:edition_preview", args=[edition.uuid, 4]),
        reverse("people:proofs"),
        proof.get_absolute_url(),
    ]
    for address in addresses:
        with django_assert_max_num_queries(MOST, info=address):
            assert ines.get(address).status_code == 200, address


def test_a_question_says_nothing_of_what_is_right(asked, emma):
    emma.post(at(asked, "quiz"))
    before = emma.get(at(asked, "quiz_question", 1)).content.decode()
    Choice.objects.filter(text="yes").update(is_right=False)
    Choice.objects.filter(text="no").update(is_right=True)
    after = emma.get(at(asked, "quiz_question", 1)).content.decode()

    assert _without_token(before) == _without_token(after)


def _without_token(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrf" not in line.casefold())


def test_loading_again_draws_nothing_anew(asked, emma):
    emma.post(at(asked, "quiz"))
    drawn = list(DrawnQuestion.objects.order_by("position").values_list("question", "order"))
    emma.post(at(asked, "quiz"))
    emma.get(at(asked, "quiz"))

    assert list(DrawnQuestion.objects.order_by("position").values_list("question", "order")) == drawn


@pytest.mark.parametrize("given", ["", "not-a-uuid", "\x00", "<b>", "9" * 5000])
def test_an_answer_that_is_not_offered_comes_back_with_a_sentence(asked, emma, given):
    emma.post(at(asked, "quiz"))

    answer = emma.post(at(asked, "quiz_question", 1), {"given": given} if given else {})

    assert answer.status_code == 422
    assert "Choose" in answer.content.decode()
    assert not DrawnQuestion.objects.exclude(given=[]).exists()


def test_the_choices_of_another_question_are_not_offered(asked, emma):
    emma.post(at(asked, "quiz"))
    other = DrawnQuestion.objects.for_page()[1]

    assert emma.post(at(asked, "quiz_question", 1), {"given": choices(other.question)}).status_code == 422


def test_handing_in_again_shows_the_first_result(asked, emma, cast):
    sitting = sit(cast["emma"], asked, wrong=2)
    first = emma.post(at(asked, "quiz_hand_in"), {"sitting": sitting.uuid})
    again = emma.post(at(asked, "quiz_hand_in"), {"sitting": sitting.uuid})

    assert first["Location"] == again["Location"] == at(asked, "learn_result", sitting.uuid)
    assert asked.attempts.count() == 1


def test_handing_in_what_is_not_answered_says_so(asked, emma):
    emma.post(at(asked, "quiz"))

    answer = emma.post(at(asked, "quiz_hand_in"), {"sitting": Sitting.objects.get().uuid})

    assert answer.status_code == 422
    assert "have no answer yet" in answer.content.decode()


def test_the_sitting_of_somebody_else_is_not_handed_in(asked, emma, cast, company, course):
    other = asked_of(company, course, "samir")
    read_all(cast["samir"], other)
    theirs = sit(cast["samir"], other)

    assert emma.post(at(asked, "quiz_hand_in"), {"sitting": theirs.uuid}).status_code == 404
    assert emma.get(at(asked, "learn_result", theirs.uuid)).status_code == 404
    assert emma.get(at(other, "learn")).status_code == 404


def test_who_passes_has_the_certificate_at_once(asked, emma, cast):
    sitting = sit(cast["emma"], asked)
    emma.post(at(asked, "quiz_hand_in"), {"sitting": sitting.uuid})

    made = TrainingCertificate.objects.get()
    answer = emma.post(reverse("people:certificate_make", args=[made.completion.uuid]), follow=True)
    words = PdfReader(BytesIO(b"".join(answer.streaming_content))).pages[0].extract_text()
    assert made.number in words
    assert "Emma Cole" in words
    assert answer["Content-Disposition"].startswith("attachment")
    assert Event.objects.filter(kind="paper.taken").count() == 1
    assert TrainingCertificate.objects.count() == 1


def test_a_number_is_checked_by_whoever_holds_the_paper(asked, emma, ines, cast):
    made = certify(actor=cast["emma"], completion=hand_in_right(cast["emma"], asked), at=NOON)
    address = reverse("people:certificate_check")

    genuine = ines.get(address, {"number": made.number.lower()}).content.decode()
    forged = ines.get(address, {"number": "TC-0000-0000-0000"}).content.decode()
    assert "It is genuine." in genuine
    assert made.sha256 in genuine
    assert "There is no certificate with this number." in forged
    assert ines.get(address, {"number": "\x00"}).status_code < 500


def test_a_certificate_is_of_the_course_alone(company, course, cast):
    elsewhere = Completion.objects.create(
        person=cast["emma"].person, course=course, completed_on=TODAY, source=Completion.Source.PROOF
    )
    emma = come_in(Client(), cast["emma"])

    assert emma.post(reverse("people:certificate_make", args=[elsewhere.uuid])).status_code == 409
    assert not TrainingCertificate.objects.exists()


@pytest.fixture
def shown(company: Company, course: Course, cast: dict[str, User]) -> Callable[[str, bytes, str], str]:
    """`shown("video", MP4, "board.mp4")`: Emma learns a page of that kind; where its file is."""

    def publish(kind: str, content: bytes, name: str) -> str:
        draft = begin_edition(actor=cast["ines"], course=course, on=TODAY)
        facts = {"kind": kind, "title": "Shown", "body": "", "spoken": "A board."}
        add_page(actor=cast["ines"], edition=draft, kept=kept(name, content), **facts)
        publish_edition(actor=cast["ines"], edition=draft, on=TODAY)
        return at(asked_of(company, course), "learn_media", 3)

    return publish


def test_a_video_plays_by_ranges_in_pages_of_ours_alone(shown, emma):
    address = shown("video", MP4, "board.mp4")

    part = emma.get(
        address, headers={"Range": "bytes=0-99", "Sec-Fetch-Dest": "video", "Sec-Fetch-Site": "same-origin"}
    )
    assert part.status_code == 206
    assert b"".join(part.streaming_content) == MP4[:100]
    assert part["Content-Range"] == f"bytes 0-99/{len(MP4)}"
    assert part["Content-Type"] == "video/mp4"
    assert part["X-Content-Type-Options"] == "nosniff"
    assert part["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert emma.get(address, headers={"Range": "bytes=9999-"}).status_code == 416
    assert emma.get(address, headers={"Sec-Fetch-Dest": "script"}).status_code == 403
    assert emma.get(address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_picture_is_one_that_we_painted(shown, emma):
    address = shown("image", hostile.picture("PNG"), "board.png")

    answer = emma.get(address)
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"] == "inline"
    assert emma.get(address, {"width": "7"}).status_code == 404
    assert emma.get(address, {"sheet": "9" * 400}).status_code in (200, 404)


def test_what_the_scanner_has_not_passed_is_not_shown(shown, emma):
    address = shown("image", hostile.picture("PNG"), "board.png")
    CoursePage.objects.get(kind="image").file.__class__.objects.update(scan="pending")

    assert emma.get(address).status_code == 404
    assert "is being checked" in emma.get(address.replace("media/", "")).content.decode()


@pytest.mark.parametrize("body", ["<script>alert(1)</script>", "**<img src=x onerror=alert(1)>**", "- <svg onload=x>"])
def test_the_text_of_a_page_is_text(company, course, cast, emma, body):
    draft = begin_edition(actor=cast["ines"], course=course, on=TODAY)
    add_page(actor=cast["ines"], edition=draft, kind="text", title="Shown", body=body, spoken="")
    publish_edition(actor=cast["ines"], edition=draft, on=TODAY)

    page = emma.get(at(asked_of(company, course), "learn_page", 3)).content.decode()
    assert "&lt;" in page
    assert body.strip("*- ") not in page
