"""Posts a message to a receiver: to the very address that was judged, in bounded time, reading little of the answer.

The standard library's client with its own socket. No redirect is followed, no proxy is asked, certificates are checked
against the host's name; nothing of what the receiver answers is kept but its status.
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from foundation.webhooks.targets import Target, addresses_of

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 15.0
DRAIN_SECONDS = 2.0
MAX_ANSWER_BYTES = 64 * 1024
MAX_ADDRESSES = 3


class NotReached(Exception):
    """No status came back; the sentence says how far it got."""


@dataclass(frozen=True)
class Answer:
    """The status, and how many seconds the receiver asks to wait, if it does."""

    status: int
    retry_after: int | None = None


class Deadline:
    """A moment by which all has to be over; everything that may wait asks how long it still may."""

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds

    def left(self) -> float:
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def shorten(self, seconds: float) -> None:
        self.ends = min(self.ends, time.monotonic() + seconds)


class BoundedReader(io.RawIOBase):
    """What comes from a socket until the deadline, and no more than the limit: then it ends."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self.sock, self.deadline, self.bytes_left = sock, deadline, MAX_ANSWER_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.sock.settimeout(self.deadline.left())
        view = memoryview(buffer)[: self.bytes_left]
        read = self.sock.recv_into(view) if view else 0
        self.bytes_left -= read
        return read


class BoundedSocket:
    """What http.client needs of a socket; the real one is closed by whoever opened it."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self.sock, self.deadline = sock, deadline

    def sendall(self, content: bytes) -> None:
        self.sock.settimeout(self.deadline.left())
        self.sock.sendall(content)

    def makefile(self, *_mode: Any) -> io.BufferedReader:
        return io.BufferedReader(BoundedReader(self.sock, self.deadline))

    def close(self) -> None:
        """http.client closes early what is still being read."""


def post(target: Target, *, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Sends one message and returns the receiver's status, whatever it is.

    Raises Blocked when the target leads where one may not go, NotReached when no status came in time.
    """
    deadline = Deadline(TOTAL_SECONDS)
    addresses = addresses_of(target, within=CONNECT_SECONDS)
    try:
        with closing(_connect(target, addresses, deadline)) as sock:
            return _exchange(target, BoundedSocket(sock, deadline), body, headers)
    except ssl.SSLCertVerificationError as refusal:
        raise NotReached(_("The certificate is not valid: %(why)s") % {"why": refusal.verify_message}) from refusal
    except TimeoutError as late:
        raise NotReached(_("No answer within %(seconds)d seconds.") % {"seconds": TOTAL_SECONDS}) from late
    except http.client.HTTPException as odd:
        raise NotReached(_("What came back is no answer in HTTP.")) from odd
    except OSError as failure:
        why = failure.strerror or type(failure).__name__
        raise NotReached(_("The connection failed: %(why)s") % {"why": why}) from failure


def _connect(target: Target, addresses: list[str], deadline: Deadline) -> socket.socket:
    """A socket to the first of the addresses that answers, encrypted for the host's name where the scheme asks."""
    failure: OSError = TimeoutError()
    for address in addresses[:MAX_ADDRESSES]:
        sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
        try:
            sock.settimeout(min(CONNECT_SECONDS, deadline.left()))
            sock.connect((address, target.port))
            sock.settimeout(deadline.left())
            return _context().wrap_socket(sock, server_hostname=target.host) if target.is_secure else sock
        except OSError as error:
            sock.close()
            failure = error
    raise failure


def _context() -> ssl.SSLContext:
    """Certificates are checked against the system's authorities, or those of SSL_CERT_FILE."""
    return ssl.create_default_context()


def _exchange(target: Target, sock: BoundedSocket, body: bytes, headers: Mapping[str, str]) -> Answer:
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = sock
    told = {"Host": target.host_header, "User-Agent": "Attest-Webhooks/1", "Connection": "close", **headers}
    connection.request("POST", target.path, body=body, headers=told)
    response = connection.getresponse()
    _drain(response, sock.deadline)
    asked = response.headers.get("Retry-After", "")
    return Answer(response.status, int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else None)


def _drain(response: http.client.HTTPResponse, deadline: Deadline) -> None:
    """Lets a polite receiver finish its answer; the status is known, so nothing here matters any more."""
    deadline.shorten(DRAIN_SECONDS)
    with suppress(OSError, http.client.HTTPException, ValueError):
        response.read(MAX_ANSWER_BYTES)
