"""Number tiles: what a figure is, how it stands against its target, how it went, and where its rows are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation import words
from foundation.charts import Sparkline
from foundation.figures import Figure, Light, one_decimal

STANDINGS = {
    "on": ("good", "check-circle"),
    "close": ("warn", "minus-circle"),
    "off": ("bad", "exclamation-triangle"),
    "none": ("mute", "minus-circle"),
}
ARROWS = {1: "arrow-trending-up", -1: "arrow-trending-down", 0: "arrow-long-right"}


@dataclass(frozen=True)
class Tile:
    """What ui/_tile.html shows. `metric` is the id of its figure in the register, whose definition stands behind it.

    `now` is the figure as a number, per cent where it `is_share`, and `aim` its target. `kept_on` is the night it tells
    of, when that is not the day asked for.
    """

    label: str | Promise
    value: str
    url: str = ""
    definition: str | Promise = ""
    of: str = ""
    tone: str = ""
    icon: str = ""
    standing: str = ""
    target: str = ""
    metric: str = ""
    now: Fraction | int | None = None
    aim: int | None = None
    is_share: bool = False
    kept_on: date | None = None
    trend: str = ""
    trend_icon: str = ""


@dataclass(frozen=True)
class Trend:
    """How a figure went over the ends of months up to a day: its line, its last change in words, and its numbers."""

    words: str
    icon: str
    spark: Sparkline
    rows: Sequence[tuple[date, str]]


def linked(text: object, url: str) -> SafeString | str:
    """The text as a link; plain where its rows are not kept."""
    return format_html('<a href="{}">{}</a>', url, text) if url else str(text)


def standing_of(standing: str) -> dict[str, Any]:
    """Tone, icon and words of a light."""
    tone, icon = STANDINGS[standing]
    said = {"on": _("On target"), "close": _("Close to target"), "off": _("Off target"), "none": _("No figure yet")}
    return {"tone": tone, "icon": icon, "standing": said[standing]}


def share_of(figure: Figure, shown: Light | None, *, lower: bool = False) -> dict[str, Any]:
    """Value, number for the line and, with a light, target and standing of a share."""
    facts: dict[str, Any] = {"value": words.percent(figure.share), "is_share": True}
    facts["now"] = None if figure.share is None else figure.share * 100
    if shown is None:
        return facts
    text = _("Target %(target)d\u00a0%% or less") if lower else _("Target %(target)d\u00a0%% or more")
    return facts | {"target": text % {"target": shown.target}, "aim": shown.target, **standing_of(shown.standing)}


def number_of(number: int, shown: Light) -> dict[str, object]:
    """The same of a number that is better the lower it is."""
    said = _("Target %(target)d or fewer") if shown.target else _("Target 0")
    facts: dict[str, Any] = {"value": str(number), "now": number, "aim": shown.target}
    return facts | {"target": said % {"target": shown.target}, **standing_of(shown.standing)}


def not_kept(label: str | Promise, metric: str) -> Tile:
    """A figure that nobody counted on the day."""
    return Tile(label, _("n/a"), definition=_("Not recorded on that day."), metric=metric)


def trend_of(tile: Tile, months: Sequence[tuple[date, Figure]], on: date) -> Trend | None:
    """The line of a tile, from what was kept at ends of months; None where nothing was kept or nothing is counted."""
    known = [(day, _number(figure, tile.is_share)) for day, figure in months]
    told = [(day, number) for day, number in known if number is not None]
    if not told or tile.now is None:
        return None
    last, before = told[-1]
    change = one_decimal(Fraction(tile.now) - Fraction(before)) or 0.0
    points = [*told, (on, Fraction(tile.now))]
    said = {"label": tile.label, "first": _month(told[0][0]), "last": words.day(on)}
    spark = Sparkline(
        label=_("%(label)s, %(first)s to %(last)s; the dashed line is the target") % said,
        values=[float(number) for _day, number in points],
        first_label=date_format(told[0][0], "M"),
        last_label=date_format(on, "M"),
        target=None if tile.aim is None else float(tile.aim),
    )
    rows = [(day, _said(number, tile.is_share)) for day, number in points]
    return Trend(_change(change, last), ARROWS[(change > 0) - (change < 0)], spark, rows)


def _number(figure: Figure, is_share: bool) -> Fraction | None:
    if not is_share:
        return Fraction(figure.numerator)
    return None if figure.share is None else figure.share * 100


def _said(number: Fraction, is_share: bool) -> str:
    return words.percent(number / 100) if is_share else str(int(number))


def _month(day: date) -> str:
    return date_format(day, "F Y")


def _change(change: float, since: date) -> str:
    """ "Up 1.7 since October"."""
    month = date_format(since, "F")
    if not change:
        return _("Same as at the end of %(month)s") % {"month": month}
    exact = number_format(abs(change), decimal_pos=0 if change == int(change) else 1)
    text = _("Up %(n)s since the end of %(month)s") if change > 0 else _("Down %(n)s since the end of %(month)s")
    return text % {"n": exact, "month": month}
