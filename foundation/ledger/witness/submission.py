"""The body of `POST /add-checkpoint`: the size one believes the witness to know, the proof from there, the checkpoint."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.ledger.strict import Refused, base64_of, decimal, hash_of

LONGEST = 64 * 1024  # bytes: 63 hashes and a checkpoint with many signatures need 10,000
MOST_HASHES = 63


@dataclass(frozen=True)
class Submission:
    """`checkpoint` is the signed note as text; `proof` leads from `old_size` to it. Source: C2SP tlog-witness."""

    old_size: int
    proof: Sequence[bytes]
    checkpoint: str

    @property
    def body(self) -> bytes:
        lines = [f"old {self.old_size}", *map(base64_of, self.proof), "", self.checkpoint]
        return "\n".join(lines).encode()

    @classmethod
    def parse(cls, body: bytes) -> "Submission":
        """Raises Refused for anything but the one spelling of the format."""
        try:
            head, blank, checkpoint = body.decode().partition("\n\n")
        except UnicodeDecodeError as wrong:
            raise Refused("The body is not UTF-8.") from wrong
        first, *hashes = head.split("\n")
        if not blank or not first.startswith("old "):
            raise Refused("The body begins with “old”, a size and the proof, and an empty line before the checkpoint.")
        if len(hashes) > MOST_HASHES:
            raise Refused(f"A proof has at most {MOST_HASHES} hashes.")
        return cls(decimal(first.removeprefix("old ")), [hash_of(line) for line in hashes], checkpoint)
