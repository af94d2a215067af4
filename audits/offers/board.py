"""The panels of audits on the board; what several of them show is counted once per request."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from audits.dues import STEPS
from audits.figures import (
    SCOPE_ROLES,
    late_and_waiting,
    open_by_type,
    opened_and_closed,
    overdue_lines,
    programme,
    under,
)
from audits.models import Audit, Finding
from audits.offers import charts, links
from audits.offers.tiles import tiles
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


def numbers(request: HttpRequest, on: date) -> dict[str, Any]:
    plan = programme(under(request.user, Audit.objects.all()), on=on)
    return {"tiles": tiles(_kinds(request, on), plan, policy_of(request, "audits.lights", on))}


def ages(request: HttpRequest, on: date) -> dict[str, Any]:
    kinds = _kinds(request, on)
    rows = [(kind, kinds[kind], links.findings(open="true", type=kind)) for kind in ("major", "minor")]
    return {"chart": charts.ages(kinds), "kinds": rows, "is_empty": not any(kind.count for kind in kinds.values())}


def flow(request: HttpRequest, on: date) -> dict[str, Any]:
    months = opened_and_closed(under(request.user, Finding.objects.all()), on=on)
    is_empty = not any(month.closed or any(month.opened.values()) for month in months)
    return {"chart": charts.flow(months), "is_empty": is_empty}


def overdue(request: HttpRequest, on: date) -> dict[str, Any]:
    findings = under(request.user, Finding.objects.all())
    late, waiting, accepted = late_and_waiting(findings, on=on, late=LATE_ROWS, waiting=WAITING_ROWS + 1)
    lines = overdue_lines(late, on=on, ladders=policy_of(request, "audits.ladder", on))
    return {
        "lines": [(line, STEPS[line.step]) for line in lines],
        "count": sum(kind.overdue for kind in _kinds(request, on).values()),
        "all_url": links.findings(open="true", overdue="true"),
        "waiting": waiting[:WAITING_ROWS],
        "waiting_more": len(waiting) > WAITING_ROWS,
        "waiting_url": links.findings(state="implemented"),
        "accepted": accepted[:WAITING_ROWS],
        "accepted_more": len(accepted) > WAITING_ROWS,
        "accepted_url": links.findings(state="risk_accepted"),
    }


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
