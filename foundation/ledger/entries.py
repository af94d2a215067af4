"""Entries: what stands in the log for one event, byte for byte. Who did what stays outside, behind the digest."""

import json
import re
from datetime import UTC, datetime
from uuid import UUID

from foundation.ledger.strict import Refused

VERSION = 1
DIGEST = re.compile(r"[0-9a-f]{64}")
quoted = json.JSONEncoder(ensure_ascii=False).encode  # RFC 8785 writes strings as ECMAScript does, which is the same


def entry(*, id: int | UUID, at: datetime, kind: str, digest: str) -> bytes:  # noqa: A002  the name it has in the entry
    """Canonical JSON (RFC 8785) of `{v, id, at, kind, digest}`, the moment in UTC to the microsecond.

    `digest` is the hex form that docs/adr/0002 describes. The names are in order here: nothing is left to sort for each.
    """
    if at.tzinfo is None:
        raise Refused("The moment of an entry needs a time zone.")
    if not DIGEST.fullmatch(digest):
        raise Refused("The digest of an entry must be 64 hexadecimal digits.")
    moment = at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    said = f'"at":"{moment}","digest":"{digest}","id":"{id}","kind":{quoted(kind)},"v":{VERSION}'
    return f"{{{said}}}".encode()
