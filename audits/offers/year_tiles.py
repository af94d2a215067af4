"""The tiles of the year: actions on time, repeat findings, and checks that were effective at the first try."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from audits.figures import Figure, Year, light
from audits.offers import links
from audits.offers.tiles import Tile, linked, standing_of
from foundation import words


def of_year(year: Year, thresholds: dict[str, Any]) -> list[Tile]:
    return [
        on_time(year, thresholds["actions_on_time"]),
        repeats(year.share("issued"), thresholds["repeat_findings"]),
        effective(year.share("checked")),
    ]


def on_time(year: Year, thresholds: dict[str, int]) -> Tile:
    """K-05, with the same against the dates before they were extended in a second line."""
    figure, original = year.share("actions"), year.share("original")
    shown = light(figure, thresholds)
    definition: str = _("Nonconformities due in the last 365 days, or done early in them: done in time and effective.")
    if original.denominator:
        line = _("Against original due: %(share)s,") % {"share": words.percent(original.share)}
        definition = format_html("{} {} {}.", definition, line, _of(original, "original"))
    return Tile(
        label=_("Actions on time"),
        value=words.percent(figure.share),
        of=_of(figure, "actions"),
        url=links.findings(year="actions"),
        target=_("Target %(target)d\u00a0%% or more") % {"target": shown.target},
        definition=definition,
        **standing_of(shown.standing),
    )


def repeats(figure: Figure, thresholds: dict[str, int]) -> Tile:
    """K-14: better the lower it is."""
    shown = light(figure, thresholds, lower=True)
    return Tile(
        label=_("Repeat findings"),
        value=words.percent(figure.share),
        of=_of(figure, "issued"),
        url=links.findings(year="issued"),
        target=_("Target %(target)d\u00a0%% or less") % {"target": shown.target},
        definition=_("Nonconformities issued in the last 365 days that repeat an earlier one."),
        **standing_of(shown.standing),
    )


def effective(figure: Figure) -> Tile:
    """K-18: has no target. What was checked twice is two checks and one finding, so their number has no list."""
    said = {"all": figure.denominator}
    counted = linked(str(figure.numerator), links.findings(year="checked-hit"))
    return Tile(
        label=_("Effective at the first check"),
        value=words.percent(figure.share),
        of=format_html("{} {}", counted, _("of %(all)d checks") % said) if figure.denominator else "",
        url=links.findings(year="checked"),
        definition=_(
            "Of the checks of effect in the last 365 days, those that were the first of their finding and effective."
        ),
    )


def _of(figure: Figure, name: str) -> SafeString | str:
    if not figure.denominator:
        return ""
    all_of_them = linked(_("of %(all)d") % {"all": figure.denominator}, links.findings(year=name))
    return format_html("{} {}", linked(str(figure.numerator), links.findings(year=f"{name}-hit")), all_of_them)
