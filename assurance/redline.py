"""What changed between two texts, word by word, for reading."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s]+")
LONGEST = 20_000  # characters of both together; longer texts are shown whole


@dataclass(frozen=True)
class Piece:
    """A run of text: `kind` is same, added or removed."""

    kind: str
    text: str


def redline(before: str, after: str) -> list[Piece]:
    """The text of `after` in pieces, with what was taken out where it stood; one piece when the texts are too long."""
    if len(before) + len(after) > LONGEST:
        return [Piece("same", after)]
    old, new = WORDS.findall(before), WORDS.findall(after)
    found: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag == "equal":
            found.append(Piece("same", come))
            continue
        found += [Piece("removed", gone)] if gone else []
        found += [Piece("added", come)] if come else []
    return found
