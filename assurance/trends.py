"""The line of coverage over the last weeks, from the nightly snapshots."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from assurance.figures import Day, Places, Tally, trend
from foundation import words
from foundation.charts import Sparkline

NOT_KEPT = ("framework", "family", "process", "requirement", "owner")  # what the snapshots do not know


def trend_for(asked: Any, tally: Tally, places: Places, wanted: set[int], *, on: date) -> Sparkline | None:
    """The line of what a page of the matrix counts, where snapshots were kept of just that; else None.

    Whoever sees one region only gets the line of that region, and nobody gets a line of more than they see.
    """
    areas, region = asked.getlist("area"), asked.get("region", "")
    if not wanted or len(areas) > 1 or any(asked.get(name) for name in NOT_KEPT):
        return None
    if not wanted <= tally.whole:
        seen = wanted & tally.whole
        codes = {code for pk in seen for code in places[pk].regions} if not region else set()
        fitting = [code for code in sorted(codes) if {pk for pk in wanted if code in places[pk].regions} == seen]
        if not fitting:
            return None
        region = fitting[0]
    return line_of(trend(on, area="".join(areas), region=region))


def line_of(days: list[Day]) -> Sparkline | None:
    """The line with its first and last day in words; None with fewer than two days."""
    if len(days) < 2:
        return None
    shares = [day.coverage.integration.share for day in days]
    first, last = days[0], days[-1]
    said = {
        "first": words.percent(shares[0]),
        "from": words.day(first.on),
        "last": words.percent(shares[-1]),
        "to": words.day(last.on),
    }
    return Sparkline(
        label=_("Coverage went from %(first)s on %(from)s to %(last)s on %(to)s") % said,
        values=[None if share is None else float(share * 100) for share in shares],
        first_label=words.day(first.on),
        last_label=words.day(last.on),
    )
