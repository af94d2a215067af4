"""Proofs to take home: an entry's place, the way to the root, and the signed checkpoint in one file. Source: C2SP tlog-proof."""

from collections.abc import Collection
from dataclasses import dataclass

from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.cosignatures import verify_cosignature
from foundation.ledger.merkle import leaf_hash, verify_inclusion
from foundation.ledger.note_keys import COSIGNATURE, VerifyingKey
from foundation.ledger.notes import opened, parts, readable
from foundation.ledger.strict import Refused, base64_of, decimal, from_base64, hash_of, require_hashes, require_number

HEADER = "c2sp.org/tlog-proof@v1"
EXTRA = "extra "
INDEX = "index "
ENDING = ".tlog-proof"


@dataclass(frozen=True)
class TlogProof:
    """That an entry is in a log. `extra` is carried along, but nobody has signed it."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint_note: str
    extra: bytes = b""

    def __post_init__(self) -> None:
        object.__setattr__(self, "hashes", tuple(self.hashes))
        require_number(self.index, "index")
        require_hashes(*self.hashes)
        text, _ = parts(self.checkpoint_note)
        Checkpoint.parse(text)

    @property
    def text(self) -> str:
        """The content of a file `….tlog-proof`."""
        extra = [EXTRA + base64_of(self.extra)] if self.extra else []
        lines = [HEADER, *extra, f"{INDEX}{self.index}", *map(base64_of, self.hashes), ""]
        return "".join(f"{line}\n" for line in lines) + self.checkpoint_note

    @classmethod
    def parse(cls, content: str | bytes) -> "TlogProof":
        """The proof of a file, in the one spelling that `text` gives. Raises Refused."""
        text = readable(content)
        head, _, note = text.partition("\n\n")
        header, *lines = head.split("\n")
        extra = lines.pop(0).removeprefix(EXTRA) if lines and lines[0].startswith(EXTRA) else ""
        if header != HEADER or not lines or not lines[0].startswith(INDEX):
            raise Refused(f"A proof must begin with the line {HEADER} and say the index of its entry.")
        index = decimal(lines[0].removeprefix(INDEX))
        proof = cls(index, tuple(map(hash_of, lines[1:])), note, from_base64(extra))
        if proof.text != text:
            raise Refused("The proof is not spelled as its format asks.")
        return proof

    @property
    def checkpoint(self) -> Checkpoint:
        """What the checkpoint inside says, its signatures not verified."""
        return Checkpoint.parse(parts(self.checkpoint_note)[0])

    def verify(
        self, entry: bytes, log_key: VerifyingKey, witness_keys: Collection[VerifyingKey] = (), quorum: int = 0
    ) -> Checkpoint:
        """The checkpoint under which the entry is in the log of this key.

        Raises Refused unless the log signed it under its own name, the way leads from the entry to its root, and at least
        `quorum` of the witnesses, counted by their keys and not by their names, cosigned it. A log is no witness of itself.
        """
        if log_key.kind == COSIGNATURE:
            raise Refused("The key of a witness cannot sign for a log.")
        checkpoint = Checkpoint.parse(opened(self.checkpoint_note, log_key).text)
        if checkpoint.origin != log_key.name:
            raise Refused("The checkpoint is of another log than the key that signed it.")
        verify_inclusion(
            leaf=leaf_hash(entry),
            index=self.index,
            size=checkpoint.size,
            proof=self.hashes,
            root=checkpoint.root,
        )
        if len(self._cosigned(witness_keys) - {log_key.public}) < quorum:
            raise Refused(f"Fewer than {quorum} of the witnesses have cosigned the checkpoint.")
        return checkpoint

    def _cosigned(self, witness_keys: Collection[VerifyingKey]) -> set[bytes]:
        """The public keys of those witnesses whose signature stands under the checkpoint. Raises Refused if one is wrong."""
        _, signatures = parts(self.checkpoint_note)
        present = [key for key in witness_keys if any(signature.is_of(key) for signature in signatures)]
        for key in present:
            verify_cosignature(self.checkpoint_note, key)
        return {key.public for key in present}
