"""The largest checkpoint this machine knows to have signed, in a file outside the database, beside the key.

A database restored from yesterday's backup is shorter than what stands here, so it is noticed without any witness.
"""

import os
import threading
from pathlib import Path

from django.conf import settings

from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.notes import parts

NAME = "seen"


def place() -> Path:
    return settings.LEDGER_FOLDER / NAME


def remembered() -> Checkpoint | None:
    """What the file holds, None where there is none. Raises Refused for one that is no checkpoint."""
    try:
        note = place().read_bytes()
    except FileNotFoundError:
        return None
    return Checkpoint.parse(parts(note)[0])


def remember(note: str) -> None:
    """Keeps the signed note of a checkpoint if it is larger than what is kept of that log; whole or not at all."""
    known, new = remembered(), Checkpoint.parse(parts(note)[0])
    if known and known.origin == new.origin and known.size >= new.size:
        return
    place().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = place().with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(note)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place())
