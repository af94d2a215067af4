"""The calendar of a programme's year, and its auditor-days by month and quarter against the capacity."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.models import Audit, Programme
from audits.permissions import POSTPONE_AUDIT
from audits.querysets import AUDITING, BEFORE_OPENING, HELD
from audits.querysets.programme import audits_of
from audits.records.programme import calendar_of
from foundation.access import permits
from foundation.charts import BarRow, Bars, Series, Value
from foundation.dates import working_days_between
from foundation.directory.models import User
from foundation.words import day

NAMES, PLOT, ROW, TOP = 330, 720, 28, 40  # pixels of the chart: its names, its year, a line, what stands above


@dataclass(frozen=True)
class Bar:
    """An audit on the calendar: where its bar lies, its auditor-days, and the step that moves it, if one may."""

    audit: Audit
    first: date
    last: date
    auditor_days: int
    x: float
    y: int
    width: float
    move_url: str

    @property
    def mark(self) -> str:
        if self.audit.state == Audit.State.CANCELLED:
            return "mark-gap"
        return "mark-audit-done" if self.audit.state in HELD else "mark-audit"

    @property
    def title(self) -> str:
        words = {"audit": self.audit, "first": day(self.first), "last": day(self.last)}
        return _("%(audit)s: %(first)s to %(last)s") % words

    @property
    def height(self) -> int:
        return ROW - 12

    @property
    def bar_y(self) -> int:
        return self.y + 6

    @property
    def text_y(self) -> float:
        return self.y + ROW / 2 + 4.5


class YearRecord:
    """What the calendar page shows to one reader; the audits are those the reader may see."""

    names, plot = NAMES, PLOT

    def __init__(self, programme: Programme, *, user: User, on: date) -> None:
        self.programme, self.on = programme, on
        self.first, self.last = date(programme.year, 1, 1), date(programme.year, 12, 31)
        rows = audits_of(programme, Audit.objects.visible_to(user)).select_related("unit__calendar", "line")
        rows = rows.annotate(auditors=Count("team", filter=Q(team__part__in=AUDITING)))
        found = rows.prefetch_related("unit__calendar__holidays").order_by("planned_start", "ref")
        self.bars = [self._bar(audit, number, user) for number, audit in enumerate(found)]

    def x(self, when: date) -> float:
        """The place of the morning of a day on the chart."""
        share = (when - self.first).days / ((self.last - self.first).days + 1)
        return round(NAMES + PLOT * min(max(share, 0), 1), 1)

    def _bar(self, audit: Audit, number: int, user: User) -> Bar:
        first = audit.actual_start or audit.planned_start
        last = max(first, audit.actual_end or audit.planned_end)
        width = max(7.0, round(self.x(last) - self.x(first) + PLOT / 366, 1))
        movable = audit.state in BEFORE_OPENING and permits(user, POSTPONE_AUDIT, audit)
        url = reverse("foundation:step", args=["audit", audit.uuid, "postpone"]) if movable else ""
        y = TOP + ROW * number
        return Bar(audit, first, last, auditor_days(audit), self.x(first), y, width, url)

    @property
    def per_day(self) -> str:
        """Pixels of a day, as scripts read it."""
        return f"{PLOT / ((self.last - self.first).days + 1):.4f}"

    @property
    def months(self) -> list[dict[str, object]]:
        starts = [date(self.programme.year, month, 1) for month in range(1, 13)]
        return [{"x": self.x(start), "label": date_format(start, "M")} for start in starts]

    @property
    def today_x(self) -> float | None:
        return self.x(self.on) if self.first <= self.on <= self.last else None

    @property
    def width(self) -> int:
        return NAMES + PLOT + 8

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.bars) + 6

    @property
    def can_move(self) -> bool:
        return any(bar.move_url for bar in self.bars)

    @property
    def work(self) -> int:
        """Auditor-days of the year, without what was cancelled."""
        return sum(self._days_by(lambda month: 0).values())

    @property
    def is_over(self) -> bool:
        return self.work > self.programme.auditor_days

    @property
    def charts(self) -> list[Bars]:
        """Auditor-days by month and by quarter, each beside its share of the capacity."""
        months = [date_format(date(self.programme.year, month, 1), "M") for month in range(1, 13)]
        quarters = [_("Q%(number)d") % {"number": number} for number in range(1, 5)]
        return [
            self._chart(_("Auditor-days by month"), _("Month"), months, self._days_by(lambda month: month - 1)),
            self._chart(
                _("Auditor-days by quarter"), _("Quarter"), quarters, self._days_by(lambda month: (month - 1) // 3)
            ),
        ]

    def _days_by(self, part: Callable[[int], int]) -> dict[int, int]:
        found: dict[int, int] = defaultdict(int)
        for bar in self.bars:
            if bar.audit.state != Audit.State.CANCELLED:
                found[part(min(max(bar.first, self.first), self.last).month)] += bar.auditor_days
        return found

    def _chart(self, title: str, heading: str, labels: Sequence[str], days: dict[int, int]) -> Bars:
        share = round(self.programme.auditor_days / len(labels))
        rows = [BarRow(label, [Value(days.get(number, 0)), Value(share)]) for number, label in enumerate(labels)]
        series = [Series(_("Planned"), "mark-other"), Series(_("Capacity"), "mark-closed", beside=True)]
        return Bars(title, heading, series, rows, column_width=56)


def auditor_days(audit: Audit) -> int:
    """What its line plans for it, or its working days for each auditor of its team."""
    if audit.line is not None:
        return audit.line.days_of_work
    between = working_days_between(audit.planned_start, audit.planned_end, calendar_of(audit.unit))
    return (between + 1) * max(1, audit.auditors)  # type: ignore[attr-defined]  # annotated
