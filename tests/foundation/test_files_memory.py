"""A real web server receives and hands out 300 MB with little memory, and forgets what was refused or broken off."""

import hashlib
import json
import os
import socket
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchmarks.upload_memory import LINE, MEGABYTE, Client, granian, peak_megabytes, write_log
from tests.foundation import hostile

pytestmark = pytest.mark.anywhere

LARGE_BYTES = 300 * MEGABYTE
MOST_MEGABYTES = 150
NOISE = os.urandom(MEGABYTE)


@dataclass(frozen=True)
class Server:
    client: Client
    pid: int
    folder: Path

    def left_behind(self) -> list[Path]:
        return list((self.folder / "uploads").glob("*"))

    def kept(self) -> list[Path]:
        return [path for path in (self.folder / "files").rglob("*") if path.is_file()]


@pytest.fixture
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder, granian(Path(folder)) as (url, pid):
        yield Server(Client(url), pid, Path(folder))


def large_log(path: Path) -> None:
    write_log(path, size_bytes=LARGE_BYTES)


def large_pdf(path: Path) -> None:
    start, trailer = hostile.pdf().split(b"xref\n", 1)
    with path.open("wb") as stream:
        stream.write(start + b"9 0 obj\n<< /Length %d >>\nstream\n" % LARGE_BYTES)
        for _block in range(300):
            stream.write(NOISE)
        stream.write(b"\nendstream\nendobj\nxref\n" + trailer)


def large_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as made, made.open("dump.bin", "w") as member:
        for _block in range(300):
            member.write(NOISE)


@pytest.mark.parametrize(
    ("name", "make"), [("large.log", large_log), ("large.pdf", large_pdf), ("large.zip", large_zip)]
)
def test_300_megabytes_need_less_than_150_megabytes_of_memory(server, name, make):
    file = server.folder / name
    make(file)
    with file.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()

    status, answer = server.client.upload("/upload", file, name=name)
    facts = json.loads(answer)
    downloaded = server.client.download(f"/download/{sha256}?type={facts['detected_type']}")

    assert (status, facts["sha256"]) == (200, sha256)
    assert downloaded == (200, sha256, file.stat().st_size)
    assert server.left_behind() == []
    assert peak_megabytes(server.pid) < MOST_MEGABYTES


def test_a_file_over_the_limit_is_refused_with_a_sentence_and_nothing_stays(server):
    file = write_log(server.folder / "huge.log", size_bytes=501 * MEGABYTE)

    status, answer = server.client.upload("/upload", file, name="huge.log")

    assert status == 422
    (sentence,) = json.loads(answer)["refused"]
    assert "501.0" in sentence
    assert "500.0" in sentence
    assert server.left_behind() == server.kept() == []
    assert peak_megabytes(server.pid) < MOST_MEGABYTES


@pytest.mark.parametrize("share", [0.1, 0.99])
def test_an_upload_that_is_broken_off_leaves_nothing(server, share):
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.log"\r\n\r\n'
    whole = head + LINE * 100_000 + b"\r\n--x--\r\n"
    address = urlsplit(server.client.url)
    with socket.create_connection((address.hostname, address.port)) as connection:
        connection.sendall(
            b"POST /upload HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\n"
            b"Content-Length: %d\r\n\r\n" % len(whole)
        )
        connection.sendall(whole[: int(len(whole) * share)])
        deadline = time.monotonic() + 10
        while not server.left_behind() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(server.left_behind()) == 1

    while server.left_behind() and time.monotonic() < deadline:
        time.sleep(0.05)

    assert server.left_behind() == server.kept() == []
