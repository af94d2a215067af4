"""The tiles of the year: actions on time, repeat findings, and checks that were effective at the first try."""

from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from audits.figures import Figure, Year, light
from audits.offers import links
from foundation import words
from foundation.tiles import Tile, linked, share_of


def of_year(year: Year, thresholds: dict[str, Any], on: date) -> list[Tile]:
    return [
        on_time(year, thresholds["actions_on_time"], on),
        repeats(year.share("issued"), thresholds["repeat_findings"], on),
        effective(year.share("checked"), thresholds["effective_at_first"], on),
    ]


def on_time(year: Year, thresholds: dict[str, int], on: date) -> Tile:
    """K-05, with the same against the dates before they were extended in a second line."""
    figure, original = year.share("actions"), year.share("original")
    definition: str = ""
    if original.denominator:
        line = _("Against original due: %(share)s,") % {"share": words.percent(original.share)}
        definition = format_html("{} {}.", line, _of(original, "original", on))
    return Tile(
        label=_("Actions on time"),
        of=_of(figure, "actions", on),
        url=links.findings(on, year="actions"),
        definition=definition,
        metric="K-05",
        **share_of(figure, light(figure, thresholds)),  # type: ignore[arg-type]
    )


def repeats(figure: Figure, thresholds: dict[str, int], on: date) -> Tile:
    """K-14: better the lower it is."""
    return Tile(
        label=_("Repeat findings"),
        of=_of(figure, "issued", on),
        url=links.findings(on, year="issued"),
        metric="K-14",
        **share_of(figure, light(figure, thresholds, lower=True), lower=True),  # type: ignore[arg-type]
    )


def effective(figure: Figure, thresholds: dict[str, int], on: date) -> Tile:
    """K-18. What was checked twice is two checks and one finding, so their number has no list."""
    said = {"all": figure.denominator}
    counted = linked(str(figure.numerator), links.findings(on, year="checked-hit"))
    return Tile(
        label=_("Effective at the first check"),
        of=format_html("{} {}", counted, _("of %(all)d checks") % said) if figure.denominator else "",
        url=links.findings(on, year="checked"),
        metric="K-18",
        **share_of(figure, light(figure, thresholds)),  # type: ignore[arg-type]
    )


def _of(figure: Figure, name: str, on: date) -> SafeString | str:
    if not figure.denominator:
        return ""
    all_of_them = linked(_("of %(all)d") % {"all": figure.denominator}, links.findings(on, year=name))
    return format_html("{} {}", linked(str(figure.numerator), links.findings(on, year=f"{name}-hit")), all_of_them)
