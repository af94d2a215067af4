"""Open findings by type and age, what was opened and closed, actions on time and times to close.

Source: K-05, K-06 and K-07 (docs/adr/0050-figures.md). Observations and good practices ask for nothing and are not
counted; a void finding never is.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from statistics import median

from django.db.models import CharField, Count, DurationField, Exists, ExpressionWrapper, F, Min, OuterRef, Q, Sum, Value
from django.db.models.functions import TruncMonth

from audits.figures.numbers import Figure
from audits.models import Finding, Verification
from audits.querysets import FindingQuerySet
from foundation.dates import add_months
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
class Month:
    """What happened in one month: findings issued by type, and findings closed."""

    first: date
    opened: dict[str, int]
    closed: int


@dataclass(frozen=True)
class Closing:
    """Times from issue to closure in days; with fewer than three cases they are listed and have no mean."""

    cases: dict[str, int]

    @property
    def mean(self) -> Fraction | None:
        return Fraction(sum(self.cases.values()), len(self.cases)) if len(self.cases) >= FEW else None

    @property
    def median(self) -> Fraction | None:
        return Fraction(median(self.cases.values())) if len(self.cases) >= FEW else None


def open_by_type(findings: FindingQuerySet, *, on: date) -> dict[str, OpenKind]:
    """The open findings of each type on a day (one query). Source: K-07."""
    age = ExpressionWrapper(Value(on) - F("issued_on"), output_field=DurationField())
    bands = {f"band_{number}": Count("pk", filter=band.issued(on)) for number, band in enumerate(BANDS)}
    rows = (
        findings.open()
        .filter(type__in=FAMILIES)
        .with_next_due()
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


def months_of(on: date, count: int = 12) -> list[date]:
    """The first days of the last months up to that of `on`."""
    return [add_months(on.replace(day=1), -number) for number in range(count - 1, -1, -1)]


def opened_and_closed(findings: FindingQuerySet, *, on: date) -> list[Month]:
    """Findings issued, by type, and findings closed in each of the last twelve months (one query)."""
    months = months_of(on)
    counted = findings.filter(type__in=FAMILIES).exclude(state__in=("draft", "void")).order_by()
    opened = counted.filter(issued_on__gte=months[0], issued_on__lte=on).values(
        "type", month=TruncMonth("issued_on"), what=Value("opened", CharField())
    )
    closed = counted.filter(state="closed", closed_on__gte=months[0], closed_on__lte=on).values(
        "type", month=TruncMonth("closed_on"), what=Value("closed", CharField())
    )
    both = opened.annotate(number=Count("pk")).union(closed.annotate(number=Count("pk")), all=True)
    found = {(row["what"], row["month"], row["type"]): row["number"] for row in both}
    return [
        Month(
            first=month,
            opened={kind: found.get(("opened", month, kind), 0) for kind in FAMILIES},
            closed=sum(found.get(("closed", month, kind), 0) for kind in FAMILIES),
        )
        for month in months
    ]


def on_time_actions(findings: FindingQuerySet, *, on: date, original: bool = False) -> Figure:
    """Nonconformities implemented by their due date, of those due in the last 365 days or implemented early in them.

    What is overdue and still open counts in the denominator, so that closing nothing cannot give 100 %. What a manager
    carries the risk of does not. `original` counts against the dates as they were before extensions. Source: K-05.
    """
    counted = (
        _due_actions(findings, on=on, date_of="computed" if original else "due_on")
        .order_by()
        .aggregate(all=Count("pk"), on_time=Count("pk", filter=_met()))
    )
    return Figure(counted["on_time"], counted["all"])


def missed_actions(findings: FindingQuerySet, *, on: date) -> FindingQuerySet:
    """Those of the same that were not implemented in time, or not effectively."""
    return _due_actions(findings, on=on).exclude(_met())


def _due_actions(findings: FindingQuerySet, *, on: date, date_of: str = "due_on") -> FindingQuerySet:
    since = on - YEAR
    dues = Due.objects.about_any(Finding, OuterRef("uuid")).filter(step="action").values(date_of)[:1]
    counted = findings.nonconformities().exclude(state__in=("draft", "void", "risk_accepted")).annotate(action_due=dues)
    due = Q(action_due__gt=since, action_due__lte=on)
    early = Q(action_due__gt=on, implemented_on__gt=since, implemented_on__lte=on)
    return counted.filter(due | early)


def _met() -> Q:
    ineffective = Exists(Verification.objects.filter(finding=OuterRef("pk"), result="not_effective"))
    return Q(implemented_on__isnull=False, implemented_on__lte=F("action_due")) & ~Q(ineffective)


def closing_times(findings: FindingQuerySet, *, on: date) -> dict[str, Closing]:
    """Days from issue to closure of the nonconformities closed in the last 365 days, by severity. Source: K-06."""
    closed = findings.nonconformities().filter(state="closed", closed_on__gt=on - YEAR, closed_on__lte=on)
    rows = closed.order_by("ref").values_list("type", "ref", "issued_on", "closed_on")
    cases: dict[str, dict[str, int]] = {"major": {}, "minor": {}}
    for kind, ref, issued_on, closed_on in rows:
        cases[kind][ref] = (closed_on - issued_on).days
    return {kind: Closing(found) for kind, found in cases.items()}
