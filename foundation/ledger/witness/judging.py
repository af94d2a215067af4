"""What a witness answers to a checkpoint, and why: the whole of its judgement. Source: C2SP tlog-witness, add-checkpoint."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.cosignatures import cosign
from foundation.ledger.merkle import verify_consistency
from foundation.ledger.notes import SigningKey, VerifyingKey, opened, parts
from foundation.ledger.strict import Refused
from foundation.ledger.witness.store import Seen, Store
from foundation.ledger.witness.submission import Submission

Logs = Mapping[str, Sequence[VerifyingKey]]
"""The keys of each log that is witnessed, by its origin; several while a log replaces its key."""

TEXT = "text/plain; charset=utf-8"
SIZE = "text/x.tlog.size"


@dataclass(frozen=True)
class Answer:
    status: int
    body: str
    content_type: str = TEXT


class Unwilling(Exception):
    """Why a checkpoint is not cosigned, as the answer to it."""

    def __init__(self, status: int, body: str, content_type: str = TEXT) -> None:
        super().__init__(body)
        self.answer = Answer(status, f"{body}\n", content_type)


@dataclass(frozen=True)
class Witness:
    key: SigningKey
    logs: Callable[[], Logs]
    store: Store
    clock: Callable[[], datetime]

    def add_checkpoint(self, body: bytes) -> Answer:
        """The cosignature, or why there is none. What is cosigned is on the disk before this returns."""
        try:
            submission = Submission.parse(body)
            checkpoint = self._signed(submission)
            if submission.old_size > checkpoint.size:
                raise Unwilling(400, "The old size is larger than the checkpoint.")
            return self._judged(submission, checkpoint)
        except Unwilling as unwilling:
            return unwilling.answer
        except Refused as malformed:
            return Answer(400, f"{malformed}\n")

    def _signed(self, submission: Submission) -> Checkpoint:
        """The checkpoint, once a key of its log has signed it."""
        checkpoint = Checkpoint.parse(parts(submission.checkpoint)[0])
        keys = self.logs().get(checkpoint.origin)
        if not keys:
            raise Unwilling(404, f"No log of the name {checkpoint.origin} is witnessed here.")
        try:
            opened(submission.checkpoint, *keys)
        except Refused as refusal:
            raise Unwilling(403, str(refusal)) from refusal
        return checkpoint

    def _judged(self, submission: Submission, checkpoint: Checkpoint) -> Answer:
        with self.store.turn() as turn:
            seen = turn.seen(checkpoint.origin)
            known = seen.size if seen else 0
            if submission.old_size != known:
                raise Unwilling(409, str(known), SIZE)
            if seen and seen.size == checkpoint.size and seen.root != checkpoint.root:
                turn.keep_split_view(self.clock(), seen.note, submission.checkpoint)
                return Answer(409, f"{known}\n", SIZE)
            grown_from(seen, submission.proof, checkpoint)
            cosignature = cosign(submission.checkpoint, self.key, self.clock())
            note = submission.checkpoint + cosignature
            turn.keep(Seen(checkpoint.origin, checkpoint.size, checkpoint.root, note))
        return Answer(200, cosignature)


def grown_from(seen: Seen | None, proof: Sequence[bytes], checkpoint: Checkpoint) -> None:
    """Refuses with 422 a checkpoint that is not shown to contain, unchanged, all that was seen."""
    try:
        if seen and seen.size:
            verify_consistency(
                first=seen.size, second=checkpoint.size, first_root=seen.root, second_root=checkpoint.root, proof=proof
            )
        elif proof:
            raise Refused("Every tree begins with the empty one: there is nothing to prove.")
    except Refused as refusal:
        raise Unwilling(422, str(refusal)) from refusal
