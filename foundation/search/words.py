"""Words as search compares them: without case, accents and marks between them; the same on every database."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_lowercase

WORD = re.compile(r"[^\W_]+")
LONGEST = 40  # letters of a word that count
MOST_WORDS = 8  # of a question
MOST_LETTERS = 200  # of a question
SLIPS_FROM = 5  # letters a word needs before one of them may be wrong


def folded(text: str) -> str:
    """“Prüfung É” as “prufung e”."""
    plain = unicodedata.normalize("NFKD", text.replace("\x00", " ").casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """The words of a text, each once, in its order."""
    return list(dict.fromkeys(word[:LONGEST] for word in WORD.findall(folded(text))))


def key_of(ref: str) -> str:
    """“A-2026-14”, “a 2026 14” and “A202614” as “a202614”: what one types for a reference."""
    return "".join(WORD.findall(folded(ref)))[:100]


@dataclass(frozen=True)
class Question:
    """What somebody looks for: every word has to be there, a longer one by its beginning."""

    text: str

    @property
    def words(self) -> list[str]:
        return words_of(self.text[:MOST_LETTERS])[:MOST_WORDS]

    @property
    def key(self) -> str:
        return key_of(self.text[:MOST_LETTERS])

    def __bool__(self) -> bool:
        return bool(self.words)


def is_beginning(word: str) -> bool:
    """Whether a word stands for all that begin with it: “find” finds findings, “5” is only 5."""
    return len(word) > 1


def slips(word: str) -> list[str]:
    """Every word that is one slip away: a letter too many, too few, another one, or two changed over."""
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    letters = sorted({*ascii_lowercase, *word})
    found: Iterable[str] = (
        one
        for left, right in halves
        for one in (
            *([left + right[1:]] if right else []),
            *([left + right[1] + right[0] + right[2:]] if len(right) > 1 else []),
            *(left + letter + right[1:] for letter in letters if right),
            *(left + letter + right for letter in letters),
        )
    )
    return [one for one in dict.fromkeys(found) if one != word]
