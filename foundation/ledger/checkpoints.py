"""Checkpoints: what a log of one name looked like at one size, as the text of a note. Source: C2SP tlog-checkpoint."""

from dataclasses import dataclass

from foundation.ledger.merkle import EMPTY_ROOT
from foundation.ledger.strict import Refused, base64_of, decimal, hash_of, require_hashes, require_number

LINES = 3


@dataclass(frozen=True)
class Checkpoint:
    """The name of a log, how many entries it had and the root over them."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_number(self.size, "size")
        require_hashes(self.root)
        if not self.size and self.root != EMPTY_ROOT:
            raise Refused("An empty log must have the root of the empty tree.")
        for line in (self.origin, *self.extensions):
            if not line or any(letter < " " for letter in line):
                raise Refused("The lines of a checkpoint must not be empty nor hold control characters.")

    @property
    def text(self) -> str:
        """The lines to be signed, each with its line break."""
        lines = (self.origin, str(self.size), base64_of(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """The checkpoint of the text of a note. Raises Refused."""
        lines = text.split("\n")
        if len(lines) <= LINES or lines.pop():
            raise Refused("A checkpoint must be at least three lines: the name of the log, its size and its root.")
        origin, size, root, *extensions = lines
        return cls(origin, decimal(size), hash_of(root), tuple(extensions))
