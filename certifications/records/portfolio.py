"""The portfolio of certificates as one reader sees it on a day."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from certifications.courses import SPANS, chart
from certifications.gathering import Counted, around, ending_first, in_portfolio, standings, standings_at_once
from certifications.models import Certificate
from certifications.querysets.portfolio import HORIZONS
from certifications.standing import Standing, Threat
from foundation.lanes import Lanes

THREATS = 8
LANES = 40  # of the picture on the board
SPAN_LABELS = {"years": _("Two years"), "cycles": _("Six years")}


class Portfolio:
    """What the page shows above its list; `within` are the certificates that the list shows.

    `span` is one of courses.SPANS; what is none of them counts as the first. `linked` leads to the certificates' pages.
    """

    def __init__(
        self, rows: QuerySet[Certificate], *, on: date, span: str, linked: bool, within: Iterable[Certificate]
    ) -> None:
        self.on, self.span, self.linked = on, span if span in SPANS else "years", linked
        self.standings = standings(in_portfolio(rows, on=on), on=on)
        self.within = {row.pk for row in within}

    @cached_property
    def live(self) -> list[Standing]:
        return [one for one in self.standings if one.is_live]

    @property
    def counts(self) -> list[tuple[str, str]]:
        """How many there are of each standing, with the addresses of exactly these; what is none but live is left out."""
        suspended = len([one for one in self.live if one.suspension is not None])
        restorable = len([one for one in self.standings if one.restore_until is not None])
        missing = len([one for one in self.live if one.breaches])
        said = [
            ("live", ngettext("%(n)d live", "%(n)d live", len(self.live)), len(self.live)),
            ("suspended", ngettext("%(n)d suspended", "%(n)d suspended", suspended), suspended),
            ("restorable", ngettext("%(n)d can be restored", "%(n)d can be restored", restorable), restorable),
            (
                "breach",
                ngettext("%(n)d without its surveillance", "%(n)d without their surveillance", missing),
                missing,
            ),
        ]
        return [
            (_address(standing=name), text % {"n": number}) for name, text, number in said if number or name == "live"
        ]

    @property
    def forecast(self) -> list[tuple[int, int, str]]:
        """How many end within so many days, with the address of exactly these. Source: K-11."""
        return [
            (days, len([one for one in self.live if one.days_left <= days]), _address(ends=str(days)))
            for days in HORIZONS
        ]

    @cached_property
    def threats(self) -> list[Threat]:
        """What threatens any of them, the earliest day first."""
        found = [threat for one in self.standings for threat in one.threats]
        return sorted(found, key=lambda threat: (threat.on, threat.certificate.ref))

    @property
    def first_threats(self) -> list[Threat]:
        return self.threats[:THREATS]

    @property
    def more_threats(self) -> list[Threat]:
        return self.threats[THREATS:]

    @cached_property
    def shown(self) -> list[Standing]:
        """Those on the list, the most pressing on top."""
        wanted = [one for one in self.standings if one.certificate.pk in self.within]
        return sorted(wanted, key=_urgency)

    @cached_property
    def chart(self) -> Lanes:
        known = {one.certificate.pk: one for one in self.standings}
        return chart(self.shown, known, on=self.on, span=self.span, linked=self.linked)

    def spans(self, address: Callable[[dict[str, list[str] | None]], str]) -> list[tuple[str, str | Promise, bool]]:
        """The spans one may choose: address, label, and whether it is this one."""
        return [(address({"span": [name]}), label, name == self.span) for name, label in SPAN_LABELS.items()]


def _address(**filters: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return f"{reverse('certifications:certificates')}?{query}"


def _urgency(standing: Standing) -> tuple[int, date, str]:
    row = standing.certificate
    first = standing.threats[0].on if standing.threats else row.expires_on or date.max
    turn = 0 if standing.threats else 1 if standing.is_live else 2
    return turn, first, row.ref


class Picture:
    """The timeline of some certificates alone, as the board shows it; their audits are `counted` with others (one query).

    It draws those that end first, with what they follow and what follows them: `drawn` of `all` that are live or may be restored.
    """

    def __init__(self, rows: QuerySet[Certificate], counted: Sequence[Counted], *, on: date) -> None:
        refs = ending_first(counted)
        self.drawn, self.all = min(len(refs), LANES), len(refs)
        found = standings_at_once(around(in_portfolio(rows, on=on), refs, most=LANES), counted, on=on)
        self.shown = sorted(found, key=_pressing)
        self.chart = chart(self.shown, {one.certificate.pk: one for one in found}, on=on, span="years", linked=True)


def _pressing(standing: Standing) -> tuple[int, date, str]:
    row = standing.certificate
    return (0 if standing.is_live or standing.restore_until else 1), row.expires_on or date.max, row.ref
