"""What every figure has in common: numerator and denominator, and its light by policy."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Figure:
    """A share as it was counted; an empty denominator has no share, never 0 % or 100 %."""

    numerator: int
    denominator: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True)
class Light:
    """How a figure stands against its policy: on target, close to it, or off; `target` is the wanted per cent."""

    standing: str
    target: int


def light(figure: Figure, thresholds: dict[str, int]) -> Light:
    """The light of a figure that is better the higher it is; without a denominator there is none."""
    if figure.share is None:
        return Light("none", thresholds["green"])
    reached = figure.share * 100
    standing = "on" if reached >= thresholds["green"] else "close" if reached >= thresholds["amber"] else "off"
    return Light(standing, thresholds["green"])
