"""Which words of a page are neither translated nor data: what is left when both are taken away."""

import re
from collections.abc import Iterator
from functools import cached_property

from django.apps import apps
from django.db import models
from playwright.sync_api import Page

from tests.journeys.pseudo import OPEN, SHUT

Words = tuple[str, ...]
WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’])*")
PIECE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SAID = re.compile(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}")
CODE = re.compile(r"(?<!\S)/\S+|\b[a-z_]+\.[a-z_]+\b|\bv\d+\b")  # paths, kinds of events, versions
RUN = 3  # so many words in a row that stand in a longer text are of that text

# Names and marks that are the same in every language.
NAMES = (
    "Attest", "CSV", "Excel", "PDF", "ICS", "JSON", "SHA-256", "ISO", "IEC", "Ctrl", "Esc", "Enter", "MB", "KB", "kB", "UTC",
    "RFC", "C2SP", "API", "OpenAPI", "Redis", "SQLite", "PostgreSQL", "Python", "Django", "Linux",
)  # fmt: skip

# What a reader sees or hears: the text nodes, and the attributes that speak.
READ = """() => {
  const unread = "script, style, noscript, kbd, code, pre, textarea, .avatar, .prose, .redline, .viewer-text";
  const spoken = ["title", "aria-label", "placeholder", "alt", "data-label", "data-key-label"];
  const isSeen = (box) => box.closest("svg") || box.checkVisibility({visibilityProperty: true});
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent, box = walker.currentNode.parentElement;
    if (words.trim() && !box.closest(unread) && isSeen(box)) found.push(words);
  }
  for (const box of document.querySelectorAll(spoken.map((name) => `[${name}]`).join()))
    for (const name of spoken) if (box.getAttribute(name)) found.push(box.getAttribute(name));
  return found;
}"""


class Data:
    """Everything that people and files brought into the database, word by word."""

    @cached_property
    def phrases(self) -> set[Words]:
        return {phrase for text in _texts() for phrase in _phrases(text)}

    @cached_property
    def runs(self) -> set[Words]:
        """The runs of words in longer texts, of which pages show parts."""
        return {phrase[at : at + RUN] for phrase in self.phrases for at in range(len(phrase) - RUN + 1)}

    @cached_property
    def longest(self) -> int:
        return max(len(phrase) for phrase in self.phrases)

    def left_over(self, text: str) -> str:
        """The words of a text that are neither translated nor data, or nothing."""
        rest = CODE.sub(" ", text)
        while SAID.search(rest):
            rest = SAID.sub(" ", rest)
        return " ".join(word for piece in re.split(r"[\n·•]", rest) for word in self._unknown(PIECE.findall(piece)))

    def _unknown(self, words: list[str]) -> list[str]:
        known, left, at = [word.casefold() for word in words], [], 0
        while at < len(words):
            step = self._known_at(known, at)
            if not step and WORD.fullmatch(words[at]) and len(words[at]) > 1:
                left.append(words[at])
            at += step or 1
        return left

    def _known_at(self, words: list[str], at: int) -> int:
        """How many words from here on are of the data, the longest value first."""
        for size in range(min(self.longest, len(words) - at), 0, -1):
            if tuple(words[at : at + size]) in self.phrases:
                return size
        end = at
        while tuple(words[end : end + RUN]) in self.runs:
            end += 1
        return end - at + RUN - 1 if end > at else 0


def _texts() -> Iterator[str]:
    for model in apps.get_models():
        kinds = (models.CharField, models.TextField, models.EmailField, models.JSONField)
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, kinds) and not field.choices and field.name != "state"
        ]
        for row in model._default_manager.order_by().values_list(*names) if names else ():
            yield from (text for value in row for text in _strings(value))
    yield from NAMES


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for one in value.values() for text in _strings(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in _strings(one))


def _phrases(text: str) -> Iterator[Words]:
    for line in {text, *re.split(r"[\n·•]|(?<=[.:;!?])\s", text)}:
        words = tuple(word.casefold() for word in PIECE.findall(line))
        if words:
            yield words


def read(page: Page) -> list[str]:
    return page.evaluate(READ)


__all__ = ["Data", "read"]
