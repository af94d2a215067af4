"""The sequencer: gives every event its place in the log, writes the tiles that change, and signs what they say.

One at a time, and each batch in one transaction: leaves, tiles and checkpoint are there together or not at all, so that
a process killed at any moment leaves the log as it was last signed. No user waits for it: record() knows nothing of it.
"""

from datetime import datetime, timedelta

from django.db import transaction

from foundation.ledger import growth, keys, log, merkle
from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.holding import held_back_at
from foundation.ledger.notes import sign
from foundation.ledger.seen import remember
from foundation.ledger.sources import Source, Waiting, sources
from foundation.ledger.statements import Leaves, tiles_at, write_leaves, write_tiles
from foundation.ledger.tiles import nodes_from
from foundation.ledger.turns import take_turn
from foundation.models.ledger import LedgerCheckpoint
from foundation.refusals import Refused

BATCH = 256
BULK = 8192  # for a log that has much to catch up with, while few look
RENEWED_AFTER = timedelta(minutes=55)  # so that one is signed within every hour

Batch = list[tuple[Source, list[Waiting]]]
Found = tuple[LedgerCheckpoint | None, Batch]


def seal(now: datetime, *, limit: int = BATCH, everything: bool = False, wait: bool = False) -> int:
    """Seals up to `limit` events that wait, and signs; how many they were. Signs alone when the last time is long ago.

    Nothing while another sequencer works, unless told to `wait`. Raises Refused while the ledger is held back.
    """
    newest, batch = _look(limit, everything)
    if not (wait or batch or _is_old(newest, now)):
        return 0
    with transaction.atomic():
        if not take_turn(wait=wait):
            return 0
        if not log.is_latest(newest):  # another was faster, and may have sealed these
            newest, batch = _look(limit, everything)
        refusal = held_back_at(newest)
        if refusal is not None:
            raise Refused.because(refusal)
        if batch or (newest and (wait or _is_old(newest, now))):
            _append(newest.size if newest else 0, batch, now)
    return sum(len(rows) for _source, rows in batch)


def catch_up(now: datetime, *, limit: int | None = None, everything: bool = False, wait: bool = False) -> int:
    """Seals all that waits, batch by batch, in larger ones where the first is not enough; how many events they were."""
    total, step = 0, limit or BATCH
    while count := seal(now, limit=step, everything=everything, wait=wait):
        total += count
        if count < step:
            break
        step = limit or BULK
    return total


def _look(limit: int, everything: bool) -> Found:
    """The newest checkpoint and what waits, source by source; read in this order, and without any lock.

    As long as that checkpoint is the newest, nothing of the batch is sealed: each batch leaves one.
    """
    newest, batch = log.latest(), []
    for source in sources():
        if limit and (rows := source.take(limit, everything=everything)):
            batch.append((source, rows))
            limit -= len(rows)
    return newest, batch


def _is_old(checkpoint: LedgerCheckpoint | None, now: datetime) -> bool:
    return checkpoint is not None and now - checkpoint.signed_at >= RENEWED_AFTER


def _append(size: int, batch: Batch, now: datetime) -> None:
    hashes: list[bytes] = []
    for source, rows in batch:
        leaves = [row.leaf_hash for row in rows]
        numbers = [row.number for row in rows]
        write_leaves(Leaves(size + len(hashes), source.name, source.column, numbers, leaves), now)
        hashes += leaves
    begun = tiles_at(growth.places(growth.edge(size)))
    changed = growth.grown(size, hashes, lambda level, index: begun.get((level, index), b""))
    write_tiles(changed)
    _sign(size + len(hashes), begun | changed, now)


def _sign(size: int, tiles: dict[growth.Place, bytes], now: datetime) -> None:
    """Signs the tree of these tiles, which are all that its root needs."""
    root = merkle.root(size, nodes_from(lambda level, index, _width: tiles.get((level, index), b""), size))
    private = keys.signing_keys(now)
    note = sign(Checkpoint(private[0].name, size, root).text, *private)
    LedgerCheckpoint.objects.create(size=size, root=root, signed_at=now, note=note)
    transaction.on_commit(lambda: remember(note), robust=True)
