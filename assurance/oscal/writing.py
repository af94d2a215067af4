"""What every OSCAL file of ours has in common: ids that stay, tokens, single lines, moments with a zone, bytes that repeat.

Source: NIST OSCAL 1.2.1, its data types and its metadata. Nothing here asks the clock: a file says when its rows were
last changed, so the same rows give the same bytes.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import chain
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

VERSION = "1.2.1"
NS = "https://attest.example/ns/oscal"  # of the properties that OSCAL has no name for
SPACE = uuid5(NAMESPACE_URL, NS)
NAME = "–"  # what has no name
LONGEST_TOKEN = 60
MIDNIGHT, DAY_END = time(), time(23, 59, 59)
LONG_AGO = datetime.min.replace(tzinfo=UTC)  # when what holds no row was last changed
UNFIT = re.compile(r"[^a-z0-9._-]+")
Said = dict[str, Any]


def identity(kind: str, *of: object) -> str:
    """The UUID (version 5) of a thing in our files: the same in each of them and in each export."""
    return str(uuid5(SPACE, ":".join([kind, *map(str, of)])))


def row_id(row: Any) -> str:
    """That of a row: by what it is and its own uuid."""
    return identity(row._meta.label_lower, row.uuid)


def token(text: str) -> str:
    """Some text as a part of an id; what cannot stand there is told apart by a piece of its hash.

    “A.5.1” becomes “a.5.1”, “AC-2 (1)” becomes “ac-2-1-” and eight digits.
    """
    plain = UNFIT.sub("-", text.lower()).strip("-")
    if plain.upper() == text and len(plain) <= LONGEST_TOKEN:
        return plain
    digits = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{plain[:LONGEST_TOKEN]}-{digits}".strip("-")


def line(text: object) -> str:
    """Text on one line, as titles and values of properties are."""
    return " ".join(str(text).replace("\ufeff", " ").split()) or NAME


def prose(text: object) -> str:
    """Text of several lines, never empty where OSCAL asks for some."""
    return "\n".join(str(text).replace("\ufeff", " ").splitlines()).strip() or NAME


def moment(value: date, zone: str = "UTC", *, at: time = MIDNIGHT) -> str:
    """A moment, or a time of a day in a zone, with its offset (RFC 3339)."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    told = datetime.combine(value, at, ZoneInfo(zone))
    offset = told.utcoffset()
    if offset is None or offset.total_seconds() % 60:  # local mean time of long ago has seconds, RFC 3339 does not
        told = told.replace(tzinfo=UTC)
    return told.isoformat()


def kept(parts: Mapping[str, Any]) -> Said:
    """The parts that say something: OSCAL knows no empty text and no empty list."""
    return {name: part for name, part in parts.items() if part is not None and part != "" and part != []}


def props(ours: Mapping[str, object], **theirs: object) -> list[Said]:
    """Properties: ours in our namespace, theirs by the names OSCAL gives; what is empty is left out."""
    found = [{"name": name.replace("_", "-"), "value": line(value)} for name, value in theirs.items() if value]
    return found + [{"name": name, "ns": NS, "value": line(value)} for name, value in ours.items() if value]


def in_pieces(keys: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """Some keys at a time, so that what is read for them together stays small."""
    return (keys[start : start + size] for start in range(0, len(keys), size))


def points_at(kind: str, uuids: Iterable[str]) -> list[Said]:
    """References to other parts: `points_at("risk-uuid", …)`."""
    return [{kind: one} for one in uuids]


def metadata(title: str, changed: datetime, **more: Any) -> Said:
    """The head of a file; its version is the moment of the last change."""
    last = moment(changed)
    head = {"title": line(title), "last-modified": last, "version": last, "oscal-version": VERSION}
    return kept(head | {name.replace("_", "-"): part for name, part in more.items()})


@dataclass(frozen=True)
class Document:
    """A file: what OSCAL calls it, its name, and its parts in order.

    A list among the parts may be an iterator: it is written one by one when its turn comes, and left out where it gives
    nothing. Such a document is written once.
    """

    model: str
    name: str
    parts: Said = field(repr=False)

    def pieces(self) -> Iterator[bytes]:
        """The file as JSON in UTF-8, in pieces."""
        for piece in _object({self.model: self.parts}):
            yield piece.encode()
        yield b"\n"

    def content(self) -> bytes:
        return b"".join(self.pieces())


def _object(part: Said) -> Iterator[str]:
    lead = "{\n"
    for name, one in part.items():
        told = _filled(one) if isinstance(one, Iterator) else one
        if told is not None:
            yield f"{lead}{_json(name)}: "
            yield from _written(told)
            lead = ",\n"
    yield "}" if lead == ",\n" else "{}"


def _filled(part: Iterator[Any]) -> Iterator[Any] | None:
    first = next(part, None)
    return None if first is None else chain([first], part)


def _written(part: Any) -> Iterator[str]:
    if isinstance(part, Iterator):
        lead = "["
        for one in part:
            yield f"{lead}{_json(one)}"
            lead = ",\n"
        yield "]"
    elif isinstance(part, dict) and _grows(part):
        yield from _object(part)
    else:
        yield _json(part)


def _grows(part: Said) -> bool:
    """Whether a list in it is read while it is written."""
    return any(isinstance(one, Iterator) or (isinstance(one, dict) and _grows(one)) for one in part.values())


def _json(part: Any) -> str:
    return json.dumps(part, ensure_ascii=False, indent=1)
