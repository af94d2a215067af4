"""The line of coverage over the last weeks, from the nightly snapshots."""

from django.utils.translation import gettext as _

from assurance.figures import Day
from foundation import words
from foundation.charts import Sparkline


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
