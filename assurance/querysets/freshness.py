"""How long evidence still counts for the controls and cells it proves, as SQL. Source: docs/adr/0001-time-rules.md (T-40)."""

from datetime import date, timedelta

from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from foundation.dates import add_months

COUNTS = ("accepted", "superseded")
PERIODS = (1, 3, 6, 12, 24)  # Control.Freshness
EXPIRING_DAYS = 30


def with_freshness(rows: QuerySet) -> QuerySet:
    """Adds, of the newest version that proves a control or cell, the day it speaks for, its end and the shortest period.

    `proof_months` is empty for evidence that proves neither; its `proof_valid_until` is that of the accepted version.
    """
    links = _proving(rows.model)
    newest = links.order_by("-version__number", "months")
    accepted = _versions(rows.model).filter(evidence=OuterRef("pk"), state="accepted").order_by("-number")
    ends = Coalesce(Subquery(newest.values("version__valid_until")[:1]), Subquery(accepted.values("valid_until")[:1]))
    return rows.annotate(
        proof_months=Subquery(links.order_by("months").values("months")[:1]),
        proof_as_of=Subquery(newest.values("version__as_of")[:1]),
        proof_valid_until=ends,
    )


def _proving(evidence: type[models.Model]) -> QuerySet:
    """The links of an outer row of evidence to controls, and to cells with one; `months` is the control's period."""
    links = _versions(evidence).model._meta.get_field("links").related_model
    apps = evidence._meta.apps
    here = {"uuid": OuterRef("subject_uuid")}
    control = apps.get_model("assurance", "Control")._default_manager.filter(**here)
    cell = apps.get_model("assurance", "Cell")._default_manager.filter(**here)
    months = Coalesce(
        Subquery(control.values("evidence_freshness_months")[:1]),
        Subquery(cell.values("control__evidence_freshness_months")[:1]),
    )
    counting = links._default_manager.filter(version__evidence=OuterRef("pk"), version__state__in=COUNTS)
    return counting.annotate(months=months).filter(months__isnull=False)


def _versions(evidence: type[models.Model]) -> QuerySet:
    return evidence._meta.get_field("versions").related_model._default_manager.all()


def ends_by(day: date) -> Q:
    """Rows of with_freshness() that count until `day` at the latest; never unknown, so that it can be turned round."""
    term = Q(proof_valid_until__isnull=False, proof_valid_until__lte=day)
    proves = Q(proof_months__isnull=False, proof_as_of__isnull=False)
    for months in PERIODS:
        term |= proves & Q(proof_months=months, proof_as_of__lte=last_as_of(day, months))
    return term


def last_as_of(day: date, months: int) -> date:
    """The last day for which evidence can speak that no longer counts after `day`: the inverse of adding months."""
    found = add_months(day, -months) + timedelta(days=4)  # months are up to three days shorter than others
    while add_months(found, months) > day:
        found -= timedelta(days=1)
    return found


def standing_by(name: str, on: date) -> Q:
    """Rows of with_freshness() that are stale, expiring or fresh on a day."""
    over, soon = ends_by(on - timedelta(days=1)), ends_by(on + timedelta(days=EXPIRING_DAYS))
    dated = Q(proof_months__isnull=False) | Q(proof_valid_until__isnull=False)
    return {"stale": over, "expiring": soon & ~over, "fresh": dated & ~soon}[name]
