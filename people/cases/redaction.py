"""Covering words of a text for third parties: which words there are, and the text as others read it.

Source: domain.md 2.20 (file access redacted for third parties) and 2.21 (3).
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

COVER = "█████"  # always as long: neither the length nor the number of covered words shows
PIECE = re.compile(r"\S+|\s+")
EDGES = ".,;:!?()[]{}\"'“”‘’«»…-–—"


@dataclass(frozen=True)
class Word:
    """A word as it stands in the text, with its number among all words."""

    number: int
    text: str

    @property
    def bare(self) -> str:
        """The word without the marks around it, for finding it again."""
        return self.text.strip(EDGES).removesuffix("’s").removesuffix("'s").casefold()


def words_of(text: str) -> list[Word]:
    """The words of the text in order, each with its number."""
    return [Word(number, piece) for number, piece in enumerate(text.split())]


def lines_of(text: str) -> list[list[Word]]:
    """The words line by line."""
    numbers = iter(range(len(text.split())))
    return [[Word(next(numbers), piece) for piece in line.split()] for line in text.splitlines()]


def everywhere(text: str, numbers: Collection[int]) -> set[int]:
    """The numbers, and those of every other place where the same words stand."""
    words = words_of(text)
    wanted = {word.bare for word in words if word.number in numbers} - {""}
    return {word.number for word in words if word.bare in wanted} | set(numbers)


def cover(text: str, numbers: Collection[int]) -> str:
    """The text with the numbered words covered; neighbours share one cover, so that nobody counts them."""
    runs = groupby(_marked(text, numbers), key=itemgetter(1))
    return "".join(COVER if hidden else "".join(piece for piece, _hidden in run) for hidden, run in runs)


def _marked(text: str, numbers: Collection[int]) -> Iterator[tuple[str, bool]]:
    """Each piece with whether it is covered; a blank between two covered words is covered with them."""
    pieces, number, found = PIECE.findall(text), 0, []
    for piece in pieces:
        found.append((piece, not piece.isspace() and number in numbers))
        number += not piece.isspace()
    for place, (piece, hidden) in enumerate(found):
        between = piece.isspace() and 0 < place < len(found) - 1 and found[place - 1][1] and found[place + 1][1]
        yield piece, hidden or between
