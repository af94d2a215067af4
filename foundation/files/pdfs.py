"""PDF: whether it is encrypted, and whether it holds what a reader program would run. It is scanned, never rendered."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

BLOCK_BYTES = 1024 * 1024
OVERLAP_BYTES = 4096
LONGEST_OBJECT_STREAM_BYTES = 16 * 1024 * 1024
MOST_INFLATED_BYTES = 256 * 1024 * 1024
STREAM_START = re.compile(rb">>\s{0,16}stream\r?\n")
STREAM_END = b"endstream"
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
ENCRYPTED = re.compile(rb"/Encrypt\s{0,16}(?:\d{1,10}\s{1,16}\d{1,5}\s{1,16}R|<<)")
ACTIVE = re.compile(
    rb"/(?:JS|JavaScript|OpenAction|AA|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z0-9])"
)
MARKUP = re.compile(rb"<(?:html|script|body|svg|iframe)[\s/>]", re.IGNORECASE)


def examine(path: Path) -> tuple[bool, bool]:
    """Whether the PDF is encrypted, and whether it has active content: scripts, launches, attachments, HTML."""
    encrypted = active = False
    with path.open("rb") as stream:
        active = MARKUP.search(stream.read(1024)) is not None
        stream.seek(0)
        for part in structure(stream):
            plain = ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), part)
            encrypted = encrypted or ENCRYPTED.search(plain) is not None
            active = active or ACTIVE.search(plain) is not None
    return encrypted, active


def structure(stream: BinaryIO) -> Iterator[bytes]:
    """The parts of the file that are objects, in overlapping pieces: streams are left out, object streams inflated."""
    left_bytes = MOST_INFLATED_BYTES
    window, at = stream.read(BLOCK_BYTES), 0
    while window:
        start = STREAM_START.search(window, at)
        if start is None:
            yield window[at:]
            block = stream.read(BLOCK_BYTES)
            window, at = (window[max(at, len(window) - OVERLAP_BYTES) :] + block if block else b""), 0
            continue
        yield window[at : start.end()]
        dictionary = window[max(window.rfind(b"obj", at, start.start()), at) : start.start()]
        wanted = LONGEST_OBJECT_STREAM_BYTES if b"/ObjStm" in dictionary else 0
        body, window, at = read_body(stream, window, start.end(), keep_bytes=wanted)
        if wanted:
            objects = inflated(body, most_bytes=left_bytes)
            left_bytes -= len(objects)
            yield objects


def read_body(stream: BinaryIO, window: bytes, at: int, *, keep_bytes: int) -> tuple[bytes, bytes, int]:
    """At most `keep_bytes` of a stream's body, then the window and the place in it where the file goes on."""
    body = bytearray()
    while (end := window.find(STREAM_END, at)) < 0:
        sure = max(len(window) - len(STREAM_END) + 1, at)
        body += window[at : min(sure, at + keep_bytes - len(body))]
        block = stream.read(BLOCK_BYTES)
        if not block:
            return bytes(body), b"", 0
        window, at = window[sure:] + block, 0
    body += window[at : min(end, at + keep_bytes - len(body))]
    return bytes(body), window, end + len(STREAM_END)


def inflated(body: bytes, *, most_bytes: int) -> bytes:
    """The objects of an object stream. Refuses the file where all of them together unpack to more than is sane."""
    try:
        objects = zlib.decompressobj().decompress(body, most_bytes)
    except zlib.error:
        return body
    if len(objects) >= most_bytes:
        raise ValidationError(_("The PDF unpacks to far more than its size. Print it into a new PDF."), code="bomb")
    return objects
