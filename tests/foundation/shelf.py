"""A file store of one test, and what the tests of files put on it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import IO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.handlers.wsgi import LimitedStream
from django.http import HttpRequest, QueryDict
from django.test import RequestFactory

from foundation import files

LIMIT_BYTES = 4 * 1024 * 1024


class Shelf:
    """The two folders of a store: what lies in them, and the ways in."""

    def __init__(self, root: Path) -> None:
        self.kept_root = root / "files"
        self.incoming_root = root / "incoming"

    def kept(self) -> list[Path]:
        return sorted(path for path in self.kept_root.rglob("*") if path.is_file())

    def incoming(self) -> list[Path]:
        return sorted(path for path in self.incoming_root.rglob("*") if path.is_file())

    def receive(self, content: bytes, name: str, content_type: str = "application/octet-stream") -> files.ReceivedFile:
        return files.receive(pieces(content), name=name, content_type=content_type)

    def accept(self, content: bytes, name: str, content_type: str = "application/octet-stream") -> files.FileFacts:
        received = self.receive(content, name, content_type)
        try:
            return files.accept(received)
        finally:
            received.close()

    def keep(self, content: bytes, name: str = "note.txt") -> files.FileFacts:
        received = self.receive(content, name)
        facts = files.accept(received)
        files.keep(received, facts)
        received.close()
        return facts


@pytest.fixture
def shelf(settings, tmp_path: Path) -> Shelf:
    settings.FILES_ROOT = tmp_path / "files"
    settings.INCOMING_ROOT = tmp_path / "incoming"
    settings.MAX_UPLOAD_BYTES = LIMIT_BYTES
    settings.FILE_UPLOAD_HANDLERS = ["foundation.files.StoringUploadHandler"]
    settings.S3_BUCKET = ""
    settings.CLAMD_URL = None
    return Shelf(tmp_path)


def pieces(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), 64 * 1024):
        yield content[start : start + 64 * 1024]


def post(
    body: bytes = b"", *, signed_in: bool = True, content_length: int | None = None, source: IO[bytes] | None = None
) -> HttpRequest:
    """A request whose body is sent as it stands, so that it can be wrong."""
    request = RequestFactory().generic("POST", "/", b"-", content_type="multipart/form-data; boundary=frontier")
    length = len(body) if content_length is None else content_length
    request.META["CONTENT_LENGTH"] = str(length)
    request._stream = LimitedStream(source or BytesIO(body), length)
    request.user = SimpleNamespace(is_authenticated=signed_in)
    return request


def part(content: bytes, filename: str, *, field: str = "file", content_type: str = "text/plain") -> bytes:
    head = f'--frontier\r\nContent-Disposition: form-data; name="{field}"; filename="{filename}"\r\n'
    return head.encode() + f"Content-Type: {content_type}\r\n\r\n".encode() + content + b"\r\n"


END = b"--frontier--\r\n"


def uploaded(request: HttpRequest) -> tuple[QueryDict, list[UploadedFile]]:
    return request.POST, [each for _field, found in request.FILES.lists() for each in found]


def program(shelf: Shelf, *lines: str) -> subprocess.Popen[str]:
    """Another process of ours that runs the lines with the folders of this shelf."""
    start = (
        "import django, os",
        "django.setup()",
        "from django.conf import settings",
        f"settings.FILES_ROOT, settings.INCOMING_ROOT = {str(shelf.kept_root)!r}, {str(shelf.incoming_root)!r}",
    )
    return subprocess.Popen(
        [sys.executable, "-c", "\n".join((*start, *lines))],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings_test"},
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
    )
