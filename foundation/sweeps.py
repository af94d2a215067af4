"""The clock's work: rules that run once per zone and local date, caught up after an outage, safe to run twice.

A rule that changes states or creates rows replays each missed date in order; a rule that only notifies runs once,
for the newest date, and records what it skipped. Effects are unique by constraints, so a run cut off half-way or a
second worker repeats nothing: the SweepRun row is written last.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from foundation.dates import zones_to_run
from foundation.directory.models import Unit
from foundation.models.work import SweepRun

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rule:
    """`run(on=…, zone=…)` does the rule for the rows of the units of one zone and returns what it did, for the log."""

    name: str
    run: Callable[..., dict[str, Any]]
    replays: bool


_rules: dict[str, Rule] = {}


def rule(name: str, *, replays: bool) -> Callable[[Callable[..., dict[str, Any]]], Callable[..., dict[str, Any]]]:
    """Registers a sweep. `replays=False` runs only the newest of several missed dates."""

    def register(function: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        if name in _rules:
            raise RuntimeError(f"The sweep {name} is registered twice.")
        _rules[name] = Rule(name, function, replays)
        return function

    return register


def rules() -> list[Rule]:
    return [_rules[name] for name in sorted(_rules)]


def run_due(now: datetime) -> int:
    """Runs every rule for every zone whose local date has no run yet; returns how many runs were made.

    Source: docs/adr/0001-time-rules.md (sweeps).
    """
    zones = sorted(set(Unit.objects.values_list("zone", flat=True)))
    return sum(_run_zone(entry, zone, now) for entry in rules() for zone in zones)


def _run_zone(entry: Rule, zone: str, now: datetime) -> int:
    last = SweepRun.objects.filter(rule=entry.name, zone=zone).order_by("-date").values_list("date", flat=True).first()
    days = zones_to_run(now, [zone], done={} if last is None else {zone: last}).get(zone, [])
    skipped = [] if entry.replays else days[:-1]
    for day in days if entry.replays else days[-1:]:
        try:
            details = entry.run(on=day, zone=zone)
        except Exception:
            log.exception("sweep failed", extra={"rule": entry.name, "zone": zone, "date": day.isoformat()})
            return 0
        _finish(entry, zone, day, {**details, **_note(day, days, skipped)})
    return len(days) - len(skipped)


def _note(day: date, days: list[date], skipped: list[date]) -> dict[str, Any]:
    """What a run says of missed nights: those it skips, or, when it replays one itself, the night that caught it up."""
    if skipped:
        return {"skipped": [str(missed) for missed in skipped]}
    return {"caught_up_on": str(days[-1])} if day != days[-1] else {}


def _finish(entry: Rule, zone: str, day: date, details: dict[str, Any]) -> None:
    try:
        with transaction.atomic():
            SweepRun.objects.create(rule=entry.name, zone=zone, date=day, details=details)
    except IntegrityError:
        log.info("sweep already finished elsewhere", extra={"rule": entry.name, "zone": zone, "date": day.isoformat()})


def each(rows: list[Any], act: Callable[[Any], object], what: str) -> list[Any]:
    """Acts on each id in a transaction of its own; a failure is logged with its id and does not stop the rest."""
    done = []
    for row in rows:
        try:
            with transaction.atomic():
                if act(row):
                    done.append(row)
        except Exception:
            log.exception("row failed in a sweep", extra={"sweep": what, "row": row})
    return done
