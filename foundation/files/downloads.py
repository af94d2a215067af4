"""Hands out stored bytes so that no browser shows or runs them: always as a download, whatever they contain."""

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from foundation.files import kinds
from foundation.files.names import readable_name
from foundation.files.store import open_stored

PIECE_BYTES = 256 * 1024
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Accept-Ranges": "bytes",
}


def serve(
    request: HttpRequest, *, sha256: str, name: str, size: int, content_type: str, detected_type: str
) -> HttpResponseBase:
    """Streams the stored bytes as an attachment. Who may have them, the caller has checked.

    One range is served, so that a broken download can go on; FileNotFoundError where the store has no such bytes.
    `content_type` is what the uploader declared: it is recorded, but only what we detected is ever named to a browser.
    """
    refuse_embedding(request)
    headers = HEADERS | {
        "Content-Disposition": content_disposition_header(True, readable_name(name)),
        "Content-Type": named_type(detected_type),
    }
    return _streamed(request, headers, sha256=sha256, size=size)


def serve_video(request: HttpRequest, *, sha256: str, name: str, size: int) -> HttpResponseBase:
    """Streams a stored MP4 for the player of a page of ours, by ranges. Who may see it, the caller has checked.

    The one kind of upload that is not handed out as an attachment: a browser that is told “video/mp4, nosniff” plays it
    or refuses it, and runs nothing of it (docs/adr/0151-video-in-a-page.md).
    """
    refuse_other_pages(request)
    disposition = content_disposition_header(False, readable_name(name)) or "inline"
    headers = HEADERS | {"Content-Disposition": disposition, "Content-Type": kinds.MP4}
    return _streamed(request, headers, sha256=sha256, size=size)


def _streamed(request: HttpRequest, headers: Mapping[str, str | None], *, sha256: str, size: int) -> HttpResponseBase:
    """The stored bytes, whole or the range that was asked for."""
    etag = f'"{sha256}"'
    span = wanted_span(request, size=size, etag=etag)
    headers = {**headers, "ETag": etag}
    if span is None:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    start, length = span
    if length < size:
        headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    headers["Content-Length"] = str(length)
    status = 206 if length < size else 200
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    return StreamingHttpResponse(Pieces(open_stored(sha256, start=start), length), status=status, headers=headers)


def serve_copy(request: HttpRequest, content: bytes, *, name: str, detected_type: str) -> HttpResponse:
    """Hands out bytes that were made for one reader, such as a marked copy, as an attachment; whole, never a part."""
    refuse_embedding(request)
    headers = HEADERS | {
        "Accept-Ranges": "none",
        "Content-Disposition": content_disposition_header(True, readable_name(name)),
        "Content-Type": named_type(detected_type),
    }
    return HttpResponse(b"" if request.method == "HEAD" else content, headers=headers)


def refuse_embedding(request: HttpRequest) -> None:
    """Refuses a browser that wants the file as part of a page: a picture, script or frame, of ours or of others."""
    if request.headers.get("Sec-Fetch-Dest", "document") not in {"document", "empty"}:
        raise PermissionDenied
    cross_site = request.headers.get("Sec-Fetch-Site", "none") == "cross-site"
    if cross_site and request.headers.get("Sec-Fetch-Mode") != "navigate":
        raise PermissionDenied


def refuse_other_pages(request: HttpRequest) -> None:
    """Refuses a browser that wants the video for a page of others, or as anything but a video."""
    if request.headers.get("Sec-Fetch-Dest", "video") not in {"video", "document", "empty"}:
        raise PermissionDenied
    if request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
        raise PermissionDenied


def named_type(detected_type: str) -> str:
    if detected_type not in kinds.SERVED_BY_NAME:
        return kinds.UNKNOWN
    return f"{detected_type}; charset=utf-8" if detected_type.startswith("text/") else detected_type


def wanted_span(request: HttpRequest, *, size: int, etag: str) -> tuple[int, int] | None:
    """Where the answer starts and how long it is; None where the range asked for lies outside the file."""
    match = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if match is None or match.groups() == ("", "") or request.headers.get("If-Range", etag) != etag:
        return 0, size
    first, last = match.groups()
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
    if first and last and int(first) > int(last):
        return 0, size
    return (start, end - start) if start < end else None


class Pieces:
    """At most `length` bytes of a stream, in pieces; the stream is closed with the response, also one broken off."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        self.stream = stream
        self.left = length

    def __iter__(self) -> Iterator[bytes]:
        while self.left > 0 and (piece := self.stream.read(min(PIECE_BYTES, self.left))):
            self.left -= len(piece)
            yield piece

    def close(self) -> None:
        self.stream.close()
