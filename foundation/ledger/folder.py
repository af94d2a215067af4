"""The log as a folder of static files, in the layout of C2SP tlog-tiles: `checkpoint`, `tile/…` and `key`."""

import os
from pathlib import Path

from foundation.ledger import log
from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.keys import verifying_keys
from foundation.ledger.notes import parts
from foundation.ledger.statements import tiles_at
from foundation.ledger.strict import HASH_BYTES
from foundation.ledger.tiles import TileName, new_tiles
from foundation.ledger.witnesses import cosigned
from foundation.refusals import Refused

AT_ONCE = 64  # tiles read in one query


def export(folder: Path) -> int:
    """Writes what the folder lacks of the newest checkpoint, that one last; returns its size.

    A folder that was exported to before is continued. Raises Refused for one with another log, or with a longer one.
    """
    newest = log.latest()
    if newest is None:
        raise Refused("ledger.empty", "The ledger is empty: there is nothing to export.")
    before = _size_of(folder, Checkpoint.parse(parts(newest.note)[0]))
    folder.mkdir(parents=True, exist_ok=True)
    wanted = list(new_tiles(before, newest.size))
    for start in range(0, len(wanted), AT_ONCE):
        _write_tiles(folder, wanted[start : start + AT_ONCE])
    _write(folder / "key", "".join(f"{key.vkey}\n" for key in verifying_keys()).encode())
    _write(folder / "checkpoint", cosigned(newest).encode())
    return newest.size


def _size_of(folder: Path, newest: Checkpoint) -> int:
    """How many entries the folder holds already."""
    try:
        held = Checkpoint.parse(parts((folder / "checkpoint").read_bytes())[0])
    except FileNotFoundError:
        return 0
    if held.origin != newest.origin or held.size > newest.size or log.root_at(held.size) != held.root:
        raise Refused("ledger.other", f"{folder} holds another log, or a longer one, and is left as it is.")
    return held.size


def _write_tiles(folder: Path, names: list[TileName]) -> None:
    found = tiles_at((name.level, name.index) for name in names)
    for name in names:
        hashes = found.get((name.level, name.index), b"")[: name.width * HASH_BYTES]
        if len(hashes) < name.width * HASH_BYTES:
            raise Refused("ledger.tile", f"{name.path} is missing or too short: run `manage.py ledger verify`.")
        _write(folder / name.path, hashes)


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
