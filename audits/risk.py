"""How much a line of the programme is at risk, and how often that asks for an audit: pure functions of their arguments.

Source: docs/adr/0050-figures.md names the figures; the weights are the policy `audits.risk`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

LONGEST_MONTHS = 36
COUNT_CAP = 5  # open majors and half years count up to here


@dataclass(frozen=True)
class Factors:
    """What a score is made of: impact 1 to 5, levels 0 to 3; `months` since the last audit, None without one."""

    impact: int
    open_majors: int
    months: int | None
    change_level: int
    incident_level: int
    regulator_interest: int


def months_between(first: date, last: date) -> int:
    """Whole months from one day to a later one, 0 when it is not later: 31 Jan to 28 Feb is none, to 1 Mar is one."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(0, months - (last.day < first.day))


def score(factors: Factors, *, weights: Mapping[str, int]) -> int:
    """The risk score: impact, open majors and half years without an audit (each up to 5), and the levels, weighted."""
    half_years = COUNT_CAP if factors.months is None else min(factors.months // 6, COUNT_CAP)
    counted = {
        "impact": factors.impact,
        "open_majors": min(factors.open_majors, COUNT_CAP),
        "half_years": half_years,
        "change_level": factors.change_level,
        "incident_level": factors.incident_level,
        "regulator_interest": factors.regulator_interest,
    }
    return sum(weights[name] * value for name, value in counted.items())


def asked_interval(points: int, *, bands: Mapping[str, int]) -> int:
    """The months within which a score asks for the next audit; never more than 36."""
    for months, least in ((6, bands["half_year"]), (12, bands["year"]), (24, bands["two_years"])):
        if points >= least:
            return months
    return LONGEST_MONTHS


@dataclass(frozen=True)
class Rated:
    """A line's factors with their score and the interval it asks for."""

    factors: Factors
    score: int
    asked_months: int


def rated(line: Any, *, on: date, value: Mapping[str, Any]) -> Rated:
    """The risk of a line read `with_facts()`, on a day, by a value of the policy `audits.risk`."""
    factors = Factors(
        impact=line.impact,
        open_majors=line.open_majors,
        months=None if line.last_audit_on is None else months_between(line.last_audit_on, on),
        change_level=line.change_level,
        incident_level=line.incident_level,
        regulator_interest=line.regulator_interest,
    )
    points = score(factors, weights=value["weights"])
    return Rated(factors, points, asked_interval(points, bands=value["bands"]))
