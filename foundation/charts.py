"""Charts drawn on the server: geometry here, colour in classes, so that a page and a PDF show the same picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Series:
    """One kind of thing in stacked bars; `mark` is its class: mark-other, mark-minor, mark-major, mark-closed.

    `beside` draws it as a bar of its own next to the stack, to compare with; it is not part of the stack's sum.
    """

    label: Text
    mark: str
    beside: bool = False


@dataclass(frozen=True)
class Value:
    number: int
    url: str = ""


@dataclass(frozen=True)
class BarRow:
    """One column of the chart, one row of its table: a value for each series, in their order."""

    label: Text
    values: Sequence[Value]
    url: str = ""


@dataclass(frozen=True)
class Bars:
    """Stacked columns with a grid; the first series lies at the base. Natural size, never scaled."""

    title: Text
    label_heading: Text
    series: Sequence[Series]
    rows: Sequence[BarRow]
    column_width: int = 48
    plot_height: int = 170
    left: int = 28
    top: int = 22
    columns: list[dict[str, object]] = field(init=False, default_factory=list)
    marks: list[dict[str, object]] = field(init=False, default_factory=list)
    labels: list[dict[str, object]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows):
            self._draw(row, self.left + 8 + number * self.column_width)

    def total(self, row: BarRow) -> int:
        """The height of the stack: everything but what stands beside it."""
        pairs = zip(self.series, row.values, strict=True)
        return sum(value.number for series, value in pairs if not series.beside)

    @cached_property
    def most(self) -> int:
        """The highest bar of all."""
        pairs = [pair for row in self.rows for pair in zip(self.series, row.values, strict=True)]
        beside = [value.number for series, value in pairs if series.beside]
        return max([*(self.total(row) for row in self.rows), *beside], default=0)

    @property
    def lines(self) -> list[dict[str, object]]:
        """The rows of the table: the parts of the stack with their sum, then what stands beside it."""
        pairs = [(row, list(zip(self.series, row.values, strict=True))) for row in self.rows]
        return [
            {
                "label": row.label,
                "url": row.url,
                "stacked": [value for series, value in values if not series.beside],
                "total": self.total(row),
                "beside": [value for series, value in values if series.beside],
            }
            for row, values in pairs
        ]

    @cached_property
    def step(self) -> int:
        """The distance of two grid lines: 1, 2 or 5 times a power of ten, so that there are at most six."""
        most = self.most
        size = 1
        while True:
            for candidate in (size, 2 * size, 5 * size):
                if candidate * 5 >= most:
                    return candidate
            size *= 10

    @property
    def steps(self) -> int:
        """How many grid lines stand above zero."""
        return max(1, -(-self.most // self.step))

    @property
    def width(self) -> int:
        return self.left + 16 + self.column_width * max(1, len(self.rows))

    @property
    def height(self) -> int:
        return self.top + self.plot_height + 26

    @property
    def label_y(self) -> int:
        return self.top + self.plot_height + 18

    @property
    def grid(self) -> list[dict[str, object]]:
        """The lines from the top down, each with its value."""
        values = [number * self.step for number in range(self.steps, -1, -1)]
        left = self.left - 8
        return [
            {"y": self._y(value), "value": value, "zero": value == 0, "label_x": left, "label_y": self._y(value) + 4}
            for value in values
        ]

    def _y(self, value: int) -> float:
        return round(self.top + self.plot_height * (1 - value / (self.steps * self.step)), 1)

    def _draw(self, row: BarRow, x: float) -> None:
        beside = [pair for pair in zip(self.series, row.values, strict=True) if pair[0].beside]
        bar = (self.column_width - 16) // 2 if beside else min(26, self.column_width - 16)
        below = 0
        for series, value in zip(self.series, row.values, strict=True):
            if not series.beside:
                self._mark(row, series, value, x=x, width=bar, below=below)
                below += value.number
        self._value(below, x + bar / 2)
        for number, (series, value) in enumerate(beside, start=1):
            place = x + number * (bar + 3)
            self._mark(row, series, value, x=place, width=bar - 1, below=0)
            self._value(value.number, place + bar / 2)
        middle = x + (bar + len(beside) * (bar + 3)) / 2
        self.columns.append({"label": row.label, "center": middle})

    def _mark(self, row: BarRow, series: Series, value: Value, *, x: float, width: int, below: int) -> None:
        if value.number:
            top, bottom = self._y(below + value.number), self._y(below)
            place = {"x": x, "y": top, "width": width, "height": round(bottom - top - 1, 1)}
            self.marks.append({**place, "mark": series.mark, "title": f"{row.label}: {series.label} {value.number}"})

    def _value(self, number: int, x: float) -> None:
        """The number above a bar; none above no bar."""
        if number:
            self.labels.append({"text": number, "x": x, "y": self._y(number) - 6})


@dataclass(frozen=True)
class Sparkline:
    """A small line of the last values with its target; None in the values is a gap before the first figure."""

    label: Text
    values: Sequence[float | None]
    first_label: Text = ""
    last_label: Text = ""
    target: float | None = None
    width: int = 186
    plot_height: int = 36

    @cached_property
    def _known(self) -> list[tuple[int, float]]:
        return [(number, value) for number, value in enumerate(self.values) if value is not None]

    def _y(self, value: float) -> float:
        known = [one for _number, one in self._known] + ([] if self.target is None else [self.target])
        low, high = min(known, default=0), max(known, default=1)
        share = 0.5 if high == low else (value - low) / (high - low)
        return round(4 + (self.plot_height - 4) * (1 - share), 1)

    def _x(self, number: int) -> float:
        return round(3 + (self.width - 8) * number / max(1, len(self.values) - 1), 1)

    @property
    def points(self) -> str:
        return " ".join(f"{self._x(number)},{self._y(value)}" for number, value in self._known)

    @property
    def last_x(self) -> float:
        return self._x(self._known[-1][0]) if self._known else 0

    @property
    def last_y(self) -> float:
        return self._y(self._known[-1][1]) if self._known else 0

    @property
    def target_y(self) -> float | None:
        return None if self.target is None else self._y(self.target)


@dataclass(frozen=True)
class Moment:
    """One diamond on a timeline; `mark` is its class: mark-audit-done, mark-audit, mark-late."""

    on: date
    mark: str
    title: Text


@dataclass(frozen=True)
class Course:
    """One line of a timeline: its name, what happened or is to happen, and where it was to be at first."""

    ref: Text
    text: Text
    moment: Moment
    note: Text
    promised: date | None = None


@dataclass(frozen=True)
class Timeline:
    """Lines of diamonds over the months from `first` to `last`, with a line for today. Natural size, never scaled."""

    title: Text
    first: date
    last: date
    today: date
    today_label: Text
    months: Sequence[tuple[date, Text]]
    courses: Sequence[Course]
    left: int = 336
    plot_width: int = 640
    note_width: int = 134
    row_height: int = 26
    top: int = 40

    @property
    def plot_and_notes(self) -> int:
        return self.plot_width + self.note_width

    @property
    def height(self) -> int:
        return self.top + self.row_height * len(self.courses) + 6

    @property
    def note_x(self) -> int:
        return self.left + self.plot_width + 14

    @property
    def today_x(self) -> float:
        return self.x(self.today)

    @property
    def ticks(self) -> list[dict[str, object]]:
        return [{"x": self.x(day), "label": label} for day, label in self.months]

    @property
    def rows(self) -> list[dict[str, object]]:
        return [self._row(course, self.top + self.row_height * number) for number, course in enumerate(self.courses)]

    def x(self, day: date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(self.left + self.plot_width * min(max(share, 0), 1), 1)

    def _row(self, course: Course, y: int) -> dict[str, object]:
        """The places of a line: text, diamond, and from where it was moved."""
        middle, x = y + self.row_height / 2, self.x(course.moment.on)
        moved = course.promised is not None and course.promised != course.moment.on
        return {
            "course": course,
            "text_y": middle + 4.5,
            "y": middle,
            "diamond": f"M{x} {middle - 7}l7 7-7 7-7-7z",
            "from_x": self.x(course.promised) if moved and course.promised else None,
            "to_x": x,
        }
