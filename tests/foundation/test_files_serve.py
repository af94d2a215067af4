"""How a stored file is handed out: as a download that no browser shows or runs."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from foundation import files
from tests.foundation import hostile
from tests.foundation.shelf import Shelf

CONTENT = b"0123456789" * 100_000

# Closing a response lets Django look at its connection.
pytestmark = pytest.mark.django_db


def served(shelf: Shelf, facts: files.FileFacts, *, method: str = "GET", **headers: str) -> HttpResponseBase:
    request = RequestFactory().generic(method, "/", headers=headers)
    return files.serve(
        request,
        sha256=facts.sha256,
        name=facts.name,
        size=facts.size,
        content_type=facts.declared_type,
        detected_type=facts.detected_type,
    )


def body(response: HttpResponseBase) -> bytes:
    content = b"".join(response)
    response.close()
    return content


@pytest.mark.parametrize("name", sorted(hostile.ORDINARY))
def test_every_kind_is_a_download_that_nothing_renders(shelf, name):
    facts = shelf.keep(hostile.ORDINARY[name], name)

    response = served(shelf, facts)

    assert body(response) == hostile.ORDINARY[name]
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Length"] == str(facts.size)
    assert response["Content-Type"].partition(";")[0] in {facts.detected_type, "application/octet-stream"}


@pytest.mark.parametrize("name", ["zones.svg", "junit.xml", "notice.eml"])
def test_what_may_carry_scripts_has_no_type(shelf, name):
    response = served(shelf, shelf.keep(hostile.ORDINARY[name], name))

    assert response["Content-Type"] == "application/octet-stream"


def test_the_type_the_uploader_declared_is_never_repeated(shelf):
    facts = files.FileFacts("a.txt", 1, "text/html", "text/html", shelf.keep(b"x").sha256, active_content=False)

    assert served(shelf, facts)["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("Türe 4.txt", "attachment; filename*=utf-8''T%C3%BCre%204.txt"),
        ('a";filename="evil.txt', 'attachment; filename="a\\";filename=\\"evil.txt"'),
        ("a\r\nSet-Cookie: x=1.txt", 'attachment; filename="a Set-Cookie: x=1.txt"'),
        ("..\\..\\note.txt", 'attachment; filename="note.txt"'),
        ("invoice\u202etxt.exe", 'attachment; filename="invoicetxt.exe"'),
    ],
)
def test_a_hostile_name_cannot_leave_its_header(shelf, name, disposition):
    facts = shelf.keep(b"x")
    renamed = files.FileFacts(name, facts.size, "", facts.detected_type, facts.sha256, active_content=False)

    response = served(shelf, renamed)

    assert response["Content-Disposition"] == disposition
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("wanted", "status", "span", "content"),
    [
        ("bytes=0-9", 206, "bytes 0-9/1000000", CONTENT[:10]),
        ("bytes=999990-", 206, "bytes 999990-999999/1000000", CONTENT[-10:]),
        ("bytes=-3", 206, "bytes 999997-999999/1000000", b"789"),
        ("bytes=500000-5000000", 206, "bytes 500000-999999/1000000", CONTENT[500_000:]),
        ("bytes=0-", 200, None, CONTENT),
        ("bytes=-2000000", 200, None, CONTENT),
        ("bytes=9-3", 200, None, CONTENT),
        ("bytes=0-1,5-6", 200, None, CONTENT),
        ("bytes=-", 200, None, CONTENT),
        ("bytes=" + "9" * 40 + "-", 200, None, CONTENT),
        ("lines=0-9", 200, None, CONTENT),
        ("bytes=1000000-", 416, "bytes */1000000", b""),
        ("bytes=-0", 416, "bytes */1000000", b""),
    ],
)
def test_one_range_of_a_file_can_be_asked_for(shelf, wanted, status, span, content):
    facts = shelf.keep(CONTENT)

    response = served(shelf, facts, range=wanted)

    assert response.status_code == status
    assert response.get("Content-Range") == span
    assert body(response) == content
    assert response.get("Content-Length", "0") == str(len(content))


def test_a_download_of_another_version_starts_anew(shelf):
    facts = shelf.keep(CONTENT)
    entity = served(shelf, facts)["ETag"]

    assert served(shelf, facts, range="bytes=10-", if_range=entity).status_code == 206
    assert served(shelf, facts, range="bytes=10-", if_range='"something else"').status_code == 200


def test_a_question_for_the_headers_opens_no_file(shelf, monkeypatch):
    facts = shelf.keep(CONTENT)
    monkeypatch.setattr("foundation.files.downloads.open_stored", None)

    response = served(shelf, facts, method="HEAD")

    assert (response["Content-Length"], response.content) == ("1000000", b"")


def test_the_bytes_come_in_pieces_and_the_file_is_closed_when_the_client_leaves(shelf):
    response = served(shelf, shelf.keep(CONTENT))
    source = response._resource_closers[0].__self__.stream

    first = next(iter(response))
    response.close()

    assert len(first) == 256 * 1024
    assert source.closed


def test_bytes_that_are_gone_are_never_an_empty_download(shelf):
    facts = shelf.keep(b"x")
    files.delete_stored(facts.sha256)

    with pytest.raises(FileNotFoundError):
        served(shelf, facts)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_dest": "image", "sec_fetch_mode": "no-cors", "sec_fetch_site": "same-origin"},
        {"sec_fetch_dest": "script", "sec_fetch_mode": "no-cors", "sec_fetch_site": "cross-site"},
        {"sec_fetch_dest": "iframe", "sec_fetch_mode": "navigate", "sec_fetch_site": "cross-site"},
        {"sec_fetch_dest": "empty", "sec_fetch_mode": "cors", "sec_fetch_site": "cross-site"},
    ],
)
def test_a_page_cannot_embed_a_stored_file(shelf, headers):
    facts = shelf.keep(b"x")

    with pytest.raises(PermissionDenied):
        served(shelf, facts, **headers)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec_fetch_dest": "document", "sec_fetch_mode": "navigate", "sec_fetch_site": "same-origin"},
        {"sec_fetch_dest": "document", "sec_fetch_mode": "navigate", "sec_fetch_site": "cross-site"},
        {"sec_fetch_dest": "empty", "sec_fetch_mode": "cors", "sec_fetch_site": "same-origin"},
    ],
)
def test_a_person_who_follows_a_link_gets_the_file(shelf, headers):
    assert served(shelf, shelf.keep(b"x"), **headers).status_code == 200
