"""What a virus scanner says of a stored file, and what follows when it says nothing."""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from foundation import files
from foundation.files import scanner
from tests.foundation.hostile import EICAR

Behaviour = Callable[[socket.socket], None]


def read_exactly(connection: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        data += connection.recv(length - len(data)) or b"\0" * length
    return data


def read_stream(connection: socket.socket) -> bytes:
    """What INSTREAM carries, checked against the protocol of clamd."""
    assert read_exactly(connection, 10) == b"zINSTREAM\0"
    content = b""
    while length := int.from_bytes(read_exactly(connection, 4), "big"):
        content += read_exactly(connection, length)
    return content


@pytest.fixture
def daemon(settings) -> Iterator[Callable[[Behaviour], None]]:
    """Starts a small clamd on a free port that treats its one visitor as told."""
    server = socket.create_server(("127.0.0.1", 0))
    threads = []

    def start(behaviour: Behaviour) -> None:
        def visit() -> None:
            connection, _address = server.accept()
            with connection:
                behaviour(connection)

        threads.append(threading.Thread(target=visit, daemon=True))
        threads[-1].start()
        settings.CLAMD_URL = urlsplit(f"tcp://127.0.0.1:{server.getsockname()[1]}")

    yield start
    for thread in threads:
        thread.join(timeout=5)
    server.close()


def answering(text: bytes, *, heard: list[bytes] | None = None) -> Behaviour:
    def behaviour(connection: socket.socket) -> None:
        content = read_stream(connection)
        if heard is not None:
            heard.append(content)
        connection.sendall(text)

    return behaviour


def test_without_a_scanner_a_file_is_not_scanned(shelf):
    assert files.scan(shelf.keep(b"x").sha256) == files.ScanResult("not_scanned")


def test_the_scanner_gets_every_byte(shelf, daemon):
    heard: list[bytes] = []
    facts = shelf.keep(b"clean as a whistle\n" * 20_000)
    daemon(answering(b"stream: OK\0", heard=heard))

    assert files.scan(facts.sha256) == files.ScanResult("clean")
    assert heard == [b"clean as a whistle\n" * 20_000]


def test_an_infected_file_is_named(shelf, daemon):
    facts = shelf.keep(EICAR)
    daemon(answering(b"stream: Eicar-Signature FOUND\0"))

    assert files.scan(facts.sha256) == files.ScanResult("infected", "Eicar-Signature")


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"UNKNOWN COMMAND\0", b"stream: OKAY\0"]
)
def test_whatever_is_not_a_verdict_is_not_clean(shelf, daemon, answer):
    facts = shelf.keep(b"x")
    daemon(answering(answer))

    assert files.scan(facts.sha256).scan == "unscannable"


def test_a_daemon_that_hangs_up_in_the_middle_makes_a_file_unscannable(shelf, daemon):
    def limited(connection: socket.socket) -> None:
        read_exactly(connection, 10 + 4 + 1000)
        connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")

    facts = shelf.keep(b"a" * 3_000_000)
    daemon(limited)

    assert files.scan(facts.sha256).scan == "unscannable"


def test_a_daemon_that_never_answers_makes_a_file_unscannable(shelf, daemon, monkeypatch):
    done = threading.Event()

    def silent(connection: socket.socket) -> None:
        read_stream(connection)
        done.wait(5)

    monkeypatch.setattr(scanner, "WHOLE_SECONDS", 0.2)
    facts = shelf.keep(b"x")
    daemon(silent)

    assert files.scan(facts.sha256) == files.ScanResult("unscannable", "time-out")
    done.set()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "unix:///nowhere/clamd.ctl"])
def test_a_daemon_that_cannot_be_reached_leaves_the_file_as_it_is(shelf, settings, address):
    facts = shelf.keep(b"x")
    settings.CLAMD_URL = urlsplit(address)

    with pytest.raises(files.ScannerUnavailable):
        files.scan(facts.sha256)


# The real daemon where it is installed, and always in CI, which installs it.
REAL = [pytest.param("real")] if shutil.which("clamd") or os.environ.get("CI") else []


def judging(connection: socket.socket) -> None:
    """Behaves as clamd does with one signature and a limit of a million bytes."""
    content = read_stream(connection)
    if len(content) > 1_000_000:
        connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
    else:
        found = b"Eicar-Of-The-Tests.UNOFFICIAL FOUND" if EICAR in content else b"OK"
        connection.sendall(b"stream: " + found + b"\0")


@pytest.fixture
def clamd(settings) -> Iterator[None]:
    """The real ClamAV daemon with one signature of our own, on a socket in a short folder."""
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    (folder / "own.ndb").write_text(f"Eicar-Of-The-Tests:0:*:{EICAR.hex()}\n")
    config = folder / "clamd.conf"
    config.write_text(
        f"LocalSocket {folder}/clamd.ctl\nDatabaseDirectory {folder}\nForeground yes\nStreamMaxLength 1M\n"
        f"LogFile {folder}/clamd.log\n" + ("User root\n" if os.geteuid() == 0 else "")
    )
    process = subprocess.Popen(["clamd", "--config-file", str(config)])
    deadline = time.monotonic() + 30
    while not (folder / "clamd.ctl").exists():
        assert process.poll() is None, (folder / "clamd.log").read_text()
        assert time.monotonic() < deadline, (folder / "clamd.log").read_text()
        time.sleep(0.05)
    settings.CLAMD_URL = urlsplit(f"unix://{folder}/clamd.ctl")
    yield
    process.terminate()
    process.wait(timeout=30)
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("content", "result"),
    [
        (b"clean", files.ScanResult("clean")),
        (EICAR, files.ScanResult("infected", "Eicar-Of-The-Tests.UNOFFICIAL")),
        (b"a" * 1_500_000, files.ScanResult("unscannable", "INSTREAM size limit exceeded. ERROR")),
    ],
    ids=["clean", "infected", "too long"],
)
@pytest.mark.parametrize("daemon_kind", [pytest.param("small"), *REAL])
def test_clean_infected_and_too_long_are_told_apart(shelf, request, daemon, daemon_kind, content, result):
    facts = shelf.keep(content)
    if daemon_kind == "real":
        request.getfixturevalue("clamd")
    else:
        daemon(judging)

    assert files.scan(facts.sha256) == result
