"""The board on paper: the same panels, for the same reader and day, as numbers, pictures and tables of a PDF."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import words
from foundation.access import permits
from foundation.board import Part, Told, parts, scope, told
from foundation.charts import Bars, Timeline
from foundation.clock import EARLIEST
from foundation.directory.models import User
from foundation.lanes import Lanes
from foundation.permissions import VIEW_BOARD
from foundation.reports.centre import Report, ReportForm, offer_reports, own_paper
from foundation.reports.papers import Made, offer_papers
from foundation.reports.typesetting import typeset
from foundation.rows import Grading

NAME = "board"
TEMPLATE = Path(__file__).parent / "board.typ"
Section = dict[str, Any]
Teller = Callable[[Mapping[str, Any], date], list[Section]]

_tellers: dict[str, Teller] = {}


def tell_on_paper(panel: str, teller: Teller) -> None:
    """Says how a panel of the board stands on paper where it shows more than tiles and charts.

    `teller(context, on)` gets what the panel's template gets, and gives sections made by table() or heat().
    """
    _tellers[panel] = teller


def table(
    title: str | Promise,
    head: Sequence[Any],
    rows: Iterable[Sequence[Any]],
    *,
    widths: Sequence[int] = (),
    note: Any = "",
    empty: Any = "",
) -> Section:
    """A section with a table, or with the sentence `empty` where it has no row; `widths` are parts of the line."""
    told = [[_plain(value) for value in row] for row in rows]
    parts_of_line = list(widths) or [1] * len(head)
    facts = {"head": [str(one) for one in head], "rows": told, "widths": parts_of_line, "empty": str(empty)}
    return {"kind": "table", "title": str(title), "note": _plain(note), **facts}


def heat(
    title: str | Promise,
    corner: Any,
    head: Sequence[Any],
    rows: Iterable[tuple[Any, Sequence[tuple[str, str, str]]]],
    **more: Any,
) -> Section:
    """A section with a heat map: each row its label and its boxes, each a share, a tone (good, warn, bad, mute) and a count."""
    told = [
        {"label": str(label), "boxes": [[text, tone or "mute", count] for text, tone, count in boxes]}
        for label, boxes in rows
    ]
    facts = {"corner": str(corner), "head": [str(one) for one in head], "rows": told}
    return {"kind": "heat", "title": str(title), "note": _plain(more.get("note", "")), **facts}


def _plain(value: Any) -> str:
    """A value as text. Markup that pages made loses its tags; what people typed stays as it is."""
    text = "" if value is None else str(value)
    return " ".join((unescape(strip_tags(text)) if isinstance(value, SafeString) else text).split())


class BoardForm(ReportForm):
    """The day the board speaks of; one that comes by itself tells of the day on which it is made."""

    once = ("on",)
    on = forms.DateField(
        label=gettext_lazy("As of"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("Empty for today. A day before shows the figures as they were."),
    )

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day is not None and not EARLIEST <= day <= self.today:
            raise ValidationError(_("Choose today or a day before."))
        return day

    def narrowed(self) -> dict[str, Any]:
        return {"query": self.query}


def sees_board(user: User) -> bool:
    return permits(user, VIEW_BOARD)


def make_board(reader: User, *, user: User, at: datetime, query: str, progress: Any) -> Made:
    """The board of the units that `user` manages, as of the day asked for."""
    moment = timezone.localtime(at, timezone.get_default_timezone()).replace(microsecond=0)
    asked = REPORT.asked(query, actor=user, on=moment.date(), repeated=False)
    if not asked.is_valid():
        raise ValidationError(_("Choose today or a day before."))
    on = asked.answers["on"] or moment.date()
    content = typeset(TEMPLATE, _content(user, on, moment), at=moment)
    return Made(f"board-{on:%Y-%m-%d}.pdf", content, _("As of %(day)s.") % {"day": words.day(on)})


def _content(user: User, on: date, moment: datetime) -> dict[str, Any]:
    title, units = _("Assurance board"), ", ".join(scope(user))
    said = {"moment": words.moment(moment), "zone": moment.tzname() or "UTC", "person": user.person or user.name}
    return {
        "title": _("Assurance board, %(day)s") % {"day": words.day(on)},
        "author": str(user.person or user.name),
        "kicker": units,
        "heading": title,
        "standing": _("Figures as of %(day)s") % {"day": words.day(on)},
        "watermark": "",
        "sections": sections(user, on),
        "head": {"left": f"{title}, {words.day(on)}", "right": str(Grading.INTERNAL.label)},
        "foot": {
            "left": _("Made %(moment)s %(zone)s for %(person)s") % said,
            "pages": _("Page {page} of {pages}"),
            "below": _("Counted from what this reader may see: %(units)s") % {"units": units},
        },
    }


def sections(user: User, on: date) -> list[Section]:
    """Everything the board shows this reader: the numbers first, then each panel in its place, then what is counted."""
    request = HttpRequest()
    request.user, request.GET = user, QueryDict()
    shown = [part for place in parts(request, on).values() for part in place]
    numbers = list(told(request, [tile for part in shown for tile in part.tiles], on, with_trend=True))
    found: list[Section] = [
        {"kind": "numbers", "title": _("Figures"), "note": "", "numbers": [_number(one) for one in numbers]}
    ]
    for part in shown:
        teller = _tellers.get(part.name)
        found += teller(part.context, on) if teller else _pictures(part)
    return [*found, _definitions(numbers)]


def _number(one: Told) -> dict[str, str]:
    """A tile as words: the figure, of what, its light and target, and the way it went."""
    facts = {name: _plain(getattr(one.tile, name)) for name in ("label", "value", "of", "standing", "target")}
    trend = "" if one.trend is None else one.trend.words
    return facts | {"tone": one.tile.tone or "mute", "trend": trend}


def _definitions(numbers: Sequence[Told]) -> Section:
    """What each figure counts, of what, by its id in the register."""
    known = {one.metric.id: one for one in numbers if one.metric is not None}
    rows = [(name, one.metric.label, one.metric.counts, one.metric.of) for name, one in sorted(known.items())]  # type: ignore[union-attr]
    head = [_("Figure"), _("Name"), _("Counted"), _("Of")]
    return table(_("What the figures count"), head, rows, widths=[1, 3, 4, 4])


def _pictures(part: Part) -> list[Section]:
    """The charts of a panel as sections, each with the table of its data."""
    makers: dict[type, Callable[[Any], Section]] = {Bars: bars, Lanes: lanes, Timeline: timeline}
    return [makers[type(value)](value) for value in part.context.values() if type(value) in makers]


def bars(chart: Bars) -> Section:
    """Stacked columns with their legend, and the table of their numbers."""
    stacked = [one for one in chart.series if not one.beside]
    beside = [one for one in chart.series if one.beside]
    lines: list[Any] = list(chart.lines)
    rows = [
        [one["label"], *(v.number for v in one["stacked"]), one["total"], *(v.number for v in one["beside"])]
        for one in lines
    ]
    head = [chart.label_heading, *(one.label for one in stacked), _("Total"), *(one.label for one in beside)]
    drawn = {
        "size": [chart.width, chart.height, chart.left - 8],
        "grid": [[line["y"], str(line["value"])] for line in chart.grid],
        "marks": [[one["x"], one["y"], one["width"], one["height"], one["mark"]] for one in chart.marks],
        "numbers": [[one["x"], one["y"], str(one["text"])] for one in chart.labels],
        "labels": [[one["center"], str(one["label"])] for one in chart.columns],
        "label_y": chart.label_y,
        "legend": [[one.mark, str(one.label)] for one in chart.series],
    }
    return {**table(chart.title, head, rows, widths=[3, *[2] * (len(head) - 1)]), "kind": "bars", **drawn}


def lanes(chart: Lanes, legend: Sequence[tuple[str, Any]] = ()) -> Section:
    """A line for each thing over the months; `legend` says what the marks on it mean."""
    rows: list[Any] = list(chart.rows)
    drawn = [
        {
            "name": f"{row['lane'].ref} {row['lane'].text}",
            "note": str(row["lane"].note),
            "bars": [[_share(one["x"]), _share(one["width"]), one["bar"].mark] for one in row["bars"]],
            "diamonds": [[_share(one["x"]), one["moment"].mark] for one in row["diamonds"]],
            "spoken": row["lane"].spoken,
        }
        for row in rows
    ]
    ticks = [[_share(one["x"]), str(one["label"])] for one in chart.grid]
    head = [_("What"), _("How it stands")]
    facts = {"lanes": drawn, "ticks": ticks, "today": [_share(chart.today_x), str(chart.today_label)], "head": head}
    told_marks = [[mark, str(label)] for mark, label in legend]
    return {"kind": "lanes", "title": str(chart.title), "note": "", "legend": told_marks, **facts}


def _share(percent: Any) -> float:
    return float(str(percent).rstrip("%"))


def timeline(chart: Timeline) -> Section:
    """What stands on a timeline as a table: on which day, and how it stands."""
    rows = [(one.ref, one.text, words.day(one.moment.on), one.note) for one in chart.courses]
    head = [_("Reference"), _("What"), _("On"), _("How it stands")]
    return table(chart.title, head, rows, widths=[2, 5, 2, 3], empty=_("Nothing falls into these months."))


REPORT = Report(
    NAME,
    gettext_lazy("Assurance board"),
    gettext_lazy("The numbers with their targets, the heat map, findings, certificates and what is overdue."),
    "overview",
    {"pdf": NAME},
    sees_board,
    BoardForm,
    10,
)
offer_papers(own_paper(NAME, gettext_lazy("Assurance board (PDF)"), sees_board, make_board))
offer_reports(REPORT)
