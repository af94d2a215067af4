"""The portfolio of certificates as one reader sees it on a day."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from certifications.courses import chart
from certifications.gathering import in_portfolio, standings
from certifications.models import Certificate
from certifications.querysets.portfolio import HORIZONS
from certifications.standing import Standing, Threat
from foundation.lanes import Lanes

LANES = 60  # more would be no picture any more; the list has them all


class Portfolio:
    """What the page shows above its list; `within` are the rows that the list's filters leave, or None for all."""

    def __init__(
        self, rows: QuerySet[Certificate], *, on: date, span: str, within: Iterable[int] | None = None
    ) -> None:
        self.on, self.span = on, span
        self.standings = standings(in_portfolio(rows), on=on)
        self.within = None if within is None else set(within)

    @cached_property
    def live(self) -> list[Standing]:
        return [one for one in self.standings if one.is_live]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many there are of each standing the list can be narrowed to."""
        return [
            ("live", len(self.live)),
            ("suspended", len([one for one in self.live if one.suspension is not None])),
            ("restorable", len([one for one in self.standings if one.restore_until is not None])),
            ("breach", len([one for one in self.live if one.breaches])),
        ]

    @property
    def forecast(self) -> list[tuple[int, list[Standing]]]:
        """What ends within so many days, the ones of a shorter time among those of a longer one. Source: K-11."""
        return [(days, [one for one in self.live if one.days_left <= days]) for days in HORIZONS]

    @cached_property
    def threats(self) -> list[Threat]:
        """What threatens any of them, the earliest day first."""
        found = [threat for one in self.standings for threat in one.threats]
        return sorted(found, key=lambda threat: (threat.on, threat.certificate.ref))

    @property
    def chart(self) -> Lanes:
        """Those on the list, the most pressing on top."""
        shown = [one for one in self.standings if self.within is None or one.certificate.pk in self.within]
        return chart(sorted(shown, key=_urgency)[:LANES], on=self.on, span=self.span)


def _urgency(standing: Standing) -> tuple[int, date, str]:
    row = standing.certificate
    first = standing.threats[0].on if standing.threats else row.expires_on or date.max
    turn = 0 if standing.threats else 1 if standing.is_live else 2
    return turn, first, row.ref
