"""Which files are accepted, what is found out about them, and how the others are refused."""

import hashlib
import os
import zipfile

import pytest
from django.core.exceptions import ValidationError

from foundation import files
from foundation.files import kinds
from tests.foundation import hostile
from tests.foundation.shelf import LIMIT_BYTES, Shelf


def refusal(shelf: Shelf, content: bytes, name: str) -> tuple[str, str]:
    """The code and the one sentence a file is refused with; nothing of it may stay."""
    with pytest.raises(ValidationError) as refused:
        shelf.accept(content, name)
    assert shelf.incoming() == []
    assert shelf.kept() == []
    (sentence,) = refused.value.messages
    return str(refused.value.code), sentence


@pytest.mark.parametrize("name", sorted(hostile.ORDINARY))
def test_every_allowed_kind_is_kept_byte_for_byte(shelf, name):
    content = hostile.ORDINARY[name]

    facts = shelf.keep(content, name)

    assert (facts.name, facts.size) == (name, len(content))
    assert facts.sha256 == hashlib.sha256(content).hexdigest()
    with files.open_stored(facts.sha256) as stored:
        assert stored.read() == content


def test_the_ordinary_files_cover_the_whole_allow_list():
    assert {name.rpartition(".")[2] for name in hostile.ORDINARY} == set(files.ALLOWED_ENDINGS)


@pytest.mark.parametrize(
    ("name", "detected"),
    [
        ("report.pdf", kinds.PDF),
        ("plan.docx", kinds.DOCX),
        ("register.xlsx", kinds.XLSX),
        ("register.ods", kinds.ODS),
        ("logs.zip", kinds.ZIP),
        ("wide.txt", kinds.TEXT),
        ("sessions.csv", kinds.CSV),
        ("scan.json", kinds.JSON),
        ("junit.xml", kinds.XML),
        ("zones.svg", kinds.SVG),
        ("notice.eml", kinds.MAIL),
    ],
)
def test_the_detected_type_comes_from_the_content(shelf, name, detected):
    facts = shelf.accept(hostile.ORDINARY[name], name, content_type="text/html")

    assert (facts.detected_type, facts.declared_type) == (detected, "text/html")


def test_an_empty_file_is_refused(shelf):
    assert refusal(shelf, b"", "empty.pdf") == ("empty", "The file is empty.")


def test_a_too_large_file_is_refused_with_both_sizes(shelf):
    code, sentence = refusal(shelf, b"a" * (LIMIT_BYTES + 1024 * 1024), "log.txt")

    assert code == "too_large"
    assert sentence.replace("\xa0", " ") == "The file is too large: it has 5.0 MB, at most 4.0 MB are allowed."


def test_a_file_of_exactly_the_limit_is_accepted(shelf):
    assert shelf.accept(b"a" * LIMIT_BYTES, "log.txt").size == LIMIT_BYTES


@pytest.mark.parametrize("name", ["page.html", "run.exe", "run.js", "old.doc", "macro.docm", "logs.7z", "logs.tar.gz"])
def test_an_ending_that_is_not_on_the_list_is_refused(shelf, name):
    code, sentence = refusal(shelf, b"hello", name)

    assert code == "type_not_allowed"
    assert "Allowed are: pdf, png" in sentence


def test_a_name_without_an_ending_is_refused(shelf):
    assert refusal(shelf, b"hello", "README")[0] == "type_not_allowed"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (hostile.HTML, "xss.html.pdf"),
        (hostile.HTML, "note.txt"),
        (b"\xef\xbb\xbf \n<!-- x --><ScRiPt>alert(1)</script>", "note.txt"),
        (hostile.HTML.decode().encode("utf-16"), "note.txt"),
        (b'<?xml version="1.0"?><x><html xmlns="http://www.w3.org/1999/xhtml"/></x>', "data.xml"),
        (b'<!DOCTYPE x [ <!ENTITY a "b"> ] ><html><body/></html>', "note.md"),
        (hostile.SVG, "data.xml"),
        (hostile.SVG, "note.txt"),
        (hostile.picture("PNG"), "badge.jpg"),
        (hostile.pdf(), "console.png"),
        (hostile.document("word"), "register.xlsx"),
        (hostile.archive({"a.txt": b"a"}), "plan.docx"),
        (b"MZ\x90\0\x03\0\0\0" + bytes(300), "note.txt"),
        (b"hello", "notice.eml"),
        (b"hello", "scan.json"),
        (b"just text", "report.pdf"),
    ],
)
def test_content_that_is_not_what_the_ending_says_is_refused(shelf, content, name):
    code, sentence = refusal(shelf, content, name)

    assert code == "type_disagrees"
    assert name in sentence


@pytest.mark.parametrize("content", ["Türe".encode("latin-1"), b"a\0b", b"late " * 300_000 + b"\xff"])
def test_text_that_cannot_be_read_as_text_is_refused(shelf, content):
    assert refusal(shelf, content, "note.txt")[0] == "not_text"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (hostile.pdf(password="secret"), "report.pdf"),
        (hostile.pdf(password="secret").replace(b"/Encrypt", b"/Encr#79pt"), "report.pdf"),
        (hostile.locked_archive(), "logs.zip"),
        (hostile.locked_archive(in_table=False), "logs.zip"),
        (hostile.locked_office(), "plan.docx"),
        (hostile.open_document("text", locked=True), "plan.odt"),
    ],
)
def test_an_encrypted_file_is_refused(shelf, content, name):
    code, sentence = refusal(shelf, content, name)

    assert code == "encrypted"
    assert sentence.startswith("The file is protected with a password")


@pytest.mark.parametrize("make", [hostile.bomb, hostile.lying_archive])
def test_a_bomb_is_refused(shelf, make):
    assert refusal(shelf, make(), "logs.zip")[0] == "bomb"


def test_an_archive_that_unpacks_to_more_than_the_limit_is_refused(shelf, monkeypatch):
    monkeypatch.setattr("foundation.files.unpacking.MOST_UNPACKED_BYTES", 20_000)
    enough, too_much = os.urandom(20_000), os.urandom(20_001)

    assert shelf.accept(hostile.archive({"a.bin": enough}), "dump.zip").detected_type == kinds.ZIP
    assert refusal(shelf, hostile.archive({"a.bin": too_much}), "dump.zip")[0] == "bomb"


@pytest.mark.parametrize("count", [10_001, 70_000])
def test_an_archive_of_too_many_files_is_refused(shelf, settings, count):
    settings.MAX_UPLOAD_BYTES = 20 * 1024 * 1024

    assert refusal(shelf, hostile.archive_of_many(count), "logs.zip")[0] == "too_many_members"


@pytest.mark.parametrize(
    "member",
    ["../slip.txt", "a/../../slip.txt", "/etc/slip.txt", "C:/slip.txt", "..\\slip.txt", "a\\b.txt", "a\nb.txt"],
)
def test_a_member_that_would_be_unpacked_elsewhere_is_refused(shelf, member):
    code, sentence = refusal(shelf, hostile.archive({"fine.txt": b"x", member: b"x"}), "slip.zip")

    assert code == "unsafe_member"
    assert member in sentence


def test_a_symbolic_link_in_an_archive_is_refused(shelf):
    assert refusal(shelf, hostile.symlink_archive(), "symlink.zip")[0] == "unsafe_member"


def test_an_archive_packed_in_an_unusual_way_is_refused(shelf, tmp_path):
    with zipfile.ZipFile(tmp_path / "odd.zip", "w", zipfile.ZIP_LZMA) as made:
        made.writestr("a.txt", b"a" * 1000)

    assert refusal(shelf, (tmp_path / "odd.zip").read_bytes(), "odd.zip")[0] == "method"


def test_an_archive_without_files_is_refused(shelf):
    assert refusal(shelf, hostile.archive({}), "logs.zip")[0] == "empty"


@pytest.mark.parametrize("cut", [1, 10, 60])
def test_a_cut_off_archive_is_refused(shelf, cut):
    assert refusal(shelf, hostile.ORDINARY["logs.zip"][:-cut], "logs.zip")[0] == "damaged"


@pytest.mark.parametrize("behind", [b"PK\x05\x06", b""], ids=["before the end mark", "at the very end"])
def test_an_archive_with_something_hidden_in_it_is_refused(shelf, behind):
    content = hostile.ORDINARY["logs.zip"]
    at = content.rindex(behind) if behind else len(content)

    assert refusal(shelf, content[:at] + b"<html>" + content[at:], "logs.zip")[0] == "damaged"


def test_an_archive_whose_content_does_not_match_its_checksum_is_refused(shelf):
    content = hostile.archive({"a.txt": b"paid in full"}, packed=False).replace(b"paid", b"owed")

    assert refusal(shelf, content, "logs.zip")[0] == "damaged"


def test_an_archive_over_four_gigabytes_of_figures_is_read(shelf, tmp_path):
    with zipfile.ZipFile(tmp_path / "wide.zip", "w") as made, made.open("a.txt", "w", force_zip64=True) as member:
        member.write(b"a")

    assert shelf.accept((tmp_path / "wide.zip").read_bytes(), "wide.zip").detected_type == kinds.ZIP


@pytest.mark.parametrize("seed", range(200))
def test_a_damaged_archive_never_breaks_the_reader(shelf, seed):
    content = bytearray(hostile.ORDINARY["plan.docx"])
    for step in range(3):
        content[(seed * 7919 + step * 104_729) % len(content)] ^= 1 + (seed + step) % 255

    try:
        facts = shelf.accept(bytes(content), "plan.docx")
    except ValidationError:
        facts = None

    assert facts is None or facts.detected_type == kinds.DOCX


def test_a_picture_of_too_many_pixels_is_refused(shelf):
    code, sentence = refusal(shelf, hostile.pixel_flood(), "pixelflood.png")

    assert code == "too_many_pixels"
    assert "60000 × 60000" in sentence


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_the_size_of_a_picture_is_read_from_its_header(shelf, monkeypatch, form):
    monkeypatch.setattr("foundation.files.pictures.MOST_PIXELS", 320 * 200 - 1)
    ending = form.lower()

    code, sentence = refusal(shelf, hostile.picture(form, width=320, height=200), f"photo.{ending}")

    assert code == "too_many_pixels"
    assert "320 × 200" in sentence


def test_a_picture_without_a_size_is_refused(shelf):
    assert refusal(shelf, hostile.picture("JPEG")[:20], "photo.jpg")[0] == "damaged"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (hostile.pdf(script="app.alert(1)"), "report.pdf"),
        (hostile.pdf_and_html(), "report.pdf"),
        (hostile.pdf_with_attachment(), "report.pdf"),
        (hostile.pdf_with_objects(b"1 0 << /Type /Catalog /OpenAction << /S /Launch >> >>"), "report.pdf"),
        (hostile.entity_document(), "xxe.docx"),
        (hostile.document("word", extra={"word/vbaProject.bin": b"macro"}), "macro.docx"),
        (hostile.SVG, "zones.svg"),
        (hostile.ORDINARY["notice.eml"], "notice.eml"),
    ],
)
def test_active_content_is_accepted_and_marked(shelf, content, name):
    assert shelf.accept(content, name).active_content is True


@pytest.mark.parametrize("name", ["report.pdf", "console.png", "plan.docx", "plan.odt", "logs.zip", "note.txt"])
def test_ordinary_files_are_not_marked_as_active(shelf, name):
    assert shelf.accept(hostile.ORDINARY[name], name).active_content is False


def test_names_inside_the_streams_of_a_pdf_are_not_taken_for_its_structure(shelf):
    stream = b"9 0 obj\n<< /Length 60 >>\nstream\n/JavaScript /Encrypt 4 0 R and so on\nendstream\nendobj\n"
    content = hostile.pdf().replace(b"xref", stream + b"xref", 1)

    assert shelf.accept(content, "report.pdf").active_content is False


def test_the_trailer_is_found_behind_streams_longer_than_a_block(shelf):
    stream = b"9 0 obj\n<< /Length 3000000 >>\nstream\n" + b"x" * 3_000_000 + b"\nendstream\nendobj\n"
    content = hostile.pdf() + stream + b"trailer << /Encrypt 4 0 R >>\n%%EOF"

    assert refusal(shelf, content, "report.pdf")[0] == "encrypted"


def test_a_pdf_that_unpacks_without_end_is_refused(shelf, monkeypatch):
    monkeypatch.setattr("foundation.files.pdfs.MOST_INFLATED_BYTES", 1_000_000)

    assert refusal(shelf, hostile.pdf_with_objects(bytes(2_000_000)), "report.pdf")[0] == "bomb"


def test_a_picture_that_is_also_a_script_is_kept_as_a_picture(shelf):
    assert shelf.accept(hostile.GIF_AND_SCRIPT, "polyglot.gif").detected_type == kinds.GIF


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\0b.txt", "ab.txt"),
        ("a\r\nSet-Cookie: x.txt", "a Set-Cookie: x.txt"),
        ('a";filename="evil.txt', 'a";filename="evil.txt'),
        ("invoice\u202etxt.gpj.txt", "invoicetxt.gpj.txt"),
        ("..\\..\\windows\\note.txt", "note.txt"),
        ("../../etc/note.txt", "note.txt"),
        ("CON.txt", "CON.txt"),
        ("Tu\u0308re.txt", "T\u00fcre.txt"),
        ("  spaced\u00a0out .txt", "spaced out .txt"),
        ("n" * 300 + ".txt", "n" * 251 + ".txt"),
    ],
)
def test_a_hostile_name_is_kept_for_reading_only(shelf, given, kept):
    facts = shelf.keep(b"hello", given)

    assert facts.name == kept
    assert [path.name for path in shelf.kept()] == [hashlib.sha256(b"hello").hexdigest()]


@pytest.mark.parametrize("given", ["", "..", "\u202e", "a/", "\n"])
def test_a_file_without_a_readable_name_gets_a_plain_one(shelf, given):
    assert shelf.receive(b"hello", given).name == "file"
