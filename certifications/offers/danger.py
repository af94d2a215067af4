"""What certificates bring to My work: those to renew, limits of suspensions and restorations, surveillance that is due.

The officers of the holder's unit hold all of it.
"""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from certifications.clocks import SURVEILLANCE_MONTHS
from certifications.models import Certificate, Cycle, Suspension
from certifications.offers.work import _facts, _mine
from certifications.querysets import GRANTED
from certifications.querysets.portfolio import held, in_window, in_year, live, restorable
from foundation.access import Role, reach
from foundation.months import MonthsLater
from foundation.offers import Task, Work, offer_work

CERTIFICATE = "certifications:certificate"
AHEAD = timedelta(days=90)


def _line(user: Any, task: str, prefix: str = "") -> dict[str, Any]:
    """What every line says of its certificate; `prefix` leads to it."""
    named = {"row_uuid": "uuid", "row_ref": "ref", "row_title": "title", "row_detail": "scheme__name"}
    facts = {column: F(f"{prefix}{field}") for column, field in named.items()}
    return {"task": Value(task, models.CharField()), **facts, **_facts(prefix), **_mine(user)}


def to_renew(user: Any, on: date) -> models.QuerySet:
    """Those whose window is open and which nothing follows yet. Source: T-20."""
    followers = Certificate.objects.filter(predecessor=OuterRef("pk"), state__in=GRANTED)
    rows = Certificate.objects.filter(in_window(on), reach(user, Role.CO), ~Exists(followers), state="active")
    return rows.annotate(due_by=F("expires_on"), **_line(user, "recertify"))


def suspended(user: Any, on: date) -> models.QuerySet:
    """Running suspensions, by their limit. Source: T-23."""
    rows = Suspension.objects.open().filter(reach(user, Role.CO, unit="certificate__unit"), limit_on__isnull=False)
    rows = rows.filter(certificate__state="suspended")
    return rows.annotate(due_by=F("limit_on"), **_line(user, "have_lifted", "certificate__"))


def to_restore(user: Any, on: date) -> models.QuerySet:
    """Those that ended and may still be restored, by the last day for it. Source: T-22."""
    rows = restorable(Certificate.objects.filter(reach(user, Role.CO)), on)
    return rows.annotate(due_by=F("restore_until"), **_line(user, "have_restored"))


def surveillance(user: Any, on: date) -> models.QuerySet:
    """Cycles whose binding surveillance falls due within 90 days, or is late and still to be held. Source: T-21.

    The first one within twelve months of the initial decision (R1), then one in each calendar year (R3).
    """
    first, last = date(on.year, 1, 1), date(on.year, 12, 31)
    running = Certificate.objects.filter(live(on), reach(user, Role.CO))
    rows = Cycle.objects.under_surveillance().current().filter(certificate__in=running)
    rows = rows.annotate(_r1=MonthsLater("decision_on", Value(SURVEILLANCE_MONTHS)))
    before_any = Q(kind=Cycle.Kind.INITIAL) & ~held(OuterRef("decision_on"), on)
    this_year = in_year(on.year) & ~held(first, last)
    due = Case(When(before_any, then="_r1"), default=Value(last), output_field=models.DateField())
    rows = rows.filter(before_any | this_year).annotate(due_by=due, **_line(user, "hold_surveillance", "certificate__"))
    return rows.filter(due_by__lte=on + AHEAD)


def _branch(name: str, rows: Any, task: str, label: Any, chase: Any, standing: tuple[str, str, Any]) -> Work:
    return Work(f"certifications.{name}", (Task(task, label, chase, CERTIFICATE, standing),), rows)


offer_work(
    _branch(
        "renewal",
        to_renew,
        "recertify",
        _("Have it recertified"),
        _("Chase the recertification"),
        ("warn", "check-badge", _("Window open")),
    ),
    _branch(
        "suspension",
        suspended,
        "have_lifted",
        _("Have the suspension lifted"),
        _("Chase the end of a suspension"),
        ("bad", "pause-circle", _("Suspended")),
    ),
    _branch(
        "restoration",
        to_restore,
        "have_restored",
        _("Have it restored, or let it lapse"),
        _("Chase the restoration"),
        ("bad", "arrow-path", _("Can be restored")),
    ),
    _branch(
        "surveillance",
        surveillance,
        "hold_surveillance",
        _("Have the surveillance held"),
        _("Chase the surveillance"),
        ("warn", "calendar-days", _("Surveillance due")),
    ),
)
