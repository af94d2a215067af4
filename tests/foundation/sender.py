"""A sender of resumable uploads: by Django's client, and over a socket that it can leave in the middle."""

import base64
import http.client
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

UPLOADS = "/api/v1/uploads/"
BYTES = "application/offset+octet-stream"


def metadata(**told: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())


@dataclass
class Sender:
    """Speaks tus with a token."""

    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Tus-Resumable": "1.0.0"}

    def call(self, method: str, address: str = UPLOADS, body: bytes = b"", kind: str = "", **headers: str) -> Any:
        told = (
            self.headers | {"Content-Type": kind} | {name.replace("_", "-"): value for name, value in headers.items()}
        )
        return Client().generic(method, address, body, content_type=kind, headers={k: v for k, v in told.items() if v})

    def begin(self, size: int, name: str = "register.txt", **headers: str) -> str:
        """The address of a new upload."""
        told = {"Upload_Metadata": metadata(filename=name, filetype="text/plain")} | headers
        answer = self.call("POST", Upload_Length=str(size), **told)
        assert answer.status_code == 201, answer.content
        return answer["Location"]

    def add(self, address: str, piece: bytes, *, at: int, kind: str = BYTES, **headers: str) -> Any:
        return self.call("PATCH", address, piece, kind, Upload_Offset=str(at), **headers)

    def offset(self, address: str) -> int:
        answer = self.call("HEAD", address)
        assert answer.status_code == 200, answer.content
        return int(answer["Upload-Offset"])


@dataclass
class Line:
    """A connection of a sender to a running server, on which a PATCH is begun and perhaps never finished."""

    sender: Sender
    server: str

    def __post_init__(self) -> None:
        there = urlsplit(self.server)
        self.socket = socket.create_connection((there.hostname, there.port), timeout=20)
        self.host = there.netloc

    def patch(self, address: str, *, at: int, length: int) -> None:
        told = self.sender.headers | {
            "Host": self.host,
            "Content-Type": BYTES,
            "Content-Length": str(length),
            "Upload-Offset": str(at),
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        self.socket.sendall(f"PATCH {address} HTTP/1.1\r\n{lines}\r\n".encode())

    def send(self, piece: bytes) -> None:
        self.socket.sendall(piece)

    def answer(self) -> int:
        """The status of the answer."""
        response = http.client.HTTPResponse(self.socket)
        response.begin()
        return response.status

    def cut(self) -> None:
        self.socket.close()
