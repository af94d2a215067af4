"""The refusals of our own; they answer 409, or 410 for what is gone, and carry a sentence the reader can act on."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Refusal:
    """Why a step is refused now: a rule's code (“S-05”), a sentence, and the form field it concerns, if any."""

    code: str
    sentence: str | Promise
    field: str | None = None

    def __str__(self) -> str:
        return str(self.sentence)


class Conflict(Exception):
    """The row is not in a condition for what was asked; answered with 409."""

    status = 409

    def __init__(self, code: str, sentence: str | Promise, field: str | None = None) -> None:
        super().__init__(str(sentence))
        self.code, self.sentence, self.field = code, sentence, field


class WrongState(Conflict):
    """The step does not lead away from the row's present state, or somebody else was faster."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__("state", sentence)


class Outdated(Conflict):
    """Somebody saved another version since the sender read the row; `current` is how the disputed fields stand now."""

    def __init__(self, sentence: str | Promise, *, field: str, current: Mapping[str, object]) -> None:
        super().__init__("outdated", sentence, field)
        self.current = current


class Gone(Conflict):
    """What was asked for existed and is no more; answered with 410."""

    status = 410


class Refused(Conflict):
    """A rule stands in the way."""

    @classmethod
    def because(cls, refusal: Refusal) -> "Refused":
        return cls(refusal.code, refusal.sentence, refusal.field)


Given = Mapping[str, object]
