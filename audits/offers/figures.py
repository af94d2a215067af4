"""The figures of audits in the register of all figures. Source: K-03 to K-08 (docs/adr/0050-figures.md)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from audits.figures import (
    Closing,
    OpenKind,
    awaiting_verification,
    closing_times,
    missed_actions,
    on_time_actions,
    open_by_type,
    overdue_lines,
    overdue_rows,
    programme,
    under,
)
from audits.models import Audit, Finding
from foundation.figures import Measured, Metric, offer_metrics, one_decimal

SEVERITIES = ("major", "minor")


def _rows(user: Any, model: Any) -> Any:
    """What a figure of a user covers; without a user everything."""
    return model.objects.all() if user is None else under(user, model.objects.all())


def completion(user: Any, on: date) -> Measured:
    """K-03: the programme to date, with the whole year and what was cancelled beside it."""
    found = programme(_rows(user, Audit), on=on)
    return Measured(found.completion, parts={"full_year": found.whole.told, "cancelled": {"value": found.cancelled}})


def punctuality(user: Any, on: date) -> Measured:
    """K-04."""
    return Measured(programme(_rows(user, Audit), on=on).punctuality)


def on_time(user: Any, on: date) -> Measured:
    """K-05 with the findings that missed their date, and the share against the dates before extensions."""
    rows = _rows(user, Finding)
    missed = missed_actions(rows, on=on).order_by("ref").values_list("ref", flat=True)
    before = on_time_actions(rows, on=on, original=True)
    parts = {"missed": {"rows": list(missed)}, "against_original_due": before.told}
    return Measured(on_time_actions(rows, on=on), parts=parts)


def times(user: Any, on: date) -> Measured:
    """K-06: days to close by severity."""
    found = closing_times(_rows(user, Finding), on=on)
    return Measured(parts={severity: _closing(found[severity]) for severity in SEVERITIES})


def _closing(found: Closing) -> dict[str, Any]:
    counted = {"n": len(found.cases), "mean": one_decimal(found.mean), "median": one_decimal(found.median)}
    return {**counted, "cases": found.cases}


def ages(user: Any, on: date) -> Measured:
    """K-07: days that open nonconformities are old."""
    found = open_by_type(_rows(user, Finding), on=on)
    return Measured(parts={severity: _ages(found[severity]) for severity in SEVERITIES})


def _ages(found: OpenKind) -> dict[str, Any]:
    return {"n": found.count, "mean": one_decimal(found.mean_age), "max": found.oldest}


def overdue(user: Any, on: date) -> Measured:
    """K-08: findings past a date by the step that is late, with the days, what waits for verification, and accepted risks."""
    rows = _rows(user, Finding)
    parts: dict[str, Any] = {}
    for line in overdue_lines(overdue_rows(rows, on=on), on=on, ladders={}):
        step = "ofi_disposition" if line.step == "disposition" else line.step
        parts.setdefault(step, {})[line.finding.ref] = line.days
    waiting = [finding.ref for finding in awaiting_verification(rows, on=on)]
    carried = [finding.ref for finding in rows.risk_accepted().order_by("ref")]
    return Measured(parts={**parts, "awaiting_verification": waiting, "risk_accepted": carried})


offer_metrics(
    Metric("K-03", gettext_lazy("Audits on plan"), completion),
    Metric("K-04", gettext_lazy("Punctuality"), punctuality),
    Metric("K-05", gettext_lazy("Actions on time"), on_time),
    Metric("K-06", gettext_lazy("Days to close"), times),
    Metric("K-07", gettext_lazy("Age of open nonconformities"), ages),
    Metric("K-08", gettext_lazy("Overdue"), overdue),
)
