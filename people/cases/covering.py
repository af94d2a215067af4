"""What somebody ticked of an interview so that it is covered."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from people.cases.models import Interview
from people.cases.redaction import Word, cover, everywhere, lines_of, words_of


class Covering:
    """The words of an interview with those to cover: as ticked, or to begin with the name of who was heard."""

    def __init__(self, interview: Interview, sent: Mapping[str, Any] | None) -> None:
        self.interview, self.sent = interview, sent

    @property
    def is_final(self) -> bool:
        return self.sent is not None and "save" in self.sent

    @property
    def everywhere(self) -> bool:
        return self.sent is None or "everywhere" in self.sent

    @property
    def lines(self) -> list[list[Word]]:
        return lines_of(self.interview.notes)

    @cached_property
    def marked(self) -> set[int]:
        if self.sent is None:
            name = {part.casefold() for part in self.interview.person.name.split()}
            ticked = {word.number for word in words_of(self.interview.notes) if word.bare in name}
        else:
            ticked = {int(one) for one in self.sent.getlist("words") if one.isdecimal() and len(one) < 6}  # type: ignore[attr-defined]
        return everywhere(self.interview.notes, ticked) if self.everywhere else ticked

    @property
    def text(self) -> str:
        return cover(self.interview.notes, self.marked)
