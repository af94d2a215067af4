"""What the ledger says: its size and root, its checkpoints, and the proofs it gives; nothing here writes."""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Model

from foundation.ledger import merkle
from foundation.ledger.growth import edge, near, places
from foundation.ledger.merkle import EMPTY_ROOT, Nodes
from foundation.ledger.sources import source_of
from foundation.ledger.statements import tiles_at
from foundation.ledger.tiles import TileName, nodes_from
from foundation.ledger.tlog_proof import TlogProof
from foundation.ledger.witnesses import cosigned
from foundation.models.ledger import LedgerCheckpoint, LedgerLeaf


class NotSealed(LookupError):
    """The event, or the size of a tree, is not in the ledger, or not yet."""


class State(NamedTuple):
    """The log as it was last signed; without a checkpoint it is empty."""

    size: int
    root: bytes
    checkpoint: LedgerCheckpoint | None


def latest() -> LedgerCheckpoint | None:
    """The newest checkpoint; None while nothing is sealed (one query)."""
    return LedgerCheckpoint.objects.order_by("-pk").first()


def is_latest(checkpoint: LedgerCheckpoint | None) -> bool:
    """Whether nothing was signed after it, or nothing at all where it is None (one query)."""
    return not LedgerCheckpoint.objects.filter(pk__gt=checkpoint.pk if checkpoint else 0).exists()


def checkpoint_at(size: int) -> LedgerCheckpoint:
    """The first checkpoint of this size. Raises NotSealed where none was signed."""
    found = LedgerCheckpoint.objects.filter(size=size).order_by("pk").first()
    if found is None:
        raise NotSealed(f"No checkpoint of {size} entries was signed.")
    return found


def state() -> State:
    checkpoint = latest()
    if checkpoint is None:
        return State(0, EMPTY_ROOT, None)
    return State(checkpoint.size, bytes(checkpoint.root), checkpoint)


def leaf_of(event: Model) -> LedgerLeaf:
    """The entry of an event of the trail, or of another log that is sealed here. Raises NotSealed while there is none."""
    source = source_of(event)
    leaf = LedgerLeaf.objects.filter(source=source.name, **{source.column: event.pk}).first()
    if leaf is None:
        raise NotSealed(f"Event {event.pk} is not sealed yet.")
    return leaf


def proof_of(event: Model) -> TlogProof:
    """That the event is in the log, under the newest checkpoint. Raises NotSealed. Four queries, whatever the size."""
    leaf, newest = leaf_of(event), latest()
    if newest is None or newest.size <= leaf.index:
        raise NotSealed(f"Event {event.pk} is not sealed yet.")
    return TlogProof(leaf.index, tuple(inclusion(leaf.index, newest.size)), cosigned(newest))


def inclusion(index: int, size: int) -> list[bytes]:
    """The way from an entry to the root of the first `size` entries (one query)."""
    return merkle.inclusion_proof(index, size, nodes(size, [*edge(size), *near(index, size)]))


def consistency(first: int, second: int) -> list[bytes]:
    """That the log of `second` entries begins with that of `first` (one query). Raises Refused for sizes that never were."""
    return merkle.consistency_proof(first, second, nodes(second, [*edge(second), *near(max(first - 1, 0), second)]))


def root_at(size: int) -> bytes:
    """The root over the first `size` entries (one query)."""
    return merkle.root(size, nodes(size, edge(size)))


def nodes(size: int, ahead: Collection[TileName] = ()) -> Nodes:
    """The nodes of the tree of the first `size` entries, from its tiles; those of `ahead` are read at once."""
    read = tiles_at(places(ahead))

    def tile(level: int, index: int, _width: int) -> bytes:
        if (level, index) not in read:
            read.update(tiles_at({(level, index)}))
        return read.get((level, index), b"")

    return nodes_from(tile, size)
