"""One file's way: received to disk while it is hashed, judged by its content, kept under its hash, scanned, served.

A door receives (`StoringUploadHandler`, `receive`); a verb judges (`accept`), keeps the bytes (`keep`) and only then
writes its row, so that a row never lacks its bytes. Why it is built so: docs/adr/0020-file-store.md.
"""

from foundation.files.downloads import serve, serve_copy, serve_video
from foundation.files.facts import FileFacts, accept
from foundation.files.kinds import ALLOWED_ENDINGS
from foundation.files.owners import named_by_rows
from foundation.files.scanner import ScannerUnavailable, ScanResult, scan
from foundation.files.store import (
    collect_garbage,
    delete_stored,
    exists,
    keep,
    keep_made,
    open_stored,
    put_back,
    rehash,
    store_is_empty,
    sweep_incoming,
)
from foundation.files.uploads import ReceivedFile, StoringUploadHandler, receive

__all__ = [
    "ALLOWED_ENDINGS",
    "FileFacts",
    "ReceivedFile",
    "ScanResult",
    "ScannerUnavailable",
    "StoringUploadHandler",
    "accept",
    "collect_garbage",
    "delete_stored",
    "exists",
    "keep",
    "keep_made",
    "named_by_rows",
    "open_stored",
    "put_back",
    "receive",
    "rehash",
    "scan",
    "serve",
    "serve_copy",
    "serve_video",
    "store_is_empty",
    "sweep_incoming",
]
