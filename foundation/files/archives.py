"""ZIP and what is built on it: judged from the table of contents, then counted while unpacking; never extracted.

The table is read here and not with `zipfile`, which loads the whole of it: 70 000 members would cost more memory
than a request may.
"""

import re
import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.files import kinds

MOST_MEMBERS = 10_000
END = struct.Struct("<4s4H2LH")
END_64 = struct.Struct("<4sQ2H2L4Q")
LOCATOR_64 = struct.Struct("<4sLQL")
ENTRY = struct.Struct("<8x2H4x3L3H4x2L")
LONGEST_COMMENT = 0xFFFF
ENCRYPTED_BITS = 0x1 | 0x40 | 0x2000
UNSAFE_NAME = re.compile(rb"^/|^[A-Za-z]:|\\|[\x00-\x1f]|(?:^|/)\.\.(?:/|$)")
OPEN_DOCUMENTS = {kind.encode(): kind for kind in kinds.OPEN_DOCUMENT}


@dataclass(frozen=True)
class Member:
    """One file in the archive, as its table of contents describes it."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed_bytes: int
    size_bytes: int
    mode: int
    offset: int

    @property
    def is_encrypted(self) -> bool:
        return bool(self.flags & ENCRYPTED_BITS) or self.method == 99

    @property
    def is_unsafe(self) -> bool:
        """Whether unpacking it could write outside its folder: through its name, or by being a link or a device."""
        kind = stat.S_IFMT(self.mode)
        return UNSAFE_NAME.search(self.name) is not None or kind not in (0, stat.S_IFREG, stat.S_IFDIR)


def damaged() -> ValidationError:
    return ValidationError(_("The archive is damaged or incomplete. Pack it again."), code="damaged")


def flavour(path: Path) -> str:
    """ZIP, or the office format its members make it."""
    names = set()
    with path.open("rb") as stream:
        for member in members(stream):
            names.add(member.name)
            if member.name == b"mimetype" and member.offset == 0:
                return OPEN_DOCUMENTS.get(first_content(stream, member), kinds.ZIP)
    if b"[Content_Types].xml" not in names:
        return kinds.ZIP
    folders = {name.partition(b"/")[0] for name in names}
    found = {b"word": kinds.DOCX, b"xl": kinds.XLSX, b"ppt": kinds.PPTX}
    return next((kind for folder, kind in found.items() if folder in folders), kinds.ZIP)


def first_content(stream: BinaryIO, member: Member) -> bytes:
    """The content of the unpacked member an OpenDocument file begins with: its own type."""
    stream.seek(member.offset)
    start = stream.read(30)
    stream.seek(sum(struct.unpack_from("<2H", start, 26)), 1)
    return stream.read(min(member.packed_bytes, 100))


def members(stream: BinaryIO) -> Iterator[Member]:
    """The members of the archive, at most 10 000. Refuses what is damaged, spans disks or has data around it."""
    count, start, length = table_of_contents(stream)
    if count > MOST_MEMBERS:
        raise ValidationError(
            _("The archive holds more than %(most)s files. Split it."),
            code="too_many_members",
            params={"most": MOST_MEMBERS},
        )
    position = start
    for _number in range(count):
        stream.seek(position)
        member, entry_bytes = read_entry(stream)
        yield member
        position += entry_bytes
    if position != start + length:
        raise damaged()


def table_of_contents(stream: BinaryIO) -> tuple[int, int, int]:
    """How many members there are, where their table starts and how long it is."""
    size = stream.seek(0, 2)
    stream.seek(max(size - END.size - LONGEST_COMMENT, 0))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < END.size:
        raise damaged()
    _mark, disk, first_disk, here, count, length, start, comment = END.unpack_from(tail, at)
    end = size - len(tail) + at
    if at + END.size + comment != len(tail):
        raise damaged()
    if 0xFFFF in (here, count) or 0xFFFFFFFF in (length, start):
        count, start, length, end = table_of_contents_64(stream, end)
    elif disk or first_disk or here != count:
        raise damaged()
    if start + length != end:
        raise damaged()
    return count, start, length


def table_of_contents_64(stream: BinaryIO, end: int) -> tuple[int, int, int, int]:
    stream.seek(max(end - LOCATOR_64.size, 0))
    locator = stream.read(LOCATOR_64.size)
    if len(locator) < LOCATOR_64.size or not locator.startswith(b"PK\x06\x07"):
        raise damaged()
    position = min(LOCATOR_64.unpack(locator)[2], end)
    stream.seek(position)
    record = stream.read(END_64.size)
    if len(record) < END_64.size or not record.startswith(b"PK\x06\x06"):
        raise damaged()
    count, length, start = END_64.unpack(record)[7:]
    return count, start, length, position


def read_entry(stream: BinaryIO) -> tuple[Member, int]:
    """The member the table names next, and how many bytes its entry takes."""
    head = stream.read(ENTRY.size)
    if len(head) < ENTRY.size or not head.startswith(b"PK\x01\x02"):
        raise damaged()
    flags, method, crc, packed, size, name_bytes, extra_bytes, comment_bytes, attributes, offset = ENTRY.unpack(head)
    name, extra = stream.read(name_bytes), stream.read(extra_bytes)
    size, packed, offset = wide(extra, size, packed, offset)
    member = Member(name, flags, method, crc, packed, size, attributes >> 16, offset)
    return member, ENTRY.size + name_bytes + extra_bytes + comment_bytes


def wide(extra: bytes, *narrow: int) -> list[int]:
    """The figures with those that need 64 bits filled in from the extra field."""
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, position)
        if kind == 1:
            figures = iter(struct.unpack_from(f"<{min(length, len(extra) - position - 4) // 8}Q", extra, position + 4))
            return [next(figures, value) if value == 0xFFFFFFFF else value for value in narrow]
        position += 4 + length
    return list(narrow)
