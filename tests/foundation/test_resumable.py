"""Uploads in several requests: the protocol, what a lost connection leaves, and who may do what with whose upload."""

import base64
import errno
import hashlib
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.files import partial, resumable
from foundation.files.partial import Overtaken, PartialFile
from foundation.models.uploads import Upload
from tests.api.conftest import token_of
from tests.entered import come_in
from tests.foundation.sender import BYTES, UPLOADS, Line, Sender, metadata

CONTENT = os.urandom(300_000)


@pytest.fixture
def sender(cast) -> Callable[..., Sender]:
    return lambda name, scope="write": Sender(token_of(cast[name], scope))


@pytest.fixture
def samir(sender) -> Sender:
    return sender("samir")


def bytes_of(settings: Any, address: str) -> Path:
    return Path(settings.INCOMING_ROOT) / f"{address.strip('/').rpartition('/')[2].replace('-', '')}.upload"


def checksum(piece: bytes, algorithm: str = "sha256") -> str:
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, piece).digest()).decode()}"


# ── The protocol ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_server_says_what_it_speaks(samir, settings):
    answer = samir.call("OPTIONS", Tus_Resumable="")

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Tus-Version"] == answer["Tus-Resumable"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,creation-with-upload,expiration,checksum,termination"
    assert answer["Tus-Max-Size"] == str(settings.MAX_UPLOAD_BYTES)
    assert answer["Tus-Checksum-Algorithm"] == "sha256,sha1"


def test_a_new_upload_stands_at_its_first_byte_and_says_until_when(samir, settings):
    address = samir.begin(300_000, fingerprint="7")

    answer = samir.call("HEAD", address)

    upload = Upload.objects.get()
    assert (upload.name, upload.content_type, upload.size) == ("register.txt", "text/plain", 300_000)
    assert (answer["Upload-Offset"], answer["Upload-Length"], answer["Cache-Control"]) == ("0", "300000", "no-store")
    assert answer["Upload-Metadata"] == metadata(filename="register.txt", filetype="text/plain")
    assert answer["Upload-Expires"].endswith("GMT")
    assert timedelta(days=1) < upload.expires_at - timezone.now() < timedelta(days=3)
    assert bytes_of(settings, address).stat().st_mode & 0o777 == 0o600


def test_pieces_are_put_together_in_their_order(samir, settings):
    address = samir.begin(len(CONTENT))

    first = samir.add(address, CONTENT[:200_000], at=0)
    second = samir.add(address, CONTENT[200_000:], at=200_000)

    assert (first.status_code, first["Upload-Offset"], second["Upload-Offset"]) == (204, "200000", "300000")
    assert "Upload-Expires" in first
    assert bytes_of(settings, address).read_bytes() == CONTENT
    assert samir.call("GET", address, Tus_Resumable="").json()["offset"] == 300_000


def test_the_first_bytes_may_come_with_the_creation(samir):
    answer = samir.call("POST", UPLOADS, CONTENT, BYTES, Upload_Length=str(len(CONTENT)))

    assert (answer.status_code, answer["Upload-Offset"]) == (201, "300000")
    assert samir.offset(answer["Location"]) == 300_000


def test_a_whole_upload_takes_nothing_more(samir, settings):
    address = samir.begin(4)
    samir.add(address, b"door", at=0)

    assert samir.add(address, b"", at=4).status_code == 204
    assert samir.add(address, b"s", at=4).status_code == 413
    assert bytes_of(settings, address).read_bytes() == b"door"


def test_a_name_is_no_path_and_shows_nothing_invisible(samir):
    samir.begin(4, name="../../etc/\u202epass\nwd.txt")

    assert Upload.objects.get().name == "pass wd.txt"


@pytest.mark.parametrize("at", [0, 100, 300_000])
def test_another_byte_than_where_it_stands_is_a_conflict_and_changes_nothing(samir, at):
    address = samir.begin(len(CONTENT))
    samir.add(address, CONTENT[:200_000], at=0)

    assert samir.add(address, b"other", at=at).status_code == (409 if at < 300_000 else 413)
    assert samir.offset(address) == 200_000


def test_another_version_is_refused_before_anything_is_done(samir):
    address = samir.begin(4)

    answers = [
        samir.call(method, where, Tus_Resumable=version, Upload_Length="4", Upload_Offset="0")
        for method, where in (("POST", UPLOADS), ("HEAD", address), ("PATCH", address), ("DELETE", address))
        for version in ("0.2.2", "")
    ]

    assert {answer.status_code for answer in answers} == {412}
    assert {answer["Tus-Version"] for answer in answers} == {"1.0.0"}
    assert samir.offset(address) == 0


@pytest.mark.parametrize("kind", ["application/octet-stream", "application/json", ""])
def test_bytes_of_another_kind_are_refused(samir, kind):
    address = samir.begin(4)

    assert samir.add(address, b"door", at=0, kind=kind).status_code == 415
    assert samir.offset(address) == 0


def test_what_is_larger_than_allowed_is_refused_before_a_byte_is_sent(samir, settings):
    settings.MAX_UPLOAD_BYTES = 1000

    assert samir.call("POST", Upload_Length="1001").status_code == 413
    assert samir.call("POST", Upload_Length="1000").status_code == 201


def test_more_bytes_than_promised_are_refused(samir):
    address = samir.begin(4)

    assert samir.add(address, b"doors", at=0).status_code == 413
    assert samir.offset(address) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Upload_Length": ""},
        {"Upload_Length": "-1"},
        {"Upload_Length": "4.5"},
        {"Upload_Length": "\u0664"},
        {"Upload_Length": "9" * 30},
        {"Upload_Length": "4", "Upload_Metadata": "filename ???"},
        {"Upload_Length": "4", "Upload_Metadata": "filename gA=="},
        {"Upload_Length": "4", "Upload_Metadata": "filename AA=="},
        {"Upload_Length": "4", "Upload_Metadata": "a YQ==,a Yg=="},
        {"Upload_Length": "4", "Upload_Metadata": "a " + "YWFh" * 2000},
    ],
)
def test_what_cannot_be_read_is_refused(samir, headers):
    assert samir.call("POST", **headers).status_code == 400
    assert not Upload.objects.exists()


def test_an_offset_that_is_no_number_is_refused(samir):
    address = samir.begin(4)

    assert samir.call("PATCH", address, b"door", BYTES, Upload_Offset="all").status_code == 400


# ── Checksums ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("algorithm", ["sha256", "sha1"])
def test_a_piece_with_its_checksum_is_kept(samir, settings, algorithm):
    address = samir.begin(len(CONTENT))

    answer = samir.add(address, CONTENT, at=0, Upload_Checksum=checksum(CONTENT, algorithm))

    assert answer.status_code == 204
    assert bytes_of(settings, address).read_bytes() == CONTENT


def test_of_a_piece_that_is_not_what_was_said_nothing_is_kept(samir, settings):
    address = samir.begin(len(CONTENT))
    samir.add(address, CONTENT[:1000], at=0)

    answer = samir.add(address, CONTENT[1001:], at=1000, Upload_Checksum=checksum(CONTENT[1000:]))

    assert answer.status_code == 460
    assert samir.offset(address) == 1000
    assert [path.name for path in Path(settings.INCOMING_ROOT).iterdir()] == [bytes_of(settings, address).name]


@pytest.mark.parametrize("said", ["md5 YQ==", "sha256 ???", "sha256"])
def test_a_checksum_that_is_not_known_is_refused(samir, said):
    address = samir.begin(4)

    answer = samir.add(address, b"door", at=0, Upload_Checksum=said)

    assert answer.status_code == (400 if said != "sha256" else 460)
    assert samir.offset(address) == 0


def test_a_creation_whose_bytes_are_unsound_leaves_no_upload(samir):
    answer = samir.call("POST", UPLOADS, b"door", BYTES, Upload_Length="4", Upload_Checksum=checksum(b"gate"))

    assert answer.status_code == 460
    assert not Upload.objects.exists()


# ── Whose it is ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_upload_of_another_is_not_there(samir, sender):
    address, other = samir.begin(4), sender("ines")

    assert {
        other.call("GET", address).status_code,
        other.call("HEAD", address).status_code,
        other.add(address, b"door", at=0).status_code,
        other.call("DELETE", address).status_code,
    } == {404}
    assert other.call("GET", UPLOADS).json()["results"] == []
    assert [row["name"] for row in samir.call("GET", UPLOADS).json()["results"]] == ["register.txt"]
    assert samir.offset(address) == 0


def test_who_may_not_add_evidence_begins_no_upload(sender):
    assert sender("petra").call("POST", Upload_Length="4").status_code == 403
    assert not Upload.objects.exists()


def test_a_token_for_reading_sends_nothing(samir, sender):
    address, reader = samir.begin(4), sender("samir", "read")

    assert reader.call("POST", Upload_Length="4").status_code == 403
    assert reader.add(address, b"door", at=0).status_code == 403
    assert reader.call("DELETE", address).status_code == 403
    assert reader.offset(address) == 0


def test_nobody_sends_without_signing_in(samir):
    address, nobody = samir.begin(4), Sender("attest_nobody")

    assert {nobody.call("POST", Upload_Length="4").status_code, nobody.add(address, b"door", at=0).status_code} == {401}


def test_how_many_and_how_much_one_person_may_have_on_the_way_has_a_limit(samir, sender, settings):
    settings.MOST_OPEN_UPLOADS, settings.MOST_OPEN_UPLOAD_BYTES = 2, 1000
    samir.begin(600)

    too_much = samir.call("POST", Upload_Length="401")
    samir.begin(400)
    too_many = samir.call("POST", Upload_Length="0")

    assert (too_much.status_code, too_many.status_code) == (409, 409)
    assert "too much room" in too_much.json()["detail"]
    assert "Too many" in too_many.json()["detail"]
    assert sender("ines").begin(1000)


@pytest.mark.parametrize("body", [b"", b"door"])
def test_a_page_sends_by_its_session_with_the_token_of_its_form(cast, body):
    client = come_in(Client(enforce_csrf_checks=True), cast["samir"])
    page = client.get(reverse("assurance:evidence_many")).content.decode()
    told = {"Tus-Resumable": "1.0.0", "Upload-Length": "4", "Content-Type": BYTES}
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]

    without = client.generic("POST", UPLOADS, body, headers=told)
    answer = client.generic("POST", UPLOADS, body, headers=told | {"X-CSRFToken": token})

    assert (without.status_code, answer.status_code, answer["Upload-Offset"]) == (403, 201, str(len(body)))


# ── How it ends ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_upload_can_be_given_up(samir, settings, django_capture_on_commit_callbacks):
    address = samir.begin(4)
    with django_capture_on_commit_callbacks(execute=True):
        answer = samir.call("DELETE", address)

    assert answer.status_code == 204
    assert samir.call("HEAD", address).status_code == 404
    assert not bytes_of(settings, address).exists()


def test_what_has_run_out_is_gone(samir):
    address = samir.begin(4)
    Upload.objects.update(expires_at=timezone.now())

    answers = [samir.call("HEAD", address), samir.add(address, b"door", at=0), samir.call("DELETE", address)]

    assert [answer.status_code for answer in answers] == [410, 410, 410]
    assert "Upload-Offset" not in answers[0]
    assert samir.call("GET", UPLOADS).json()["results"] == []


def test_an_upload_whose_bytes_were_lost_is_gone(samir, settings):
    address = samir.begin(4)
    bytes_of(settings, address).unlink()

    assert samir.call("HEAD", address).status_code == 410
    assert samir.add(address, b"door", at=0).status_code == 410
    assert samir.call("GET", address).json()["offset"] is None


def test_the_sweep_removes_what_has_run_out_and_what_belongs_to_nothing(
    samir, settings, django_capture_on_commit_callbacks
):
    over, going_on = samir.begin(4, name="over.txt"), samir.begin(4, name="on.txt")
    Upload.objects.filter(name="over.txt").update(expires_at=timezone.now())
    old, young = (Path(settings.INCOMING_ROOT) / f"{name}.upload" for name in ("0" * 32, "1" * 32))
    verdict = old.with_suffix(".judged")
    for path in (old, young, verdict, bytes_of(settings, over).with_suffix(".judged")):
        path.touch()
    for path in (old, verdict):
        os.utime(path, (time.time() - 90_000,) * 2)

    with django_capture_on_commit_callbacks(execute=True):
        assert resumable.sweep(timezone.now()) == 3

    assert sorted(Path(settings.INCOMING_ROOT).iterdir()) == sorted([young, bytes_of(settings, going_on)])
    assert not bytes_of(settings, over).exists()
    assert [upload.name for upload in Upload.objects.all()] == ["on.txt"]


# ── What breaks off, and two at once ─────────────────────────────────────────────────────────────────────────────────


def test_a_full_disk_is_said_and_what_came_before_is_kept(samir, monkeypatch):
    address = samir.begin(len(CONTENT))
    write = os.pwrite

    def full(handle: int, piece: bytes, at: int) -> int:
        if at > 100_000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(handle, piece, at)

    monkeypatch.setattr(partial.os, "pwrite", full)
    answer = samir.add(address, CONTENT, at=0)
    monkeypatch.undo()

    assert answer.status_code == 507
    assert 100_000 < samir.offset(address) < 300_000
    assert samir.add(address, CONTENT[samir.offset(address) :], at=samir.offset(address)).status_code == 204


def partial_file(tmp_path: Path, size: int) -> PartialFile:
    file = PartialFile(tmp_path / "one.upload", size)
    file.make()
    return file


def test_of_two_senders_at_once_one_goes_on_and_the_file_is_the_file_of_that_one(tmp_path):
    for _round in range(20):
        file, barrier, ends = partial_file(tmp_path, 64_000), threading.Barrier(2), []

        def send(letter: bytes, file: PartialFile = file, barrier: Any = barrier, ends: list[Any] = ends) -> None:
            barrier.wait()
            try:
                ends.append(file.append([letter * 1000] * 64, at=0))
            except (Overtaken, partial.WrongOffset):
                ends.append(None)

        threads = [threading.Thread(target=send, args=[letter]) for letter in (b"a", b"b")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        found = file.path.read_bytes()
        file.path.unlink()
        assert found in (b"a" * len(found), b"b" * len(found))
        assert sorted(ends, key=str) == [64_000, None]


def test_a_sender_that_was_left_behind_writes_no_more(tmp_path):
    file = partial_file(tmp_path, 9)

    def slowly() -> Iterator[bytes]:
        yield b"one"
        file.append([b"two"], at=3)
        yield b"old"

    with pytest.raises(Overtaken):
        file.append(slowly(), at=0)

    assert file.path.read_bytes() == b"onetwo"


def test_an_upload_that_is_ended_while_it_comes_takes_nothing_more(tmp_path):
    file = partial_file(tmp_path, 6)

    def removed() -> Iterator[bytes]:
        yield b"one"
        file.path.unlink()
        yield b"two"

    with pytest.raises(FileNotFoundError):
        file.append(removed(), at=0)


@pytest.mark.django_db(transaction=True)
class TestOverTheWire:
    """Against a running server, over sockets that break."""

    def test_an_upload_cut_at_sixty_percent_goes_on_where_it_stood(self, live_server, samir, settings):
        content = os.urandom(5_000_000)
        address = samir.begin(len(content))
        line = Line(samir, live_server.url)
        line.patch(address, at=0, length=len(content))
        line.send(content[:3_000_000])

        line.cut()
        wait_for(lambda: samir.offset(address) == 3_000_000)
        answer = samir.add(address, content[3_000_000:], at=3_000_000)

        assert answer["Upload-Offset"] == "5000000"
        assert hashlib.sha256(bytes_of(settings, address).read_bytes()).digest() == hashlib.sha256(content).digest()

    def test_who_comes_back_goes_on_at_once_and_the_line_left_behind_is_locked_out(self, live_server, samir, settings):
        content = os.urandom(1_000_000)
        address = samir.begin(len(content))
        left = Line(samir, live_server.url)
        left.patch(address, at=0, length=len(content))
        left.send(content[:600_000])
        wait_for(lambda: samir.offset(address) > 500_000)

        at = samir.offset(address)  # the line still hangs in the server
        back = samir.add(address, content[at:], at=at)
        left.send(content[600_000:])

        assert back["Upload-Offset"] == "1000000"
        assert left.answer() == 423
        assert bytes_of(settings, address).read_bytes() == content
        left.cut()

    def test_others_write_to_the_database_while_a_slow_sender_sends(self, live_server, samir, sender):
        address = samir.begin(1_000_000)
        slow = Line(samir, live_server.url)
        slow.patch(address, at=0, length=1_000_000)
        slow.send(b"a" * 200_000)
        wait_for(lambda: samir.offset(address) > 100_000)

        began = time.monotonic()
        sender("ines").begin(4)

        assert time.monotonic() - began < 3
        slow.cut()
        wait_for(lambda: samir.offset(address) == 200_000)


def wait_for(there: Callable[[], bool], seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < until, "It did not come."
        time.sleep(0.05)
