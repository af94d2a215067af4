"""Lanes over the months: a row of bars and diamonds for each thing. Places are shares of the width, so that a lane fits
a desk and a phone and no text is ever scaled."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.functional import Promise

from foundation.charts import Moment

Text = str | Promise


@dataclass(frozen=True)
class Bar:
    """From a first to a last day; `mark` is its class: mark-valid, mark-window, mark-suspended, mark-restore, mark-gap."""

    first: date
    last: date
    mark: str
    title: Text
    hatched: bool = False


@dataclass(frozen=True)
class Lane:
    """One row: its name and page, if the reader may open one, what lies on it, and how it stands in words with their tone."""

    ref: Text
    text: Text
    url: str
    bars: Sequence[Bar]
    note: Text
    tone: str = ""
    moments: Sequence[Moment] = field(default_factory=tuple)

    @property
    def spoken(self) -> str:
        """Everything on the lane as one sentence, for who does not see it."""
        titles = [*(bar.title for bar in self.bars), *(moment.title for moment in self.moments)]
        return ". ".join(map(str, titles))


@dataclass(frozen=True)
class Lanes:
    """Lanes from `first` to `last`, with a line for today; `ticks` are days with their labels."""

    title: Text
    first: date
    last: date
    today: date
    today_label: Text
    ticks: Sequence[tuple[date, Text]]
    lanes: Sequence[Lane]

    @property
    def today_x(self) -> str:
        return self._x(self.today)

    @property
    def grid(self) -> list[dict[str, object]]:
        return [{"x": self._x(day), "label": label} for day, label in self.ticks]

    @property
    def rows(self) -> list[dict[str, object]]:
        return [
            {
                "lane": lane,
                "bars": [self._bar(bar) for bar in lane.bars if bar.first <= self.last and bar.last >= self.first],
                "diamonds": [
                    {"x": self._x(moment.on), "moment": moment}
                    for moment in lane.moments
                    if self.first <= moment.on <= self.last
                ],
            }
            for lane in self.lanes
        ]

    def _bar(self, bar: Bar) -> dict[str, object]:
        """A bar ends with its last day, so it reaches to the beginning of the next."""
        start = self._share(bar.first)
        end = 1.0 if bar.last >= self.last else self._share(bar.last + timedelta(days=1))
        return {"bar": bar, "x": _percent(start), "width": _percent(end - start)}

    def _x(self, day: date) -> str:
        return _percent(self._share(day))

    def _share(self, day: date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return min(max(share, 0), 1)


def _percent(share: float) -> str:
    return f"{share * 100:.2f}%"
