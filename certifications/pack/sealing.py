"""One state of the ledger that a whole pack is proven against: its checkpoint, its keys, and a proof for each event."""

from collections.abc import Iterable
from datetime import datetime

from foundation.ledger import log
from foundation.ledger.asking import ask_all
from foundation.ledger.log import NotSealed
from foundation.ledger.merkle import consistency_proof, inclusion_proof
from foundation.ledger.sequencer import catch_up
from foundation.ledger.strict import base64_of
from foundation.ledger.tlog_proof import TlogProof
from foundation.ledger.witnesses import configured, cosigned
from foundation.models.ledger import LedgerCheckpoint, LedgerKey
from foundation.models.trail import Event


class Seal:
    """A checkpoint with what witnesses have signed under it; everything in the pack is proven by it."""

    def __init__(self, checkpoint: LedgerCheckpoint) -> None:
        self.size, self.note = checkpoint.size, cosigned(checkpoint)
        self._nodes = log.nodes(checkpoint.size)

    def proof(self, event: Event) -> bytes:
        """The .tlog-proof of an event. Raises NotSealed for one that came later."""
        index = log.leaf_of(event).index
        if index >= self.size:
            raise NotSealed(f"Event {event.pk} is not sealed yet.")
        return TlogProof(index, tuple(inclusion_proof(index, self.size, self._nodes)), self.note).text.encode()

    def since(self, size: int) -> bytes:
        """That the log of an earlier size goes on in this one, as a witness is told it (tlog-witness, add-checkpoint)."""
        hashes = "".join(f"{base64_of(one)}\n" for one in consistency_proof(size, self.size, self._nodes))
        return f"old {size}\n{hashes}\n{self.note}".encode()


def seal_now(now: datetime) -> Seal:
    """Seals all that was recorded until now, and asks the witnesses. Raises Refused while the ledger is held back."""
    catch_up(now, everything=True, wait=True)
    ask_all(now)
    newest = log.latest()
    if newest is None:
        raise NotSealed("There is nothing in the ledger.")
    return Seal(newest)


def public_keys() -> tuple[bytes, bytes]:
    """The keys of the log, and of the witnesses it asks, a line each."""
    own = LedgerKey.objects.order_by("-since", "-pk").values_list("vkey", flat=True)
    return _lines(own), _lines(one.key.vkey for one in configured())


def _lines(texts: Iterable[str]) -> bytes:
    return "".join(f"{text}\n" for text in texts).encode()
