"""The days of an inspection beside those on which its inspectors may be there, as a drawing made on the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from foundation.words import day

LEFT, WIDTH, ROW, HEAD = 150, 610, 30, 30
AROUND = timedelta(days=21)  # what is shown before the first day and after the last
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Bar:
    """The days of one authorisation, as far as the drawing shows them."""

    name: str
    title: str
    x: float
    width: float
    y: float
    tone: str


class Windows:
    """`inspection` has `first_day` and `last_day`; each of the authorisations its name and days."""

    def __init__(self, inspection: Any, authorisations: Sequence[Any], *, on: date) -> None:
        self.inspection, self.authorisations, self.on = inspection, authorisations, on
        self.first, self.last = inspection.first_day - AROUND, inspection.last_day + AROUND
        self.width, self.left = WIDTH, LEFT
        self.height = HEAD + ROW * len(authorisations) + 6

    def x(self, moment: date) -> float:
        """Where a day begins."""
        days = (min(max(moment, self.first), self.last + DAY) - self.first).days
        return round(LEFT + days * (WIDTH - LEFT) / ((self.last - self.first).days + 1), 1)

    @property
    def band(self) -> dict[str, float]:
        """The days of the inspection."""
        x = self.x(self.inspection.first_day)
        return {"x": x, "width": round(self.x(self.inspection.last_day + DAY) - x, 1)}

    @property
    def today_x(self) -> float | None:
        """Where today begins; None when it lies outside."""
        return self.x(self.on) if self.first <= self.on <= self.last else None

    @property
    def bars(self) -> list[Bar]:
        return [self._bar(one, HEAD + ROW * at) for at, one in enumerate(self.authorisations)]

    def _bar(self, one: Any, y: float) -> Bar:
        x = self.x(one.valid_from)
        width = max(round(self.x(one.valid_until + DAY) - x, 1), 2)
        covers = one.valid_from <= self.inspection.first_day and self.inspection.last_day <= one.valid_until
        tone = "good" if covers and one.state in ("verified", "active") else "bad"
        title = f"{one.name}: {day(one.valid_from)} – {day(one.valid_until)}, {one.get_state_display()}"
        return Bar(one.name, title, x, width, y, tone)
