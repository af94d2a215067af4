"""What the public page counts: small numbers are not told apart, and nothing names a person. Source: M-27, T-61."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from certifications.models import Agreement, Centre, Inspection, NeedsAssessment, Visit
from foundation.small_numbers import told

Years = dict[int, int]


@dataclass(frozen=True)
class Yearly:
    """A count by year, with what it counts."""

    label: str | Promise
    definition: str | Promise
    count: Callable[[date], Years]


@dataclass(frozen=True)
class Line:
    """One line of the table of years: the words for each year, in the order of the years."""

    label: str | Promise
    cells: list[str]


def lines(on: date, years: list[int]) -> list[Line]:
    """Each count for some years."""
    found = [(one, one.count(on)) for one in YEARLY]
    return [Line(one.label, [told(counts.get(year, 0)) for year in years]) for one, counts in found]


def partners(on: date) -> tuple[str, str]:
    """How many authorities and how many customers have an agreement in force with a centre, as words."""
    running = Agreement.objects.in_force(on=on).exclude(centre__state=Centre.State.CLOSED)
    found = running.aggregate(
        authorities=Count("authority", distinct=True),
        customers=Count("customer", distinct=True, filter=~Q(customer="")),
    )
    return told(found["authorities"]), told(found["customers"])


def regions_without_need() -> int:
    """How many regions were found to need no centre at present; regions are no people, so it is told as it is."""
    return NeedsAssessment.objects.filter(state=NeedsAssessment.State.NOT_NEEDED, followed_by=None).count()


def visits_by_year(on: date) -> Years:
    """The ended visits by the year in which they were admitted."""
    ended = Visit.objects.filter(state=Visit.State.ENDED, admitted_at__isnull=False)
    rows = ended.order_by().annotate(year=ExtractYear("admitted_at")).values("year").annotate(n=Count("pk"))
    return {row["year"]: row["n"] for row in rows}


def inspections_by_year(on: date) -> Years:
    """The inspections with a result by the year of that result."""
    over = Inspection.objects.filter(state=Inspection.State.COMPLETED).order_by()
    rows = over.annotate(year=ExtractYear("resulted_on")).values("year").annotate(n=Count("pk"))
    return {row["year"]: row["n"] for row in rows}


YEARLY = (
    Yearly(
        gettext_lazy("Visits"),
        gettext_lazy("Visits that ended, by the year in which the visitors were admitted."),
        visits_by_year,
    ),
    Yearly(
        gettext_lazy("Inspections"),
        gettext_lazy("Inspections by authorities with their result, by the year of the result, whatever it was."),
        inspections_by_year,
    ),
)
