"""Asks a ClamAV daemon about stored bytes over its INSTREAM protocol (settings.CLAMD_URL)."""

import socket
import time
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import SplitResult

from django.conf import settings

from foundation.files.store import open_stored
from foundation.models import StoredFile

CONNECT_SECONDS = 5.0
WHOLE_SECONDS = 300.0
PIECE_BYTES = 64 * 1024
LONGEST_ANSWER_BYTES = 4096


class ScannerUnavailable(Exception):
    """The daemon does not answer: the file stays as it is, and the sweep asks again later."""


@dataclass(frozen=True)
class ScanResult:
    """`scan` is one of StoredFile.Scan; `detail` the name of what was found, or why it could not be scanned."""

    scan: str
    detail: str = ""


def scan(sha256: str) -> ScanResult:
    """What the virus scanner says of the stored bytes; NOT_SCANNED where none is configured.

    A daemon that accepts the file but refuses it or does not come to an end gives UNSCANNABLE; one that cannot be
    reached raises ScannerUnavailable.
    """
    address: SplitResult | None = settings.CLAMD_URL
    if address is None:
        return ScanResult(StoredFile.Scan.NOT_SCANNED)
    with open_stored(sha256) as content, connect(address) as connection:
        try:
            answer = ask(connection, content)
        except TimeoutError:
            return ScanResult(StoredFile.Scan.UNSCANNABLE, "time-out")
    return understood(answer)


def connect(address: SplitResult, *, patience: float = CONNECT_SECONDS) -> socket.socket:
    try:
        if address.scheme == "unix":
            connection = socket.socket(socket.AF_UNIX)
            connection.settimeout(patience)
            connection.connect(address.path)
            return connection
        return socket.create_connection((address.hostname, address.port or 3310), timeout=patience)
    except OSError as error:
        raise ScannerUnavailable(str(error)) from error


def ask(connection: socket.socket, content: BinaryIO) -> str:
    """The daemon's one line about the content. It may answer, and hang up, before it was sent all."""
    deadline = time.monotonic() + WHOLE_SECONDS
    try:
        send(connection, b"zINSTREAM\0", deadline)
        while piece := content.read(PIECE_BYTES):
            send(connection, len(piece).to_bytes(4, "big") + piece, deadline)
        send(connection, bytes(4), deadline)
    except (BrokenPipeError, ConnectionResetError):
        pass
    try:
        return read_answer(connection, deadline)
    except ConnectionResetError:
        return ""


def send(connection: socket.socket, data: bytes, deadline: float) -> None:
    connection.settimeout(seconds_left(deadline))
    connection.sendall(data)


def read_answer(connection: socket.socket, deadline: float) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER_BYTES:
        connection.settimeout(seconds_left(deadline))
        piece = connection.recv(LONGEST_ANSWER_BYTES)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0").decode("utf-8", "replace")


def seconds_left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def understood(answer: str) -> ScanResult:
    """Only "stream: OK" is clean; whatever else the daemon says is not."""
    verdict = answer.removeprefix("stream: ")
    if verdict == "OK":
        return ScanResult(StoredFile.Scan.CLEAN)
    if verdict.endswith(" FOUND"):
        return ScanResult(StoredFile.Scan.INFECTED, verdict.removesuffix(" FOUND"))
    return ScanResult(StoredFile.Scan.UNSCANNABLE, verdict or "no answer")
