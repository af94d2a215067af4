"""What is shown of a text: the words that answer the question marked, and some of what stands around them."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from foundation.search.words import LONGEST, SLIPS_FROM, WORD, Question, folded, is_beginning, slips

BEFORE, LENGTH = 60, 240


class Bit(NamedTuple):
    """A piece of a text, and whether it is one of the words looked for."""

    text: str
    marked: bool = False


def marked(text: str, question: Question, *, with_slips: bool = False) -> list[Bit]:
    """The whole text in pieces."""
    plain = unicodedata.normalize("NFC", text)
    bits, end = [], 0
    for first, last in _places(plain, question, with_slips):
        bits += [Bit(plain[end:first]), Bit(plain[first:last], marked=True)]
        end = last
    return [bit for bit in (*bits, Bit(plain[end:])) if bit.text]


def excerpt(text: str, question: Question, *, with_slips: bool = False) -> list[Bit]:
    """Some of a text around the first word looked for, in pieces; nothing where it holds none."""
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    first = next(_places(plain, question, with_slips), None)
    if first is None:
        return []
    start = plain.rfind(" ", 0, max(first[0] - BEFORE, 0)) + 1 if first[0] > BEFORE else 0
    end = start + LENGTH
    end = len(plain) if end >= len(plain) else max(plain.rfind(" ", start, end), first[1])
    shown = marked(plain[start:end], question, with_slips=with_slips)
    return [*([Bit("… ")] if start else []), *shown, *([Bit(" …")] if end < len(plain) else [])]


def _places(text: str, question: Question, with_slips: bool) -> Iterator[tuple[int, int]]:
    """Where the words looked for begin and end."""
    wanted = question.words
    exact = {word for word in wanted if not is_beginning(word)}
    if with_slips:
        exact |= {near for word in wanted if len(word) >= SLIPS_FROM for near in slips(word)}
    begins = tuple(word for word in wanted if is_beginning(word))
    for found in WORD.finditer(text):
        word = folded(found.group())[:LONGEST]
        if word in exact or (begins and word.startswith(begins)):
            yield found.span()
