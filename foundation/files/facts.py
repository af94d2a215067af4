"""Judges a received file by its content, before anything of it is kept."""

from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from foundation.files import kinds, pdfs, pictures, sniffing, texts, unpacking
from foundation.files.names import ending_of, readable_name
from foundation.files.uploads import NO_ROOM, ReceivedFile, Verdict

LONGEST_TYPE = 100
ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
BLOCK_BYTES = 1024 * 1024


@dataclass(frozen=True)
class FileFacts:
    """What is true of an accepted file. `size` in bytes, `sha256` as 64 hex digits, both of the bytes as received."""

    name: str
    size: int
    declared_type: str
    detected_type: str
    sha256: str
    active_content: bool


def accept(received: ReceivedFile) -> FileFacts:
    """The facts of a file that may be kept; raises ValidationError with one sentence for one that may not.

    Source: domain.md 2.5 (limit, ending and content agree, no encrypted archive or PDF).
    """
    refuse_unreceived(received)
    name = readable_name(received.name or "")
    verdict = received.found_before() or judge(received, name)
    if verdict.refusals:
        raise ValidationError(list(verdict.refusals))
    return FileFacts(
        name=name,
        size=received.size or 0,
        declared_type=(received.content_type or "")[:LONGEST_TYPE],
        detected_type=verdict.detected_type,
        sha256=received.sha256,
        active_content=verdict.active_content,
    )


def judge(received: ReceivedFile, name: str) -> Verdict:
    """What the bytes are, told to the file as well. Raises ValidationError for what may not be kept."""
    try:
        kind = expected_kind(name)
        content = sniffing.detect(received.path)
        refuse_disagreement(received.path, kind, name=name, detected_type=content)
        active = examine(received.path, content) or kind.named == kinds.MAIL
    except ValidationError as refusal:
        received.found(Verdict(refusals=tuple(refusal.messages)))
        raise
    verdict = Verdict(kind.named if content == kinds.TEXT else content, active)
    received.found(verdict)
    return verdict


def refuse_unreceived(received: ReceivedFile) -> None:
    if received.too_large:
        raise ValidationError(
            _("The file is too large: it has %(size)s, at most %(limit)s are allowed."),
            code="too_large",
            params={"size": filesizeformat(received.size or 0), "limit": filesizeformat(received.incoming.limit_bytes)},
        )
    if received.refusal == NO_ROOM:
        raise out_of_room()
    if not received.size:
        raise ValidationError(_("The file is empty."), code="empty")


def out_of_room() -> ValidationError:
    return ValidationError(
        _("There is no room left on the server, the file was not kept. Please tell the administrator."), code=NO_ROOM
    )


def expected_kind(name: str) -> kinds.Kind:
    """What the ending of the name promises."""
    ending = ending_of(name)
    try:
        return kinds.BY_ENDING[ending]
    except KeyError:
        raise ValidationError(
            _("Files of the type “%(ending)s” are not allowed. Allowed are: %(allowed)s."),
            code="type_not_allowed",
            params={"ending": ending[:20] or name[:20], "allowed": ", ".join(kinds.ALLOWED_ENDINGS)},
        ) from None


def refuse_disagreement(path: Path, kind: kinds.Kind, *, name: str, detected_type: str) -> None:
    if detected_type in kind.contents and reads_as_named(path, kind):
        return
    if detected_type == kinds.OLE and kind.contents & kinds.OPEN_XML and contains(path, ENCRYPTED_OFFICE):
        raise unpacking.locked()
    if detected_type == kinds.UNKNOWN and kinds.TEXT in kind.contents:
        raise ValidationError(
            _("“%(name)s” is not readable as text. Save it as UTF-8 and upload it again."),
            code="not_text",
            params={"name": name},
        )
    raise ValidationError(
        _("The content of “%(name)s” is not what its ending says: it looks like %(detected)s."),
        code="type_disagrees",
        params={"name": name, "detected": detected_type},
    )


def reads_as_named(path: Path, kind: kinds.Kind) -> bool:
    if kind.named == kinds.JSON:
        return texts.begins_like_json(path)
    return kind.named != kinds.MAIL or texts.begins_like_mail(path)


def examine(path: Path, detected_type: str) -> bool:
    """Looks into the file for passwords, bombs and what would run; true where it has active content."""
    if detected_type == kinds.PDF:
        encrypted, active = pdfs.examine(path)
        if encrypted:
            raise unpacking.locked()
        return active
    if detected_type in kinds.ARCHIVES:
        return unpacking.examine(path, detected_type)
    if detected_type in kinds.PICTURES:
        pictures.refuse_hostile(path, detected_type)
    return detected_type in {kinds.SVG, kinds.XML}


def contains(path: Path, mark: bytes) -> bool:
    """Whether the bytes occur anywhere in the file."""
    with path.open("rb") as stream:
        tail = b""
        while block := stream.read(BLOCK_BYTES):
            if mark in tail + block:
                return True
            tail = block[-len(mark) :]
    return False
