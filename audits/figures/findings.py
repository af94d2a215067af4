"""Open findings by type and age, actions on time and times to close.

Source: K-05, K-06 and K-07 (docs/adr/0050-figures.md). Observations and good practices ask for nothing and are not
counted; a void finding never is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from statistics import median

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
)

from audits.models import Finding, Verification
from audits.querysets import FindingQuerySet
from foundation.models.work import Due

FAMILIES = ("ofi", "minor", "major")  # from the base of a chart up
YEAR = timedelta(days=365)
FEW = 3  # below this many cases a mean says nothing


@dataclass(frozen=True)
class Band:
    """Ages in days from `first` to `last`, both included; None: without an end."""

    name: str
    first: int
    last: int | None

    def issued(self, on: date) -> Q:
        """The findings that have this age on a day."""
        young = Q(issued_on__lte=on - timedelta(days=self.first))
        return young if self.last is None else young & Q(issued_on__gte=on - timedelta(days=self.last))

    def holds(self, issued: date, on: date) -> bool:
        """Whether a finding issued on a day has this age on another."""
        age = (on - issued).days
        return age >= self.first and (self.last is None or age <= self.last)


BANDS = (Band("0-30", 0, 30), Band("31-90", 31, 90), Band("91-180", 91, 180), Band("181", 181, None))


@dataclass(frozen=True)
class OpenKind:
    """The open findings of one type: how many, how old, in which bands, and how many are past a due date."""

    count: int = 0
    mean_age: Fraction | None = None
    oldest: int | None = None
    overdue: int = 0
    bands: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Closing:
    """Times from issue to closure in days, rising; fewer than three have no mean. `cases`: by reference, where asked."""

    days: Sequence[int]
    cases: dict[str, int] = field(default_factory=dict)

    @property
    def mean(self) -> Fraction | None:
        return Fraction(sum(self.days), len(self.days)) if len(self.days) >= FEW else None

    @property
    def median(self) -> Fraction | None:
        return Fraction(median(self.days)) if len(self.days) >= FEW else None


def open_by_type(findings: FindingQuerySet, *, on: date) -> dict[str, OpenKind]:
    """The open findings of each type on a day (one query). Source: K-07."""
    age = ExpressionWrapper(Value(on) - F("issued_on"), output_field=DurationField())
    bands = {f"band_{number}": Count("pk", filter=band.issued(on)) for number, band in enumerate(BANDS)}
    rows = (
        findings.open_on(on)
        .filter(type__in=FAMILIES)
        .with_due_on(on)
        .order_by()
        .values("type")
        .annotate(
            number=Count("pk"),
            ages=Sum(age),
            first=Min("issued_on"),
            late=Count("pk", filter=Q(next_due_on__lt=on)),
            **bands,
        )
    )
    found = {
        row["type"]: OpenKind(
            count=row["number"],
            mean_age=Fraction(row["ages"].days, row["number"]),
            oldest=(on - row["first"]).days,
            overdue=row["late"],
            bands={band.name: row[f"band_{number}"] for number, band in enumerate(BANDS)},
        )
        for row in rows
    }
    return {kind: found.get(kind, OpenKind(bands={band.name: 0 for band in BANDS})) for kind in FAMILIES}


def open_kind(issued: Sequence[tuple[date, bool, int]], *, on: date) -> OpenKind:
    """The same of one type, from how many were issued on which day and are past a date or not."""
    count = sum(number for _day, _late, number in issued)
    ages = sum((on - day).days * number for day, _late, number in issued)
    return OpenKind(
        count=count,
        mean_age=Fraction(ages, count) if count else None,
        oldest=max(((on - day).days for day, _late, _number in issued), default=None),
        overdue=sum(number for _day, late, number in issued if late),
        bands={band.name: sum(n for day, _late, n in issued if band.holds(day, on)) for band in BANDS},
    )


def due_actions(findings: FindingQuerySet, *, on: date, by: str = "due_on") -> FindingQuerySet:
    """Nonconformities whose action was due in the last 365 days, or done early in them, with `action_due`. Source: K-05.

    What is overdue and still open is among them, so that closing nothing cannot give 100 %; what a manager carries the
    risk of is not. `by` computed: measured against the date before it was extended.
    """
    since = on - YEAR
    actions = Due.objects.filter(subject_type=ContentType.objects.get_for_model(Finding), step="action")
    due = Q(uuid__in=actions.filter(**{f"{by}__gt": since, f"{by}__lte": on}).values("subject_uuid"))
    early = Q(uuid__in=actions.filter(**{f"{by}__gt": on}).values("subject_uuid"))
    early &= Q(implemented_on__gt=since, implemented_on__lte=on)
    open_or_ended = findings.nonconformities().exclude(state__in=("draft", "void")).not_carried_on(on)
    asked = actions.filter(subject_uuid=OuterRef("uuid")).order_by()
    return open_or_ended.filter(due | early).annotate(action_due=Subquery(asked.values(by)[:1]))


def met(on: date) -> Q:
    """Implemented by `action_due` and not found ineffective by a day."""
    ineffective = Exists(Verification.objects.filter(finding=OuterRef("pk"), result="not_effective", on__lte=on))
    return Q(implemented_on__isnull=False, implemented_on__lte=F("action_due")) & ~Q(ineffective)


def closed_in_year(findings: FindingQuerySet, *, on: date) -> FindingQuerySet:
    """The population of K-06: nonconformities closed in the last 365 days."""
    return findings.nonconformities().filter(state="closed", closed_on__gt=on - YEAR, closed_on__lte=on)


def closing_times(findings: FindingQuerySet, *, on: date) -> dict[str, Closing]:
    """Days from issue to closure of the nonconformities closed in the last 365 days, by severity. Source: K-06."""
    rows = closed_in_year(findings, on=on).order_by("ref").values_list("type", "ref", "issued_on", "closed_on")
    cases: dict[str, dict[str, int]] = {"major": {}, "minor": {}}
    for kind, ref, issued_on, closed_on in rows:
        cases[kind][ref] = (closed_on - issued_on).days
    return {kind: Closing(sorted(found.values()), found) for kind, found in cases.items()}
