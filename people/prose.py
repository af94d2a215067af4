"""Text with a little form, as people type it: paragraphs, lists, headings, strong and emphasised words; never HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

POINT = re.compile(r"[-*] +")
HEADING = re.compile(r"#{1,3} +")
MARKED = re.compile(r"\*\*([^*]{1,400})\*\*|\*([^*]{1,400})\*")


@dataclass(frozen=True)
class Run:
    """Words in one hand: "", strong or em."""

    words: str
    hand: str = ""


@dataclass(frozen=True)
class Block:
    """`kind` is paragraph, heading or list; a list has a line for each point, the others have one."""

    kind: str
    lines: list[list[Run]]


def blocks(text: str) -> list[Block]:
    """The text in blocks. Lines of a paragraph flow together; whatever is no mark stays as it was typed."""
    found: list[Block] = []
    for is_empty, lines in groupby(text.replace("\r\n", "\n").split("\n"), key=lambda line: not line.strip()):
        if not is_empty:
            found += _blocks_of([line.strip() for line in lines])
    return found


def _blocks_of(lines: list[str]) -> Iterator[Block]:
    for kind, members in groupby(lines, key=_kind):
        if kind == "paragraph":
            yield Block(kind, [runs(" ".join(members))])
        elif kind == "heading":
            yield from (Block(kind, [runs(HEADING.sub("", line, count=1))]) for line in members)
        else:
            yield Block(kind, [runs(POINT.sub("", line, count=1)) for line in members])


def _kind(line: str) -> str:
    if POINT.match(line):
        return "list"
    return "heading" if HEADING.match(line) else "paragraph"


def runs(line: str) -> list[Run]:
    """The words of a line with their hands."""
    found, end = [], 0
    for mark in MARKED.finditer(line):
        found += [Run(line[end : mark.start()])] if mark.start() > end else []
        found.append(Run(mark[1], "strong") if mark[1] else Run(mark[2], "em"))
        end = mark.end()
    return [*found, Run(line[end:])] if end < len(line) else found
