"""What everybody may read of the ledger: checkpoint, tiles, keys. Source: C2SP tlog-tiles. Entries are not published."""

from foundation.ledger import log
from foundation.ledger.keys import verifying_keys
from foundation.ledger.statements import tiles_at
from foundation.ledger.strict import HASH_BYTES, Refused
from foundation.ledger.tiles import parse_tile_path, width_of
from foundation.ledger.witnesses import configured, cosigned


def checkpoint() -> str | None:
    """The newest checkpoint, signed and cosigned; None while nothing is sealed."""
    latest = log.latest()
    return None if latest is None else cosigned(latest)


def tile(path: str) -> bytes | None:
    """The hashes of the tile at `tile/…`, as wide as its name says; None for a tile that the newest checkpoint lacks."""
    try:
        name = parse_tile_path(path)
    except Refused:
        return None
    latest = log.latest()
    if latest is None or name.width > width_of(name.level, name.index, latest.size):
        return None
    hashes = tiles_at({(name.level, name.index)}).get((name.level, name.index), b"")[: name.width * HASH_BYTES]
    return hashes if len(hashes) == name.width * HASH_BYTES else None


def keys() -> str:
    """The public keys, one a line: every one the log ever signed with, newest first, then those of its witnesses."""
    known = [*verifying_keys(), *(witness.key for witness in configured())]
    return "".join(f"{key.vkey}\n" for key in known)
