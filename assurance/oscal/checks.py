"""What can be wrong with an OSCAL file and neither the schema nor a validator notices: references, ids, hashes, version.

Source: docs of the OSCAL models; the list of traps is in docs/adr/0170-oscal.md.
"""

import hashlib
import json
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from assurance.oscal.writing import VERSION, Said

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
TITLES = ("title", "name", "value")
TOKENS = ("control-id", "target-id", "role-id", "id")
MOMENTS = ("last-modified", "published", "start", "end", "date", "collected", "deadline")
# A reference and the list in which what it names stands.
NAMED_IN = {
    "party-uuid": "parties",
    "party-uuids": "parties",
    "role-id": "roles",
    "observation-uuid": "observations",
    "risk-uuid": "risks",
    "finding-uuid": "findings",
    "activity-uuid": "activities",
    "task-uuid": "tasks",
    "response-uuid": "remediations",
}
SUBJECTS = {"component": "components", "party": "parties", "resource": "resources", "location": "locations"}
Step = tuple[str, str, Any, Said]


def faults(
    document: Said, *, catalogs: Sequence[Said] = (), read: Callable[[str], bytes | None] = lambda href: None
) -> list[str]:
    """Everything wrong with a file, as sentences with the place; none for a sound one.

    `catalogs` are the files whose controls it may name: without any, control ids are only looked at as tokens. `read`
    gives the bytes a link leads to, where it can.
    """
    (body,) = document.values()
    steps = list(_walk(body))
    known = _ids([*catalogs, *_enclosed(steps)])
    found = [*_version(body), *_twice(steps), *_forms(steps), *_dangling(steps), *_hashes(steps, read)]
    return found + (_unknown_controls(steps, known) if catalogs else [])


def _walk(part: Any, path: str = "", within: str = "") -> Iterator[Step]:
    """Each name of each object: the place, the name, the value, and the object it belongs to, which knows its list."""
    if isinstance(part, list):
        for number, one in enumerate(part):
            yield from _walk(one, f"{path}[{number}]", within)
    elif isinstance(part, Mapping):
        for name, value in part.items():
            place = f"{path}.{name}".lstrip(".")
            yield place, name, value, {**part, "_in": within}
            yield from _walk(value, place, name)


def _ids(catalogs: Iterable[Said]) -> set[str]:
    return {value for catalog in catalogs for _path, name, value, _one in _walk(catalog["catalog"]) if name == "id"}


def _enclosed(steps: list[Step]) -> Iterator[Said]:
    """The catalogs that lie inside the file."""
    for _path, name, value, _one in steps:
        if name == "base64" and value["filename"].endswith(".catalog.json"):
            yield json.loads(b64decode(value["value"]))


def _version(body: Said) -> list[str]:
    said = body.get("metadata", {}).get("oscal-version")
    return [] if said == VERSION else [f"metadata.oscal-version: {said!r} is not {VERSION}"]


def _twice(steps: list[Step]) -> Iterator[str]:
    """A uuid names one thing of a file, an id one control, group or part."""
    for name in ("uuid", "id"):
        seen = Counter(value for _path, key, value, one in steps if key == name and one["_in"] != "system-id")
        yield from (f"{name} {value} stands {number} times" for value, number in seen.items() if number > 1)


def _forms(steps: list[Step]) -> Iterator[str]:
    for path, name, value, _one in steps:
        if (name == "uuid" or name.endswith("-uuid")) and not UUID.fullmatch(value):
            yield f"{path}: {value!r} is no UUID of version 4 or 5"
        if name in TOKENS and isinstance(value, str) and not (TOKEN.fullmatch(value) or UUID.fullmatch(value)):
            yield f"{path}: {value!r} is no token"
        if name in TITLES and (not value or value != value.strip() or len(value.splitlines()) > 1):
            yield f"{path}: not on one line"
        if name in MOMENTS and isinstance(value, str) and not _is_zoned(value):
            yield f"{path}: {value!r} has no zone"
        if value in ("", [], None):
            yield f"{path}: empty"


def _is_zoned(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).utcoffset() is not None
    except ValueError:
        return False


def _dangling(steps: list[Step]) -> Iterator[str]:
    """References that lead nowhere within the file."""
    stands: dict[str, set[str]] = {}
    for _path, name, value, one in steps:
        if name in ("uuid", "id") and isinstance(value, str):
            stands.setdefault(one["_in"], set()).add(value)
    for path, named, within in _references(steps):
        if named not in stands.get(within, set()) and not (within == "" and named in set().union(*stands.values())):
            yield f"{path}: {named} names nothing in {within or 'the file'}"


def _references(steps: list[Step]) -> Iterator[tuple[str, str, str]]:
    """Each reference: its place, what it names, and the list it has to stand in; "" for anywhere."""
    for path, name, value, one in steps:
        if name in NAMED_IN:
            yield from ((path, each, NAMED_IN[name]) for each in (value if isinstance(value, list) else [value]))
        elif name == "subject-uuid":
            yield path, value, SUBJECTS.get(one.get("type", ""), "")
        elif name == "actor-uuid":
            yield path, value, "parties"
        elif name == "target-id":
            yield path, value, "parts"
        elif name == "href" and value.startswith("#"):
            yield path, value[1:], ""
        elif name == "source" and isinstance(value, str) and value.startswith("#"):
            yield path, value[1:], "resources"


def _unknown_controls(steps: list[Step], known: set[str]) -> list[str]:
    return [
        f"{path}: {value} is in no catalog"
        for path, name, value, _one in steps
        if name == "control-id" and value not in known
    ]


def _hashes(steps: list[Step], read: Callable[[str], bytes | None]) -> Iterator[str]:
    for path, name, value, one in steps:
        content = read(one["href"]) if name == "hashes" else None
        if content is not None and hashlib.sha256(content).hexdigest() != value[0]["value"]:
            yield f"{path}: {one['href']} has other bytes"
