"""How a file comes in: piece by piece to the disk, hashed on the way, with nothing left of what was refused."""

import errno
import gc
import hashlib
import os
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.http.multipartparser import MultiPartParserError
from django.test import RequestFactory

from foundation import files
from foundation.files import uploads
from tests.foundation.shelf import END, LIMIT_BYTES, part, post, program, uploaded


def test_an_uploaded_file_is_hashed_while_it_is_written(shelf):
    content = os.urandom(700_000)

    _fields, (received,) = uploaded(post(part(content, "dump.bin", content_type="application/x-dump") + END))

    assert isinstance(received, files.ReceivedFile)
    assert (received.name, received.size, received.content_type) == ("dump.bin", 700_000, "application/x-dump")
    assert received.sha256 == hashlib.sha256(content).hexdigest()
    assert shelf.incoming() == [received.path]
    assert received.path.read_bytes() == content == received.read()


def test_the_disk_file_never_carries_the_name_of_the_upload(shelf):
    _fields, (received,) = uploaded(post(part(b"x", "../../etc/passwd") + END))

    assert received.name == "passwd"
    assert received.path.parent == shelf.incoming_root
    assert "passwd" not in received.path.name


def test_several_files_and_the_fields_around_them_all_arrive(shelf):
    field = b'--frontier\r\nContent-Disposition: form-data; name="title"\r\n\r\nDoor log\r\n'

    fields, received = uploaded(post(part(b"one", "a.txt") + field + part(b"two", "b.txt", field="more") + END))

    assert fields["title"] == "Door log"
    assert [(each.name, each.path.read_bytes()) for each in received] == [("a.txt", b"one"), ("b.txt", b"two")]


def test_a_received_file_is_removed_when_the_request_ends(shelf):
    request = post(part(b"one", "a.txt") + END)
    uploaded(request)

    request.close()

    assert shelf.incoming() == []


def test_a_too_large_file_is_dropped_while_the_rest_of_the_form_still_arrives(shelf):
    field = b'--frontier\r\nContent-Disposition: form-data; name="title"\r\n\r\nDoor log\r\n'
    body = part(b"a" * (LIMIT_BYTES + 500_000), "log.txt") + field + END

    fields, (received,) = uploaded(post(body))

    assert fields["title"] == "Door log"
    assert (received.too_large, received.size) == (True, LIMIT_BYTES + 500_000)
    assert shelf.incoming() == []


def test_an_empty_file_arrives_as_empty(shelf):
    _fields, (received,) = uploaded(post(part(b"", "a.txt") + END))

    assert received.size == 0
    assert shelf.incoming() == []


def test_nobody_who_is_not_signed_in_can_write_to_the_disk(shelf):
    request = post(part(b"one", "a.txt") + END, signed_in=False)

    assert uploaded(request)[1] == []
    assert not shelf.incoming_root.exists()


def test_a_request_without_any_user_cannot_write_to_the_disk(shelf):
    request = RequestFactory().generic(
        "POST", "/", part(b"one", "a.txt") + END, content_type="multipart/form-data; boundary=frontier"
    )

    assert uploaded(request)[1] == []


@pytest.mark.parametrize("share", [0.5, 0.99])
def test_a_body_that_ends_early_brings_no_file_and_leaves_nothing(shelf, share):
    whole = part(b"a" * 300_000, "log.txt") + END

    with pytest.raises(MultiPartParserError, match="middle of a file"):
        uploaded(post(whole[: int(len(whole) * share)], content_length=len(whole)))

    assert shelf.incoming() == []


def test_a_body_that_ends_in_the_second_file_brings_neither(shelf):
    first, second = part(b"whole", "a.txt"), part(b"b" * 1000, "b.txt")

    with pytest.raises(MultiPartParserError, match="middle of a file"):
        uploaded(post(first + second[:-500], content_length=len(first + second)))

    assert shelf.incoming() == []


def test_a_connection_that_breaks_off_leaves_nothing(shelf):
    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 150_000:
                raise OSError("connection reset by peer")
            return super().read(size)

    request = post(source=Broken(part(b"a" * 300_000, "log.txt")), content_length=300_000)

    with pytest.raises(OSError, match="connection reset"):
        uploaded(request)
    del request
    gc.collect()

    assert shelf.incoming() == []


def test_a_file_in_broken_base64_leaves_nothing(shelf):
    encoded = part(b"!!! not base64", "a.txt").replace(
        b"Content-Type", b"Content-Transfer-Encoding: base64\r\nContent-Type"
    )
    request = post(encoded + END)

    with pytest.raises(MultiPartParserError):
        uploaded(request)
    request.close()
    del request
    gc.collect()

    assert shelf.incoming() == []


def test_two_parts_of_the_same_name_are_two_files(shelf):
    _fields, received = uploaded(post(part(b"one", "a.txt") + part(b"two", "a.txt") + END))

    assert len({each.sha256 for each in received}) == 2


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_a_sentence_and_leaves_nothing(shelf, monkeypatch, code):
    class Full:
        def __init__(self, path: Path) -> None:
            self.stream = path.open("xb", buffering=0)

        def write(self, piece: bytes) -> int:
            if self.stream.tell() > 100_000:
                raise OSError(code, os.strerror(code))
            return self.stream.write(piece[: len(piece) // 2 + 1])

        def close(self) -> None:
            self.stream.close()

    shelf.incoming_root.mkdir(parents=True)
    monkeypatch.setattr(uploads, "open_new", Full)

    _fields, (received,) = uploaded(post(part(b"a" * 500_000, "log.txt") + END))

    with pytest.raises(ValidationError, match="no room left on the server"):
        files.accept(received)
    assert shelf.incoming() == []


def test_a_write_that_stores_only_a_part_is_continued(shelf, monkeypatch):
    class Short:
        def __init__(self, path: Path) -> None:
            self.stream = path.open("xb", buffering=0)

        def write(self, piece: bytes) -> int:
            return self.stream.write(piece[:1000])

        def close(self) -> None:
            self.stream.close()

    shelf.incoming_root.mkdir(parents=True)
    monkeypatch.setattr(uploads, "open_new", Short)
    content = os.urandom(10_500)

    received = files.receive([content], name="dump.bin")

    assert received.path.read_bytes() == content


def test_a_process_that_may_write_no_more_leaves_nothing(shelf):
    limited = program(
        shelf,
        "import resource, signal",
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)",
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))",
        "from foundation.files import receive",
        "received = receive([b'a' * 400_000] * 5, name='log.txt')",
        "print(received.refusal, received.size)",
    )

    output, _errors = limited.communicate(timeout=60)

    assert output.split() == ["no_room", "2000000"]
    assert shelf.incoming() == []


def test_what_a_killed_process_left_is_swept_by_age(shelf):
    killed = program(
        shelf,
        "from foundation.files import receive",
        "file = receive([b'half'], name='a.txt')",
        "os.kill(os.getpid(), 9)",
    )
    assert killed.wait(timeout=60) == -9
    (left,) = shelf.incoming()
    old = time.time() - 90_000
    os.utime(left, (old, old))
    young = files.receive([b"still coming"], name="a.txt")

    assert files.sweep_incoming(timedelta(days=1)) == 1
    assert shelf.incoming() == [young.path]


def test_the_sweep_does_nothing_where_nothing_was_ever_received(shelf):
    assert files.sweep_incoming(timedelta(0)) == 0


def test_a_received_file_can_be_read_by_its_owner_only(shelf):
    received = files.receive([b"x"], name="a.txt")

    assert received.path.stat().st_mode & 0o777 == 0o600
