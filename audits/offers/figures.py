"""The figures of audits in the register of all figures. Source: K-03 to K-08, K-14, K-18, K-23 (docs/adr/0050-figures.md)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from audits.figures import (
    Closing,
    OpenKind,
    awaiting_verification,
    closing_times,
    open_by_type,
    overdue_lines,
    overdue_rows,
    programme,
    rows_of_year,
    shares,
    under,
    whole,
)
from audits.models import Audit, Finding
from audits.offers import kept
from foundation import policy
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
    """K-05 with the findings that missed their date, and the same against the date before it was extended."""
    rows = _rows(user, Finding)
    missed = rows_of_year(rows, "actions-miss", on=on).order_by("ref").values_list("ref", flat=True)
    found = shares(rows, "actions", "original", on=on)
    parts = {"missed": {"rows": list(missed)}, "original_due": whole(found["original"]).told}
    return Measured(whole(found["actions"]), parts=parts)


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
    """K-08: findings past a date by the late step, with days and rungs, what waits for its check, and accepted risks."""
    rows = _rows(user, Finding)
    parts: dict[str, Any] = {}
    rungs: dict[str, dict[str, int]] = {}
    ladders = policy.current("audits.ladder", on).value
    for line in overdue_lines(overdue_rows(rows, on=on), on=on, ladders=ladders):
        step = "ofi_disposition" if line.step == "disposition" else line.step
        parts.setdefault(step, {})[line.finding.ref] = line.days
        reached = rungs.setdefault(step, {})
        reached[str(line.rung)] = reached.get(str(line.rung), 0) + 1
    waiting = [finding.ref for finding in awaiting_verification(rows, on=on)]
    carried = [finding.ref for finding in rows.risk_accepted().order_by("ref")]
    return Measured(parts={**parts, "awaiting_verification": waiting, "risk_accepted": carried, "rungs": rungs})


def repeats(user: Any, on: date) -> Measured:
    """K-14 with the repeat findings, and by severity."""
    rows = _rows(user, Finding)
    again = rows_of_year(rows, "issued-hit", on=on).order_by("ref").values_list("ref", flat=True)
    return _by_severity(rows, "issued", on, {"repeats": {"rows": list(again)}})


def effectiveness(user: Any, on: date) -> Measured:
    """K-18 by severity, with the findings that were not judged effective at the first check."""
    rows = _rows(user, Finding)
    failed = rows_of_year(rows, "checked-miss", on=on).order_by("ref").values_list("ref", flat=True)
    return _by_severity(rows, "checked", on, {"not_at_first": {"rows": list(failed)}})


def _by_severity(rows: Any, name: str, on: date, parts: dict[str, Any]) -> Measured:
    found = shares(rows, name, on=on)[name]
    kinds = {kind: figure.told for kind, figure in found.items()}
    return Measured(whole(found), parts={**kinds, **parts})


def majors_past_due(user: Any, on: date) -> Measured:
    """K-23 with the majors that are late, and how many are open."""
    rows = _rows(user, Finding)
    found = open_by_type(rows, on=on)["major"]
    late = rows.overdue_on(on).filter(type="major").order_by("ref").values_list("ref", flat=True)
    return Measured(value=found.overdue, parts={"open": {"value": found.count}, "late": {"rows": list(late)}})


offer_metrics(
    Metric(
        "K-03",
        gettext_lazy("Audits on plan"),
        completion,
        counts=gettext_lazy("audits whose report is issued; one that others report on counts from its last day"),
        of=gettext_lazy("audits of the programme whose approved last day has come, however often they were postponed"),
        kept=kept.completion,
        lights=("audits.lights", "programme_completion"),
    ),
    Metric(
        "K-04",
        gettext_lazy("Punctuality"),
        punctuality,
        counts=gettext_lazy("audits reported that ended within 7 days of their approved last day"),
        of=gettext_lazy("audits of the programme whose approved last day has come, however often they were postponed"),
        kept=kept.punctuality,
        lights=("audits.lights", "programme_punctuality"),
    ),
    Metric(
        "K-05",
        gettext_lazy("Actions on time"),
        on_time,
        counts=gettext_lazy("nonconformities whose action was done by its date and not found ineffective"),
        of=gettext_lazy("nonconformities due in the last 365 days, open ones too, and those done early in them"),
        kept=kept.share_of_year("actions"),
        lights=("audits.finding_lights", "actions_on_time"),
    ),
    Metric(
        "K-06",
        gettext_lazy("Days to close"),
        times,
        counts=gettext_lazy("days from issue to closure, mean and median; fewer than three are listed without a mean"),
        of=gettext_lazy("nonconformities closed in the last 365 days"),
    ),
    Metric(
        "K-07",
        gettext_lazy("Age of open nonconformities"),
        ages,
        counts=gettext_lazy("days since issue"),
        of=gettext_lazy("findings issued and neither closed nor void, whose risk is not accepted"),
    ),
    Metric(
        "K-08",
        gettext_lazy("Overdue"),
        overdue,
        counts=gettext_lazy("open findings past the earliest of their dates that is not met"),
        of=gettext_lazy("open findings; accepted risks stand apart"),
    ),
    Metric(
        "K-14",
        gettext_lazy("Repeat findings"),
        repeats,
        counts=gettext_lazy("nonconformities that repeat an earlier one"),
        of=gettext_lazy("nonconformities issued in the last 365 days"),
        kept=kept.share_of_year("issued"),
        lights=("audits.finding_lights", "repeat_findings"),
        lower=True,
    ),
    Metric(
        "K-18",
        gettext_lazy("Effective at the first check"),
        effectiveness,
        counts=gettext_lazy("checks of effect that were the first of their finding and effective"),
        of=gettext_lazy("checks of effect in the last 365 days"),
        kept=kept.share_of_year("checked", unit="finding__unit"),
        lights=("audits.check_lights", "effective_at_first"),
    ),
    Metric(
        "K-23",
        gettext_lazy("Majors past due"),
        majors_past_due,
        counts=gettext_lazy("open majors past the earliest of their dates that is not met"),
        of=gettext_lazy("majors issued and neither closed nor void, whose risk is not accepted"),
        kept=kept.majors,
        lights=("audits.major_lights", "majors_past_due"),
        lower=True,
        is_number=True,
    ),
)
