"""Which certificates are live on a day, end soon, or may still be restored: the rows behind K-11."""

from datetime import date, timedelta

from django.apps import apps
from django.db.models import Q, QuerySet

from certifications.clocks import WINDOW_MONTHS
from certifications.querysets.certificates import ON_PAPER
from foundation.clock import EARLIEST, LATEST
from foundation.dates import add_months

HORIZONS = (30, 60, 90, 180)


def live(on: date) -> Q:
    """Active or suspended, reduced or not, and not past the last day. Source: K-11."""
    return Q(state__in=ON_PAPER, expires_on__gte=on)


def expiring(on: date, *, within: int) -> Q:
    """Live ones that end today or in at most so many days. Source: K-11."""
    return live(on) & Q(expires_on__lte=on + timedelta(days=within))


def in_window(on: date) -> Q:
    """Live management systems whose recertification window is open. Source: T-20."""
    return live(on) & Q(scheme__surveillance="ms", expires_on__lte=_last_opened(on))


def restorable(rows: QuerySet, on: date) -> QuerySet:
    """Those of the rows that ended by their date and may still be restored on the day. Source: T-22."""
    schemes = apps.get_model("certifications", "Scheme").objects.exclude(restore_months=None)
    months = schemes.order_by().values_list("restore_months", flat=True).distinct()
    wanted = Q(pk__in=[])
    for number in sorted(months):
        wanted |= Q(scheme__restore_months=number, ended_on__gte=first_restorable(on, number))
    return rows.to_lapse(on=on).filter(wanted)  # type: ignore[attr-defined]


def first_restorable(on: date, months: int) -> date:
    """The earliest last day from which so many months reach the day. Months are not equally long, so a few days are tried."""
    day = max(EARLIEST, add_months(on, -months)) - timedelta(days=4)
    while add_months(day, months) < on:
        day += timedelta(days=1)
    return day


def _last_opened(on: date) -> date:
    """The latest last day whose window, so many months before it, has begun by the day."""
    day = min(LATEST, add_months(on, WINDOW_MONTHS)) + timedelta(days=4)
    while add_months(day, -WINDOW_MONTHS) > on:
        day -= timedelta(days=1)
    return day
