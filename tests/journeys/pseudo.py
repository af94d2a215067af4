"""A language nobody speaks: ⟦ẁôŕðš ļîķé ţĥîš⟧, a third longer, so that what is not translated shows and what is tight breaks."""

import re
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.utils import translation

from foundation import drawn, words

OPEN, SHUT = "⟦", "⟧"
LETTERS = str.maketrans("aceghijklnorstuwyz", "åçéĝĥîĵķļñôŕšţûŵýž")
KEPT = re.compile(r"(%\(\w+\)[a-z]|%%|%[sd]|\{[^}]*\}|<[^>]*>|&\w+;)")
WORD = re.compile(r"[^\W\d_]+")
FORMAT = re.compile(r"[DFGHMNYijlmns.,: ]{1,14}")  # of dates, such as “j M Y”
LONGER = 0.3


def pseudo(text: str) -> str:
    """The text in the language nobody speaks; placeholders, markup and formats of dates stay."""
    if not text.strip() or FORMAT.fullmatch(text):
        return text
    parts = [part if KEPT.fullmatch(part) else WORD.sub(_longer, part) for part in KEPT.split(text)]
    return f"{OPEN}{''.join(parts)}{SHUT}"


def _longer(word: re.Match[str]) -> str:
    letters = word.group()
    return letters.translate(LETTERS) + "~" * round(len(letters) * LONGER)


def plural(one: str, many: str, number: int) -> str:
    return pseudo(one if number == 1 else many)


@contextmanager
def spoken() -> Iterator[None]:
    """Everything that goes through gettext is said in that language, in every thread, which goes on calling itself English."""
    said = {
        "gettext": pseudo,
        "pgettext": lambda context, text: pseudo(text),
        "ngettext": plural,
        "npgettext": lambda context, one, many, number: plural(one, many, number),
    }
    with mock.patch.multiple(translation._trans, create=True, **said), nothing_said_before():
        yield


@contextmanager
def nothing_said_before() -> Iterator[None]:
    """What is kept under the name of a language is kept for that of before, and of after."""
    words._day.cache_clear()
    with mock.patch.object(drawn, "_kept", OrderedDict()):
        yield
    words._day.cache_clear()


__all__ = ["OPEN", "SHUT", "pseudo", "spoken"]
