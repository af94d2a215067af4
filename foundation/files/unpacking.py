"""Counts what an archive unpacks to, member by member, without writing any of it."""

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.files import kinds
from foundation.files.archives import Member, damaged, members

MOST_UNPACKED_BYTES = 500 * 1024 * 1024
MOST_RATIO = 100
HARMLESS_BYTES = 1024 * 1024
BLOCK_BYTES = 256 * 1024
LOCAL = struct.Struct("<4s5H3L2H")
LAST_OFFSET = 2**62
STORED, DEFLATED = 0, 8
ENCRYPTED_BITS = 0x1 | 0x40
MANIFEST = b"META-INF/manifest.xml"
LONGEST_MANIFEST_BYTES = 4 * 1024 * 1024
RUNS = re.compile(rb"(?:^|/)vbaProject\.bin$|(?:^|/)embeddings/|(?:^|/)activeX/|^Basic/|^Scripts/", re.IGNORECASE)
MARKUP_NAME = re.compile(rb"\.(?:xml|rels)$", re.IGNORECASE)


def examine(path: Path, detected_type: str) -> bool:
    """Whether the archive has active content: macros, embedded objects, XML that declares entities.

    Refuses passwords, members that would unpack elsewhere, and bombs: by the figures of the table of contents, then
    by unpacking into nothing, because a table may lie.
    """
    with path.open("rb") as stream:
        table = sorted(members(stream), key=lambda member: member.name != MANIFEST)
        refuse_by_table(table, archive_bytes=path.stat().st_size)
        office = detected_type != kinds.ZIP
        active = office and any(RUNS.search(member.name) for member in table)
        for member in table:
            beginning = unpacked_beginning(stream, member)
            if member.name == MANIFEST and b"encryption-data" in beginning:
                raise locked()
            declares = office and MARKUP_NAME.search(member.name) and b"<!DOCTYPE" in beginning[:4096]
            active = active or bool(declares)
    return active


def locked() -> ValidationError:
    return ValidationError(
        _("The file is protected with a password, so it cannot be checked. Upload it without the password."),
        code="encrypted",
    )


def refuse_by_table(table: list[Member], *, archive_bytes: int) -> None:
    if not table:
        raise ValidationError(_("The archive is empty."), code="empty")
    if any(member.is_encrypted for member in table):
        raise locked()
    unsafe = next((member for member in table if member.is_unsafe), None)
    if unsafe is not None:
        raise ValidationError(
            _("The archive holds “%(member)s”, which could be unpacked outside its folder. Pack it without that."),
            code="unsafe_member",
            params={"member": unsafe.name[:80].decode("utf-8", "replace")},
        )
    if any(member.method not in (STORED, DEFLATED) for member in table):
        raise ValidationError(
            _("The archive is packed in a way that cannot be checked. Pack it as an ordinary ZIP."), code="method"
        )
    total = sum(member.size_bytes for member in table)
    if total > MOST_UNPACKED_BYTES or total > max(MOST_RATIO * archive_bytes, HARMLESS_BYTES):
        raise bomb()


def bomb() -> ValidationError:
    return ValidationError(
        _("The archive unpacks to far more than its size, or to over %(most)s MB. Split it or upload the files."),
        code="bomb",
        params={"most": MOST_UNPACKED_BYTES // 1024**2},
    )


def unpacked_beginning(stream: BinaryIO, member: Member) -> bytes:
    """The first bytes of a member, after all of it was unpacked, counted and compared with its checksum."""
    counted, crc, beginning = 0, 0, b""
    for piece in unpacked(stream, member):
        counted += len(piece)
        crc = zlib.crc32(piece, crc)
        beginning += piece[: max(LONGEST_MANIFEST_BYTES - len(beginning), 0)] if keeps_more(member, beginning) else b""
        if counted > member.size_bytes:
            raise bomb()
    if counted != member.size_bytes or crc != member.crc:
        raise damaged()
    return beginning


def keeps_more(member: Member, beginning: bytes) -> bool:
    return not beginning or member.name == MANIFEST


def unpacked(stream: BinaryIO, member: Member) -> Iterator[bytes]:
    """The content of a member in small pieces."""
    seek_content(stream, member)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS) if member.method == DEFLATED else None
    left = member.packed_bytes
    while left > 0:
        block = stream.read(min(BLOCK_BYTES, left))
        if not block:
            raise damaged()
        left -= len(block)
        yield from [block] if inflater is None else inflated(inflater, block)
    if inflater is not None:
        yield inflater.flush()


def seek_content(stream: BinaryIO, member: Member) -> None:
    """Goes to the member's bytes. Refuses where its own header disagrees with the table of contents."""
    stream.seek(min(member.offset, LAST_OFFSET))
    head = stream.read(LOCAL.size)
    if len(head) < LOCAL.size or not head.startswith(b"PK\x03\x04"):
        raise damaged()
    fields = LOCAL.unpack(head)
    if fields[2] & ENCRYPTED_BITS:
        raise locked()
    if fields[3] != member.method or stream.read(fields[9]) != member.name:
        raise damaged()
    stream.seek(fields[10], 1)


def inflated(inflater: "zlib._Decompress", block: bytes) -> Iterator[bytes]:
    try:
        while block:
            yield inflater.decompress(block, BLOCK_BYTES)
            block = inflater.unconsumed_tail
    except zlib.error as error:
        raise damaged() from error
