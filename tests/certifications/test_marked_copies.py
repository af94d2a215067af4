"""What is looked at and what leaves a room carries who and when; the stored bytes, and their hash, stay as they are."""

import hashlib
import io

import pypdf
import pytest
from django.urls import reverse
from PIL import Image

from foundation.files import open_stored
from foundation.models.trail import Event
from foundation.viewer import copy, draw
from tests.foundation import drawn
from tests.kept import kept_file, kept_picture
from tests.room import K, entered, shown_for

MARK = "Claire Duval, Kestrel Certification, 2026-11-20 10:00 (Europe/Lisbon)"


@pytest.fixture
def report(company, finding, tmp_path):
    kept = kept_file("report.pdf", drawn.report(tmp_path, "One", "Two"), content_type="application/pdf")
    return shown_for(company, finding, "Report", kept=kept).files.get()


@pytest.fixture
def photo(company, finding):
    return shown_for(company, finding, "Photo", kept=kept_picture()).files.get()


def room_of(company, finding, **facts):
    return entered(company, [(K.AUDIT, finding.audit), (K.AUDIT_EVIDENCE, finding.audit)], **facts)


def page(name, room, *arguments):
    return reverse(f"certifications:{name}", args=[room.uuid, *arguments])


def bytes_of(file) -> bytes:
    with open_stored(file.sha256) as stored:
        return stored.read()


def test_a_pdf_leaves_with_the_mark_on_every_page_and_the_hash_of_the_original(company, finding, report, browse):
    room = room_of(company, finding, allow_download=True)
    answer = browse("claire").get(page("room_file", room, report.uuid))
    texts = [one.extract_text() for one in pypdf.PdfReader(io.BytesIO(answer.content)).pages]

    assert len(texts) == 2
    assert all(MARK in text and report.sha256 in text for text in texts)
    assert "report (Claire Duval, Kestrel Certification, 2026-11-20 1000).pdf" in answer["Content-Disposition"]
    assert hashlib.sha256(bytes_of(report)).hexdigest() == report.sha256
    assert Event.objects.get(kind="evidence.downloaded").grant_uuid == room.uuid


def test_a_picture_leaves_marked(company, finding, photo, browse):
    room = room_of(company, finding, allow_download=True)

    answer = browse("claire").get(page("room_file", room, photo.uuid))

    assert answer.content != bytes_of(photo)
    assert Image.open(io.BytesIO(answer.content)).size == Image.open(io.BytesIO(bytes_of(photo))).size


@pytest.mark.parametrize("which", ["report", "photo"])
def test_without_the_mark_the_stored_bytes_leave(company, finding, browse, which, request):
    file = request.getfixturevalue(which)
    room = room_of(company, finding, allow_download=True, watermark=False)

    answer = browse("claire").get(page("room_file", room, file.uuid))

    assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == file.sha256


def test_a_page_is_looked_at_without_downloads_and_carries_the_mark(company, finding, report, browse):
    room = room_of(company, finding)
    claire = browse("claire")

    seen = claire.get(page("room_page", room, report.uuid, 2))
    plain = draw(sha256=report.sha256, size=report.size, kind=report.detected_type, page=2).png

    assert seen["Content-Type"] == "image/png"
    assert seen.content != plain
    assert Image.open(io.BytesIO(seen.content)).size == Image.open(io.BytesIO(plain)).size
    assert claire.get(page("room_file", room, report.uuid)).status_code == 403


def test_a_marked_page_is_kept_for_nobody_else(company, finding, report, browse):
    browse("claire").get(page("room_page", room_of(company, finding), report.uuid, 1))

    first, again = (draw(sha256=report.sha256, size=report.size, kind=report.detected_type, page=1) for _ in range(2))

    assert first.png == again.png
    assert first.png != draw(sha256=report.sha256, size=report.size, kind=report.detected_type, page=1, mark=MARK).png


def test_each_look_is_in_the_custody_and_in_the_log_once_a_minute(company, finding, report, browse, morning):
    room, claire = room_of(company, finding), browse("claire")
    address = page("room_view", room, report.uuid)
    claire.head(address)
    for moment in ("2026-11-20T10:00:00Z", "2026-11-20T10:00:30Z", "2026-11-20T10:01:01Z"):
        morning.move_to(moment)
        claire.get(address)

    looks = Event.objects.about(report.version.evidence).filter(kind="evidence.viewed", grant_uuid=room.uuid)
    assert looks.count() == 2
    assert "File viewed: report.pdf" in claire.get(page("room_log", room)).content.decode()


def test_a_file_that_cannot_be_marked_stays(company, finding, browse):
    kept = kept_file("broken.pdf", b"%PDF-1.7\nNo page is in here.\n%%EOF\n", content_type="application/pdf")
    file = shown_for(company, finding, "Broken", kept=kept).files.get()
    room = room_of(company, finding, allow_download=True)

    answer = browse("claire").get(page("room_file", room, file.uuid))

    assert answer.status_code == 409
    assert "No marked copy of this file can be made" in answer.content.decode()
    assert not Event.objects.filter(kind="evidence.downloaded").exists()


@pytest.mark.parametrize("name", ["Łukasz Żółć", "Zoë O'Brien", "Игорь"])
def test_names_of_other_letters_are_written_as_they_are(report, name):
    facts = {"sha256": report.sha256, "size": report.size, "kind": report.detected_type}

    content = copy(**facts, mark=f"{name}, Kestrel", foot=f"Copy for {name}")

    assert f"Copy for {name}" in pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
