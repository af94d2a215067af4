"""A cause diagram drawn on the server: categories as bones on a spine that leads to what went wrong."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.text import Truncator

from audits.models import CauseAnalysis

Category = CauseAnalysis.Category


@dataclass(frozen=True)
class Line:
    """A cause beside its bone; `text` is what fits, `whole` all of it."""

    text: str
    whole: str
    x: int
    y: int


@dataclass(frozen=True)
class Bone:
    """A category with its causes, from its name to the spine; `is_root` has the root cause."""

    label: str
    is_root: bool
    causes: list[str]
    x: int
    y: int
    foot_x: int
    foot_y: int
    label_y: int
    lines: list[Line]


@dataclass(frozen=True)
class Fishbone:
    """Bones above and below the spine by turns, the effect at its head. Natural size, never scaled."""

    cause: CauseAnalysis
    effect: str
    bone_width: int = 232
    line_height: int = 18
    slant: int = 34
    head_width: int = 190
    fits: int = 30

    @cached_property
    def branches(self) -> list[tuple[str, list[str]]]:
        """The causes by category; without any, the root cause in its category."""
        typed = [(branch["category"], branch["causes"]) for branch in self.cause.branches]
        return typed or [(self.cause.category, [self.cause.text])]

    @property
    def columns(self) -> int:
        return (len(self.branches) + 1) // 2

    @property
    def reach(self) -> int:
        """How far the longest bone stands off the spine."""
        return 30 + self.line_height * max(len(causes) for _name, causes in self.branches)

    @property
    def spine_y(self) -> int:
        return 22 + self.reach

    @property
    def has_below(self) -> bool:
        return len(self.branches) > 1

    @property
    def height(self) -> int:
        return self.spine_y + (self.reach + 22 if self.has_below else 26)

    @property
    def spine_end(self) -> int:
        return self.columns * self.bone_width + self.slant

    @property
    def width(self) -> int:
        return self.spine_end + self.head_width

    @property
    def head_x(self) -> int:
        return self.spine_end + 12

    @property
    def head_lines(self) -> list[Line]:
        """The effect in up to three lines."""
        words, lines = self.effect.split(), [""]
        for word in words:
            if len(lines[-1]) + len(word) > 22:
                lines.append("")
            lines[-1] = f"{lines[-1]} {word}".strip()
        shown = lines[:3] if len(lines) <= 3 else [*lines[:2], f"{lines[2]}…"]
        first = self.spine_y + 4 - (len(shown) - 1) * self.line_height // 2
        return [
            Line(text, self.effect, self.head_x, first + number * self.line_height) for number, text in enumerate(shown)
        ]

    @cached_property
    def bones(self) -> list[Bone]:
        return [self._bone(number, name, causes) for number, (name, causes) in enumerate(self.branches)]

    def _bone(self, number: int, name: str, causes: list[str]) -> Bone:
        above, left = number % 2 == 0, (number // 2) * self.bone_width
        tip_y = self.spine_y - self.reach if above else self.spine_y + self.reach
        first = tip_y + 16 if above else tip_y - 8 - self.line_height * (len(causes) - 1)
        return Bone(
            label=str(Category(name).label),
            is_root=name == self.cause.category,
            causes=causes,
            x=left + 4,
            y=tip_y,
            foot_x=left + 4 + self.slant,
            foot_y=self.spine_y,
            label_y=tip_y - 8 if above else tip_y + 16,
            lines=[
                Line(Truncator(text).chars(self.fits), text, left + 12 + self.slant, first + row * self.line_height)
                for row, text in enumerate(causes)
            ],
        )
