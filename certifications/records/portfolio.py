"""The portfolio of certificates as one reader sees it on a day, gathered in few queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import CharField, DateField, Exists, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from audits.models import Finding
from audits.querysets import OPEN_FINDING
from certifications.courses import chart
from certifications.models import Certificate, Cycle, CycleAudit, EarlierAudit, Suspension
from certifications.querysets.certificates import GRANTED
from certifications.querysets.portfolio import HORIZONS, LIVE
from certifications.standing import CycleDay, Standing, Threat
from foundation.lanes import Lanes

S = Certificate.State
LANES = 60  # more would be no picture any more; the list has them all
THREATS = 12
OPEN_ENDED = (S.EXPIRED, S.MAJOR_OPEN)


def in_portfolio(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Those of the rows that have a place in the picture: granted ever, or with majors that have a limit.

    Adds `edition_ends_on`, `is_initial` and `is_followed`.
    """
    cycles = Cycle.objects.filter(certificate=OuterRef("pk"))
    followers = Certificate.objects.filter(predecessor=OuterRef("pk"), state__in=GRANTED)
    return (
        rows.filter(state__in=[*GRANTED, S.MAJOR_OPEN])
        .select_related("scheme", "edition", "body", "unit")
        .annotate(
            edition_ends_on=Min("edition__transitions_from__ends_on"),
            is_initial=Exists(cycles.filter(kind=Cycle.Kind.INITIAL)),
            is_followed=Exists(followers),
        )
        .order_by("expires_on", "ref")
    )


def standings(rows: QuerySet[Certificate], *, on: date) -> list[Standing]:
    """How each of the rows of `in_portfolio` stands on a day (four queries)."""
    found = list(rows)
    pks = [row.pk for row in found]
    audits, suspensions, findings = _audits(pks), _suspensions(pks), _findings(pks)
    return [
        Standing(
            certificate=row,
            on=on,
            audits=audits[row.pk],
            suspensions=suspensions[row.pk],
            findings=findings[row.pk],
            edition_ends_on=vars(row)["edition_ends_on"],
            is_initial=vars(row)["is_initial"],
            is_followed=vars(row)["is_followed"],
        )
        for row in found
    ]


def _audits(pks: Sequence[int]) -> dict[int, list[CycleDay]]:
    """The audits of each certificate, those held before this register among them (one query)."""
    here = CycleAudit.objects.filter(cycle__certificate__in=pks).exclude(audit__state="cancelled").order_by()
    earlier = EarlierAudit.objects.filter(cycle__certificate__in=pks).order_by()
    columns = ("cycle__certificate", "role", "ended", "planned", "name")
    nothing = {"planned": Cast(Value(None), DateField()), "name": Value("", CharField())}
    own = here.annotate(ended=_day("audit__actual_end"), planned=_day("audit__planned_end"), name=Cast("audit__ref", CharField()))
    rows = own.values_list(*columns).union(earlier.annotate(ended=_day("ended_on"), **nothing).values_list(*columns), all=True)
    found = defaultdict(list)
    for certificate, role, ended, planned, name in rows:
        found[certificate].append(CycleDay(role, ended, planned, name))
    return defaultdict(list, {pk: sorted(days, key=lambda one: (one.on, one.role)) for pk, days in found.items()})


def _day(path: str) -> Cast:
    return Cast(path, DateField())


def _suspensions(pks: Sequence[int]) -> dict[int, list[Suspension]]:
    found = defaultdict(list)
    for row in Suspension.objects.filter(certificate__in=pks).order_by("since", "pk"):
        found[row.certificate_id].append(row)
    return found


def _findings(pks: Sequence[int]) -> dict[int, list[Finding]]:
    """Open majors with a limit of the body, of the audits of each certificate."""
    open_majors = Finding.objects.filter(type=Finding.Type.MAJOR, state__in=OPEN_FINDING, cap_on__isnull=False)
    wanted = open_majors.filter(audit__cycles__cycle__certificate__in=pks)
    found = defaultdict(list)
    for row in wanted.annotate(_of=Min("audit__cycles__cycle__certificate")).order_by("cap_on", "ref"):
        found[vars(row)["_of"]].append(row)
    return found


class Portfolio:
    """What the page shows above its list; `within` are the rows that the list's filters leave, or None for all."""

    def __init__(self, rows: QuerySet[Certificate], *, on: date, span: str, within: Iterable[int] | None = None) -> None:
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
