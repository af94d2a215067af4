"""Receives files: each piece goes to disk and into the hash, and nothing of a refused file stays behind."""

import errno
import hashlib
import os
import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from foundation.files.names import readable_name

TOO_LARGE = "too_large"
NO_ROOM = "no_room"
OUT_OF_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Incoming:
    """A file on its way in. Past the limit, or once the disk is full, it only counts: nothing is kept of it."""

    def __init__(self, *, limit_bytes: int) -> None:
        self.limit_bytes = limit_bytes
        self.size = 0
        self.refusal = ""
        self.path = Path(settings.INCOMING_ROOT) / f"{uuid4().hex}.part"
        self._digest = hashlib.sha256()
        self._stream: BinaryIO | None = None
        # An interrupted request drops this object without a call: its bytes go with it.
        self._removal = weakref.finalize(self, self.path.unlink, missing_ok=True)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def write(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > self.limit_bytes:
            self.refuse(TOO_LARGE)
        if self.refusal:
            return
        try:
            self._write_all(piece)
        except OSError as error:
            if error.errno not in OUT_OF_ROOM:
                raise
            self.refuse(NO_ROOM)

    def _write_all(self, piece: bytes) -> None:
        if self._stream is None:
            self._stream = open_new(self.path)
        rest = memoryview(piece)
        while rest:
            rest = rest[self._stream.write(rest) :]
        self._digest.update(piece)

    def refuse(self, reason: str) -> None:
        self.refusal = self.refusal or reason
        self.discard()

    def finish(self) -> BinaryIO:
        """The received bytes, read-only; nothing where the file was empty or refused."""
        if self._stream is None or self.refusal:
            return BytesIO()
        self._stream.close()
        self._stream = None
        return self.path.open("rb")

    def discard(self) -> None:
        """Removes what was received; does nothing where it was already moved into the store."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None
        self.path.unlink(missing_ok=True)


def open_new(path: Path) -> BinaryIO:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", buffering=0)


@dataclass(frozen=True)
class Verdict:
    """What the content of a file comes to: its type and whether it is active, or why it is refused."""

    detected_type: str = ""
    active_content: bool = False
    refusals: tuple[str, ...] = ()


class ReceivedFile(UploadedFile):
    """A received file with its hash, lying at `path` until it is kept or closed; `refusal` says why there is none."""

    def __init__(
        self, incoming: Incoming, *, name: str, field_name: str | None = None, content_type: str | None = None
    ) -> None:
        super().__init__(
            file=incoming.finish(),
            name=readable_name(name),
            content_type=content_type or "application/octet-stream",
            size=incoming.size,
        )
        self.field_name = field_name
        self.incoming = incoming

    @property
    def sha256(self) -> str:
        return self.incoming.sha256

    @property
    def path(self) -> Path:
        return self.incoming.path

    @property
    def refusal(self) -> str:
        return self.incoming.refusal

    @property
    def too_large(self) -> bool:
        return self.refusal == TOO_LARGE

    def found_before(self) -> Verdict | None:
        """What an earlier request has found in the same bytes."""
        return None

    def found(self, verdict: Verdict) -> None:
        """Called with what judging the bytes has found."""

    def taken(self) -> None:
        """Called by the verb that has written its row, in the same transaction."""

    def close(self) -> None:
        """Ends the file's stay: what no verb kept is removed. Django calls it when the request is over."""
        super().close()
        self.incoming.discard()


class StoringUploadHandler(FileUploadHandler):
    """Django's upload handler: files go to settings.INCOMING_ROOT, at most settings.MAX_UPLOAD_BYTES each.

    The rest of a file that is too large is read and dropped instead of cutting the connection: the person then
    sees a sentence in the form. A request whose body ends early is refused as a whole (400), and nobody who is not
    signed in can write to the disk, but for a few small files where people speak without their name.
    """

    chunk_size = 256 * 1024
    request: HttpRequest | None
    incoming: Incoming | None = None
    nameless = 0  # files of this request from somebody who is not signed in

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        limit_bytes = self._limit_bytes()
        if limit_bytes == 0:
            raise SkipFile
        self.incoming = Incoming(limit_bytes=limit_bytes)

    def _limit_bytes(self) -> int:
        """How large the next file may be; 0 for one that is not received at all."""
        user = getattr(self.request, "user", None)
        if user is not None and user.is_authenticated:
            return settings.MAX_UPLOAD_BYTES
        self.nameless += 1
        path = getattr(self.request, "path", "")
        welcome = path in settings.NAMELESS_PATHS and self.nameless <= settings.MOST_NAMELESS_FILES
        return settings.MAX_NAMELESS_BYTES if welcome else 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.incoming is not None:
            self.incoming.write(raw_data)

    def file_complete(self, file_size: int) -> ReceivedFile | None:
        incoming, self.incoming = self.incoming, None
        if incoming is None:
            return None
        return ReceivedFile(
            incoming, name=self.file_name or "", field_name=self.field_name, content_type=self.content_type
        )

    def upload_interrupted(self) -> None:
        if self.incoming is not None:
            self.incoming.discard()
            raise MultiPartParserError("The body ended in the middle of a file.")


def receive(pieces: Iterable[bytes], *, name: str, content_type: str = "application/octet-stream") -> ReceivedFile:
    """Receives a file that did not come with a request: made by us, imported, or of the demonstration."""
    incoming = Incoming(limit_bytes=settings.MAX_UPLOAD_BYTES)
    for piece in pieces:
        incoming.write(piece)
    return ReceivedFile(incoming, name=name, content_type=content_type)
