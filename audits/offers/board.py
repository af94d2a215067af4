"""The panels of audits on the board; what several of them show is counted once per request."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from audits.dues import STEPS
from audits.figures import (
    FAMILIES,
    SCOPE_ROLES,
    ProgrammeFigures,
    Year,
    late_and_waiting,
    late_by_rung,
    overdue_lines,
    plan_filter,
    programme_of,
    programme_rows,
    under,
    year,
)
from audits.models import Audit, Finding
from audits.offers import charts, links, tiles
from audits.offers.year_tiles import of_year
from foundation.board import count_together, counted, policy_of
from foundation.directory.models import User
from foundation.offers import Panel, offer_panels

LATE_ROWS = 8
PLAN_ROWS = 30
WAITING_ROWS = 6


def _year(request: HttpRequest, on: date) -> Year:
    """The figures of the year up to a day, once per request."""
    known = request.__dict__.setdefault("_year_of_findings", {})
    if on not in known:
        known[on] = year(under(request.user, Finding.objects.all()), on=on)
    return known[on]


def _thresholds(request: HttpRequest, on: date) -> dict[str, Any]:
    known = ("audits.lights", "audits.finding_lights", "audits.check_lights", "audits.major_lights")
    return {name: value for key in known for name, value in policy_of(request, key, on).items()}


def _programme(request: HttpRequest, on: date) -> ProgrammeFigures:
    return programme_of(counted(request, on))


def majors(request: HttpRequest, on: date) -> dict[str, Any]:
    thresholds = _thresholds(request, on)["majors_past_due"]
    return {"tile": tiles.majors_past_due(_year(request, on).open["major"], thresholds, on)}


def on_plan(request: HttpRequest, on: date) -> dict[str, Any]:
    return {"tile": tiles.on_plan(_programme(request, on), _thresholds(request, on)["programme_completion"], on)}


def numbers(request: HttpRequest, on: date) -> dict[str, Any]:
    kinds, thresholds = _year(request, on).open, _thresholds(request, on)
    punctual = tiles.punctual(_programme(request, on), thresholds["programme_punctuality"], on)
    now = [tiles.open_findings(kinds, on), tiles.overdue(kinds, on), punctual]
    return {"tiles": now + of_year(_year(request, on), thresholds, on)}


def ages(request: HttpRequest, on: date) -> dict[str, Any]:
    kinds, closed = _year(request, on).open, _year(request, on).closing
    rows = [(kind, kinds[kind], links.findings(on, open="true", type=kind)) for kind in ("major", "minor")]
    return {
        "chart": charts.ages(kinds, on),
        "kinds": rows,
        "closing": [(kind, closed[kind], links.findings(on, year="closed", type=kind)) for kind in ("major", "minor")],
        "is_empty": not any(kind.count for kind in kinds.values()),
    }


def flow(request: HttpRequest, on: date) -> dict[str, Any]:
    months = _year(request, on).months
    is_empty = not any(month.closed or any(month.opened.values()) for month in months)
    return {"chart": charts.flow(months, on), "is_empty": is_empty}


def overdue(request: HttpRequest, on: date) -> dict[str, Any]:
    findings = under(request.user, Finding.objects.all())
    late, waiting, accepted = late_and_waiting(findings, on=on, late=LATE_ROWS, waiting=WAITING_ROWS + 1)
    ladders = policy_of(request, "audits.ladder", on)
    lines = overdue_lines(late, on=on, ladders=ladders)
    return {
        "lines": [(line, STEPS[line.step]) for line in lines],
        "count": sum(kind.overdue for kind in _year(request, on).open.values()),
        "steps": _steps(late_by_rung(_year(request, on).late, on=on, ladders=ladders), on),
        "all_url": links.findings(on, open="true", overdue="true", type=FAMILIES),
        "waiting": waiting[:WAITING_ROWS],
        "waiting_more": len(waiting) > WAITING_ROWS,
        "waiting_url": links.findings(on, beside="waiting"),
        "accepted": accepted[:WAITING_ROWS],
        "accepted_more": len(accepted) > WAITING_ROWS,
        "accepted_url": links.findings(on, beside="carried"),
    }


def _steps(found: dict[str, Counter[int]], on: date) -> list[tuple[Any, int, str, list[tuple[int, int, str]]]]:
    """Each step that something is late with: how many, and how many on each rung, with the addresses of the rows."""
    return [
        (
            STEPS[step],
            found[step].total(),
            links.findings(on, late_step=step),
            [(n, found[step][n], links.findings(on, late_step=step, rung=str(n))) for n in sorted(found[step]) if n],
        )
        for step in STEPS
        if step in found
    ]


def plan(request: HttpRequest, on: date) -> dict[str, Any]:
    first, last = charts.window(on)
    audits = under(request.user, Audit.objects.all()).filter(baseline_end__range=(first, last))
    audits = audits.filter(plan_filter("yes", on=on))
    rows = list(audits.order_by("baseline_end", "ref")[: PLAN_ROWS + 1])
    shown = rows[:PLAN_ROWS]
    return {
        "chart": charts.plan(shown, on=on),
        "audits": [(audit, charts.ended(audit, on=on), charts.standing(audit, on=on)) for audit in shown],
        "more": len(rows) > PLAN_ROWS,
        "all_url": links.audits(on, plan="yes"),
        "schedule_url": reverse("audits:audits"),
    }


def rows(user: User, on: date) -> list[QuerySet]:
    """What K-03 and K-04 count, along with what other apps count on the board."""
    return [programme_rows(under(user, Audit.objects.all()), on=on)]


count_together(rows)
offer_panels(
    Panel("audits.majors", "foundation/panels/headline.html", 2, SCOPE_ROLES, majors, place="headline"),
    Panel("audits.on_plan", "foundation/panels/headline.html", 4, SCOPE_ROLES, on_plan, place="headline"),
    Panel("audits.numbers", "foundation/panels/tiles.html", 10, SCOPE_ROLES, numbers, place="tiles"),
    Panel("audits.flow", "audits/panels/flow.html", 35, SCOPE_ROLES, flow),
    Panel("audits.plan", "audits/panels/plan.html", 60, SCOPE_ROLES, plan, place="full"),
    Panel("audits.overdue", "audits/panels/overdue.html", 40, SCOPE_ROLES, overdue, place="narrow"),
    Panel("audits.ages", "audits/panels/ages.html", 50, SCOPE_ROLES, ages, place="narrow"),
)
