"""Entries: what stands in the log for one event, byte for byte. Who did what stays outside, behind the digest."""

import re
from datetime import UTC, datetime
from uuid import UUID

import rfc8785

from foundation.ledger.strict import Refused

VERSION = 1
DIGEST = re.compile(r"[0-9a-f]{64}")


def entry(*, id: int | UUID, at: datetime, kind: str, digest: str) -> bytes:  # noqa: A002  the name it has in the entry
    """Canonical JSON (RFC 8785) of `{v, id, at, kind, digest}`, the moment in UTC to the microsecond.

    `digest` is the hex form that docs/adr/0002 describes.
    """
    if at.tzinfo is None:
        raise Refused("The moment of an entry needs a time zone.")
    if not DIGEST.fullmatch(digest):
        raise Refused("The digest of an entry must be 64 hexadecimal digits.")
    moment = at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return rfc8785.dumps({"v": VERSION, "id": str(id), "at": moment, "kind": kind, "digest": digest})
