"""The panels of audits on the board; what several of them show is counted once per request."""

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from audits.dues import STEPS
from audits.figures import (
    SCOPE_ROLES,
    Year,
    late_and_waiting,
    late_by_rung,
    open_by_type,
    overdue_lines,
    programme,
    under,
    year,
)
from audits.models import Audit, Finding
from audits.offers import charts, links
from audits.offers.tiles import tiles
from audits.offers.year_tiles import of_year
from foundation.board import policy_of
from foundation.offers import Panel, offer_panels

LATE_ROWS = 8
PLAN_ROWS = 30
WAITING_ROWS = 6


def _kinds(request: HttpRequest, on: date) -> dict[str, Any]:
    """The open findings by type, once per request."""
    known = request.__dict__.setdefault("_open_kinds", {})
    if on not in known:
        known[on] = open_by_type(under(request.user, Finding.objects.all()), on=on)
    return known[on]


def _year(request: HttpRequest, on: date) -> Year:
    """The figures of the year up to a day, once per request."""
    known = request.__dict__.setdefault("_year_of_findings", {})
    if on not in known:
        known[on] = year(under(request.user, Finding.objects.all()), on=on)
    return known[on]


def numbers(request: HttpRequest, on: date) -> dict[str, Any]:
    plan = programme(under(request.user, Audit.objects.all()), on=on)
    thresholds = policy_of(request, "audits.lights", on) | policy_of(request, "audits.finding_lights", on)
    return {"tiles": tiles(_kinds(request, on), plan, thresholds) + of_year(_year(request, on), thresholds)}


def ages(request: HttpRequest, on: date) -> dict[str, Any]:
    kinds = _kinds(request, on)
    rows = [(kind, kinds[kind], links.findings(open="true", type=kind)) for kind in ("major", "minor")]
    closed = _year(request, on).closing
    return {
        "chart": charts.ages(kinds),
        "kinds": rows,
        "closing": [(kind, closed[kind], links.findings(year="closed", type=kind)) for kind in ("major", "minor")],
        "is_empty": not any(kind.count for kind in kinds.values()),
    }


def flow(request: HttpRequest, on: date) -> dict[str, Any]:
    months = _year(request, on).months
    is_empty = not any(month.closed or any(month.opened.values()) for month in months)
    return {"chart": charts.flow(months), "is_empty": is_empty}


def overdue(request: HttpRequest, on: date) -> dict[str, Any]:
    findings = under(request.user, Finding.objects.all())
    late, waiting, accepted = late_and_waiting(findings, on=on, late=LATE_ROWS, waiting=WAITING_ROWS + 1)
    ladders = policy_of(request, "audits.ladder", on)
    lines = overdue_lines(late, on=on, ladders=ladders)
    return {
        "lines": [(line, STEPS[line.step]) for line in lines],
        "count": sum(kind.overdue for kind in _kinds(request, on).values()),
        "steps": _steps(late_by_rung(_year(request, on).late, on=on, ladders=ladders)),
        "all_url": links.findings(open="true", overdue="true"),
        "waiting": waiting[:WAITING_ROWS],
        "waiting_more": len(waiting) > WAITING_ROWS,
        "waiting_url": links.findings(state="implemented"),
        "accepted": accepted[:WAITING_ROWS],
        "accepted_more": len(accepted) > WAITING_ROWS,
        "accepted_url": links.findings(state="risk_accepted"),
    }


def _steps(found: dict[str, Counter[int]]) -> list[tuple[Any, int, str, list[tuple[int, int, str]]]]:
    """Each step that something is late with: how many, and how many on each rung, with the addresses of the rows."""
    return [
        (
            STEPS[step],
            found[step].total(),
            links.findings(late_step=step),
            [(n, found[step][n], links.findings(late_step=step, rung=str(n))) for n in sorted(found[step]) if n],
        )
        for step in STEPS
        if step in found
    ]


def plan(request: HttpRequest, on: date) -> dict[str, Any]:
    first, last = charts.window(on)
    audits = under(request.user, Audit.objects.all()).filter(in_programme=True, baseline_end__range=(first, last))
    rows = list(audits.exclude(state="cancelled").order_by("baseline_end", "ref")[: PLAN_ROWS + 1])
    shown = rows[:PLAN_ROWS]
    return {
        "chart": charts.plan(shown, on=on),
        "audits": [(audit, charts.ended(audit), charts.standing(audit, on=on)) for audit in shown],
        "more": len(rows) > PLAN_ROWS,
        "all_url": links.audits(plan="yes"),
        "schedule_url": reverse("audits:audits"),
    }


offer_panels(
    Panel("audits.numbers", "audits/panels/numbers.html", 10, SCOPE_ROLES, numbers, place="tiles"),
    Panel("audits.flow", "audits/panels/flow.html", 20, SCOPE_ROLES, flow),
    Panel("audits.plan", "audits/panels/plan.html", 60, SCOPE_ROLES, plan, place="full"),
    Panel("audits.overdue", "audits/panels/overdue.html", 40, SCOPE_ROLES, overdue, place="narrow"),
    Panel("audits.ages", "audits/panels/ages.html", 50, SCOPE_ROLES, ages),
)
