"""How a witness is spoken to: HTTP/1.1 on one port, of the standard library. A proxy in front ends HTTPS.

`POST /add-checkpoint` is the protocol. For people: `GET /` lists key and logs, `GET /key` is the public key, and
`GET /checkpoint/<origin>` the largest checkpoint of a log that was cosigned here.
"""

import socket
import sqlite3
import sys
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from foundation.ledger.witness.folder import Folder, Unusable
from foundation.ledger.witness.judging import Answer, Witness
from foundation.ledger.witness.submission import LONGEST

MOST_AT_ONCE = 64  # connections; more are closed unanswered, and come again
OUT_OF_ORDER = Answer(503, "The witness cannot read or keep what it must remember.\n")
NOTHING = Answer(404, "There is nothing here.\n")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10  # seconds of silence
    server_version, sys_version = "witness", ""
    server: "Server"

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if self.path != "/add-checkpoint":
            self._refuse(NOTHING)
        elif not (length.isascii() and length.isdigit() and len(length) < 10 and int(length) <= LONGEST):
            self._refuse(Answer(400, f"The body has a Content-Length of at most {LONGEST}.\n"))
        else:
            self._send(self._judged(self.rfile.read(int(length))))

    def _judged(self, body: bytes) -> Answer:
        try:
            return self.server.witness.add_checkpoint(body)
        except (OSError, sqlite3.Error, Unusable) as failure:
            self.log_error("%s", failure)
            return OUT_OF_ORDER

    def do_GET(self) -> None:
        self._send(self.server.told(self.path))

    def do_HEAD(self) -> None:
        self.do_GET()

    def _refuse(self, answer: Answer) -> None:
        """Ends the connection too: what follows on it is a body that nobody reads."""
        self.close_connection = True
        self._send(answer)

    def _send(self, answer: Answer) -> None:
        content = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *words: Any) -> None:  # noqa: A002 - named so by the standard library
        said = (format % words).encode("ascii", "backslashreplace").decode()
        print(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {self.address_string()} {said}", file=sys.stderr, flush=True)  # noqa: T201 - the log of a process without Django


class Server(ThreadingHTTPServer):
    """One thread per connection, so many and no more; what is decided waits for its turn in the store."""

    daemon_threads = True
    request_queue_size = MOST_AT_ONCE

    def __init__(self, host: str, port: int, folder: Folder) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.folder = folder
        self.witness = Witness(folder.key, folder.logs, folder.store, lambda: datetime.now(UTC))
        self.places = threading.BoundedSemaphore(MOST_AT_ONCE)
        super().__init__((host, port), Handler)

    def told(self, path: str) -> Answer:
        """What a person reads here."""
        if path == "/key":
            return Answer(200, f"{self.folder.key.verifying.vkey}\n")
        latest = {seen.origin: seen for seen in self.folder.store.all()}
        if path == "/":
            lines = [self.folder.key.verifying.vkey, *(f"{seen.origin} {seen.size}" for seen in latest.values())]
            return Answer(200, "".join(f"{line}\n" for line in lines))
        seen = latest.get(unquote(path.removeprefix("/checkpoint/")))
        return Answer(200, seen.note) if seen else NOTHING

    def process_request(self, request: Any, client_address: Any) -> None:
        if self.places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.places.release()
