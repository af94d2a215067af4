"""The sequencer: gives every event its place in the log, writes the tiles that change, and signs what they say.

One at a time, and each batch in one transaction: leaves, tiles and checkpoint are there together or not at all, so that
a process killed at any moment leaves the log as it was last signed. No user waits for it: record() knows nothing of it.
"""

from datetime import datetime, timedelta

from django.db import transaction

from foundation.ledger import growth, keys, log, merkle
from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.holding import held_back
from foundation.ledger.notes import sign
from foundation.ledger.seen import remember
from foundation.ledger.sources import Source, Waiting, sources
from foundation.ledger.tiles import nodes_from
from foundation.ledger.turns import take_turn
from foundation.models.ledger import LedgerCheckpoint, LedgerLeaf, LedgerTile
from foundation.refusals import Refused

BATCH = 256
BULK = 8192  # for a log that has much to catch up with, while few look
RENEWED_AFTER = timedelta(minutes=55)  # so that one is signed within every hour

Batch = list[tuple[Source, list[Waiting]]]


def seal(now: datetime, *, limit: int = BATCH, everything: bool = False, wait: bool = False) -> int:
    """Seals up to `limit` events that wait, and signs; how many they were. Signs alone when the last time is long ago.

    Nothing while another sequencer works, unless told to `wait`. Raises Refused while the ledger is held back.
    """
    if not wait and not _is_due(now, everything):
        return 0
    with transaction.atomic():
        if not take_turn(wait=wait):
            return 0
        refusal = held_back()
        if refusal is not None:
            raise Refused.because(refusal)
        size, _root, checkpoint = log.state()
        batch = _batch(limit, everything)
        count = sum(len(rows) for _source, rows in batch)
        if count or (size and (wait or _is_old(checkpoint, now))):
            _append(size, batch, now)
    return count


def catch_up(now: datetime, *, limit: int | None = None, everything: bool = False, wait: bool = False) -> int:
    """Seals all that waits, batch by batch, in larger ones where the first is not enough; how many events they were."""
    total, step = 0, limit or BATCH
    while count := seal(now, limit=step, everything=everything, wait=wait):
        total += count
        if count < step:
            break
        step = limit or BULK
    return total


def _is_due(now: datetime, everything: bool) -> bool:
    """Asked without any lock: mostly there is nothing to do."""
    newest = log.latest()
    return (newest is not None and _is_old(newest, now)) or any(
        source.waiting(everything=everything).exists() for source in sources()
    )


def _is_old(checkpoint: LedgerCheckpoint | None, now: datetime) -> bool:
    return checkpoint is not None and now - checkpoint.signed_at >= RENEWED_AFTER


def _batch(limit: int, everything: bool) -> Batch:
    """What waits, source by source."""
    batch: Batch = []
    for source in sources():
        rows = source.take(limit, everything=everything) if limit else []
        batch.append((source, rows))
        limit -= len(rows)
    return batch


def _append(size: int, batch: Batch, now: datetime) -> None:
    leaves = _leaves(size, batch, now)
    hashes = [bytes(leaf.leaf_hash) for leaf in leaves]
    begun = log.tiles_at(growth.places(growth.edge(size)))
    changed = growth.grown(size, hashes, lambda level, index: begun.get((level, index), b""))
    LedgerLeaf.objects.bulk_create(leaves)
    _write_tiles(changed)
    _sign(size + len(leaves), begun | changed, now)


def _leaves(size: int, batch: Batch, now: datetime) -> list[LedgerLeaf]:
    waiting = [(source, row) for source, rows in batch for row in rows]
    return [
        LedgerLeaf(
            index=index,
            source=source.name,
            leaf_hash=row.leaf_hash,
            sealed_at=now,
            **{source.column: row.number},
        )
        for index, (source, row) in enumerate(waiting, size)
    ]


def _write_tiles(changed: dict[growth.Place, bytes]) -> None:
    rows = [LedgerTile(level=level, index=index, hashes=hashes) for (level, index), hashes in changed.items()]
    LedgerTile.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["level", "index"], update_fields=["hashes"]
    )


def _sign(size: int, tiles: dict[growth.Place, bytes], now: datetime) -> None:
    """Signs the tree of these tiles, which are all that its root needs."""
    root = merkle.root(size, nodes_from(lambda level, index, _width: tiles.get((level, index), b""), size))
    private = keys.signing_keys(now)
    note = sign(Checkpoint(private[0].name, size, root).text, *private)
    LedgerCheckpoint.objects.create(size=size, root=root, signed_at=now, note=note)
    transaction.on_commit(lambda: remember(note), robust=True)
