"""K-12 in the register of all figures, never but under T-61, whoever asks. Source: K-12, T-61."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from foundation.clock import today
from foundation.figures import Measured, Metric, offer_metrics
from people.cases.figures import by_region, published, shown


def final_sanctions(user: Any, on: date) -> Measured:
    """Sanctions of the twelve months that ended with the last month, by region; everybody reads the same.

    Nobody reads how it stood in an earlier month: two windows beside each other would tell a hidden cell.
    """
    if user is not None and on.replace(day=1) != today().replace(day=1):
        return Measured()
    row = shown(by_region(on=published(on)))
    return Measured(value=row.total, parts=row.cells)


offer_metrics(
    Metric(
        "K-12",
        gettext_lazy("Final sanctions"),
        final_sanctions,
        counts=gettext_lazy(
            "final decisions of the twelve months that ended with the last month; small numbers are hidden"
        ),
        of=gettext_lazy("a number, by region"),
    )
)
