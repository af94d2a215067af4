"""The size of a picture, read from its header: a picture is never decoded here."""

import struct
from collections.abc import Callable
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.files import kinds

MOST_PIXELS = 200_000_000
HEADER_BYTES = 2 * 1024 * 1024
JPEG_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def refuse_hostile(path: Path, detected_type: str) -> None:
    """Refuses a picture that would fill the memory of whoever opens it, or has no readable size."""
    with path.open("rb") as stream:
        header = stream.read(HEADER_BYTES)
    try:
        width, height = SIZES[detected_type](header)
    except (struct.error, IndexError):
        width = height = 0
    if width * height == 0:
        raise ValidationError(_("The picture is damaged: its size cannot be read."), code="damaged")
    if width * height > MOST_PIXELS:
        raise ValidationError(
            _("The picture has %(width)s × %(height)s pixels; at most %(most)s million in total are allowed."),
            code="too_many_pixels",
            params={"width": width, "height": height, "most": MOST_PIXELS // 1_000_000},
        )


def size_of_png(header: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", header, 16)
    return width, height


def size_of_gif(header: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", header, 6)
    return width, height


def size_of_jpeg(header: bytes) -> tuple[int, int]:
    position = 2
    while True:
        marker, kind, length = struct.unpack_from(">BBH", header, position)
        if marker != 0xFF:
            raise IndexError(position)
        if kind == 0xFF:
            position += 1
        elif kind in JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", header, position + 5)
            return width, height
        else:
            position += 2 + length


def size_of_webp(header: bytes) -> tuple[int, int]:
    form = header[12:16]
    if form == b"VP8X":
        return 1 + int.from_bytes(header[24:27], "little"), 1 + int.from_bytes(header[27:30], "little")
    if form == b"VP8L":
        (bits,) = struct.unpack_from("<I", header, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", header, 26)
    return width & 0x3FFF, height & 0x3FFF


SIZES: dict[str, Callable[[bytes], tuple[int, int]]] = {
    kinds.PNG: size_of_png,
    kinds.GIF: size_of_gif,
    kinds.JPEG: size_of_jpeg,
    kinds.WEBP: size_of_webp,
}
