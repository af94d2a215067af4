"""Which certificates are live on a day, end soon, lack their surveillance, or may still be restored: the rows behind K-11."""

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value

from certifications.clocks import SURVEILLANCE_MONTHS, TARGET_MONTHS, WINDOW_MONTHS
from certifications.querysets.certificates import GRANTED, ON_PAPER
from foundation.clock import LATEST
from foundation.dates import add_months
from foundation.months import MonthsLater

HORIZONS = (30, 60, 90, 180)
YEARS = 6  # no cycle is longer
COUNTED = ("surveillance1", "surveillance2", "recertification")
ONE_DAY = timedelta(days=1)
AT_RISK = timedelta(days=180)


def live(on: date) -> Q:
    """Active or suspended, reduced or not, from the first day through the last; of a day that has been, from the dates.

    Source: K-11.
    """
    since = Q(state="withdrawn", withdrawn_on__gt=on) | Q(state="superseded", superseded_on__gt=on)
    ended = Q(state__in=("expired", "lapsed"), ended_on__gte=on)
    return (Q(state__in=ON_PAPER) | since | ended) & Q(effective_from__lte=on, expires_on__gte=on)


def suspended(on: date) -> Q:
    """Live ones whose suspension ran on a day."""
    rows = apps.get_model("certifications", "Suspension").objects.filter(certificate=OuterRef("pk"))
    later = rows.filter(lifted_on=None, since__gt=on)
    over = rows.filter(since__lte=on, lifted_on__gt=on)
    return live(on) & (Q(Exists(over)) | (Q(state="suspended") & ~Q(Exists(later))))


def expiring(on: date, *, within: int) -> Q:
    """Live ones that end today or in at most so many days. Source: K-11."""
    return live(on) & Q(expires_on__lte=on + timedelta(days=within))


def in_window(on: date) -> Q:
    """Live management systems whose recertification window is open. Source: T-20."""
    return live(on) & Q(scheme__surveillance="ms", expires_on__lte=_last_opened(on))


def _last_opened(on: date) -> date:
    """The latest last day whose window, so many months before it, has begun by the day; months differ by a few days."""
    day = min(LATEST, add_months(on, WINDOW_MONTHS)) + timedelta(days=4)
    while add_months(day, -WINDOW_MONTHS) > on:
        day -= ONE_DAY
    return day


def restorable(rows: QuerySet, on: date) -> QuerySet:
    """Those of the rows that ended by their date and may still be restored on the day; adds `restore_until`. Source: T-22."""
    limit = MonthsLater("ended_on", F("scheme__restore_months"))
    return rows.filter(_to_restore(on)).annotate(restore_until=limit).filter(restore_until__gte=on)


def _to_restore(on: date) -> Q:
    """Expired by their date by a day, in a scheme that restores, and nothing followed by then."""
    restored = apps.get_model("certifications", "Certificate").objects.filter(predecessor=OuterRef("pk"))
    followed = restored.filter(Q(decision_on=None) | Q(decision_on__lte=on), state__in=GRANTED)
    ended = Q(state="expired", ended_by="date", scheme__restore_months__isnull=False, ended_on__lt=on)
    return ended & ~Q(Exists(followed))


def breached(rows: QuerySet, on: date) -> QuerySet:
    """Those of the rows that are live and lack a surveillance that binds. Source: T-21."""
    return rows.filter(lacking(on))


def lacking(on: date) -> Q:
    """Live ones that lack a surveillance that binds. Source: T-21."""
    cycles = apps.get_model("certifications", "Cycle").objects.filter(certificate=OuterRef("pk")).current()
    return live(on) & Q(Exists(_missing(cycles, on)), scheme__surveillance="ms")


def limited(on: date) -> Q:
    """Live ones with an open major, found by an audit of a cycle, whose limit of the body comes within 180 days."""
    findings = apps.get_model("audits", "Finding").objects.open_on(on)
    majors = findings.filter(type="major", cap_on__lte=on + AT_RISK, audit__cycles__cycle__certificate=OuterRef("pk"))
    return live(on) & Q(Exists(majors))


def watched(rows: QuerySet, on: date) -> QuerySet:
    """What can be at risk: live certificates, and those that may still be restored. Source: K-22."""
    limit = MonthsLater("ended_on", F("scheme__restore_months"))
    return rows.alias(_until=limit).filter(live(on) | (_to_restore(on) & Q(_until__gte=on)))


def at_risk(on: date) -> Q:
    """Those of the watched that end within 180 days, are suspended, lack a surveillance, near a limit, or have run out.

    Source: K-22.
    """
    return ~live(on) | expiring(on, within=AT_RISK.days) | suspended(on) | lacking(on) | limited(on)


def _missing(cycles: QuerySet, on: date) -> QuerySet:
    """The first within twelve months of an initial decision (R1), and one in each calendar year that is over (R3)."""
    cycles = cycles.annotate(_first=MonthsLater("decision_on", Value(SURVEILLANCE_MONTHS)))
    next_day = ExpressionWrapper(F("decision_on") + ONE_DAY, output_field=DateField())
    cycles = cycles.annotate(_from=next_day)
    is_due = Q(kind="initial", _first__lt=on, _first__lte=F("expires_on"))
    wanted = is_due & ~held(OuterRef("_from"), OuterRef("_first"))
    for year in range(on.year - YEARS, on.year):
        wanted |= in_year(year) & ~held(date(year, 1, 1), date(year, 12, 31))
    return cycles.filter(wanted)


def in_year(year: int) -> Q:
    """Cycles that ask for a surveillance in the year: after that of the decision, before that of the target. Source: T-21."""
    return Q(decision_on__lt=date(year, 1, 1), expires_on__gte=date(year + 1, TARGET_MONTHS + 1, 1))


def held(first: Any, last: Any) -> Q:
    """Whether an audit of the cycle that counts as surveillance ended within these days."""
    own = apps.get_model("certifications", "CycleAudit").objects.filter(cycle=OuterRef("pk"), role__in=COUNTED)
    own = own.exclude(audit__state="cancelled").filter(audit__actual_end__gte=first, audit__actual_end__lte=last)
    earlier = apps.get_model("certifications", "EarlierAudit").objects.filter(cycle=OuterRef("pk"), role__in=COUNTED)
    return Q(Exists(own)) | Q(Exists(earlier.filter(ended_on__gte=first, ended_on__lte=last)))
