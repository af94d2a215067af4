"""Tells what a file is by its bytes."""

from pathlib import Path

import filetype

from foundation.files import archives, kinds, texts

HEAD_BYTES = 8192
ZIP_START = b"PK\x03\x04"
ZIP_EMPTY = b"PK\x05\x06"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GIF_STARTS = (b"GIF87a", b"GIF89a")
BINARY = kinds.PICTURES | {kinds.PDF, kinds.MP4}


def detect(path: Path) -> str:
    """The media type of the content; `application/octet-stream` where it is neither a known type nor text.

    Binary kinds of the allow-list come first, then text: a log that begins with "BM" or "MZ" is no bitmap or program.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if head.startswith((ZIP_START, ZIP_EMPTY)):
        return archives.flavour(path)
    if head.startswith(OLE_START):
        return kinds.OLE
    guess = filetype.guess_mime(head)
    if guess in BINARY and (guess != kinds.GIF or head.startswith(GIF_STARTS)):
        return str(guess)
    return texts.flavour(path) or str(guess or kinds.UNKNOWN)
