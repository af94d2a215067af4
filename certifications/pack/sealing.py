"""One state of the ledger that a whole pack is proven against: its checkpoint, its keys, and a proof for each event."""

from collections.abc import Iterable
from datetime import datetime

from foundation.ledger import log
from foundation.ledger.asking import ask_all
from foundation.ledger.keys import verifying_keys
from foundation.ledger.log import NotSealed
from foundation.ledger.merkle import consistency_proof, inclusion_proof
from foundation.ledger.note_keys import VerifyingKey
from foundation.ledger.notes import parts
from foundation.ledger.sequencer import catch_up
from foundation.ledger.strict import base64_of
from foundation.ledger.tlog_proof import TlogProof
from foundation.ledger.witnesses import configured, cosigned
from foundation.models.ledger import LedgerCheckpoint
from foundation.models.trail import Event


class Seal:
    """A checkpoint with what witnesses have signed under it; everything in the pack is proven by it."""

    def __init__(self, checkpoint: LedgerCheckpoint) -> None:
        self.size, self.note = checkpoint.size, cosigned(checkpoint)
        self._nodes = log.nodes(checkpoint.size)

    @property
    def log_keys(self) -> bytes:
        """The public keys of the log, a line each."""
        return _lines(verifying_keys())

    @property
    def witness_keys(self) -> bytes:
        """Those of the witnesses that have signed the checkpoint."""
        signatures = parts(self.note)[1]
        return _lines(one.key for one in configured() if any(signature.is_of(one.key) for signature in signatures))

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


def _lines(keys: Iterable[VerifyingKey]) -> bytes:
    return "".join(f"{key.vkey}\n" for key in keys).encode()
