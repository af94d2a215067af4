"""Fills an empty database of PostgreSQL with a company."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from time import perf_counter

from django.core.management import call_command
from django.db import connection

from benchmarks.company import audits, cast, catalogue, evidence, findings, found, log, organisation, others
from benchmarks.company.plan import Plan
from benchmarks.company.rows import asked, in_bulk, run, settle
from benchmarks.company.sizes import Size
from foundation.access import robot
from foundation.directory.models import Unit
from foundation.ledger import sequencer
from foundation.models.work import SweepRun
from foundation.snapshots import keep_figures
from foundation.sweeps import rules

NIGHTS = 365
Say = Callable[[str], None]


def fill(size: Size, on: date, say: Say) -> None:
    """Makes the tables and writes the company as it stands on a day. Refuses a database that has units already."""
    assert connection.vendor == "postgresql", "A company is written by PostgreSQL: set DATABASE_URL."
    call_command("migrate", verbosity=0)
    assert not Unit.objects.exists(), "This database has a company already."
    plan, begun = Plan(size, on), perf_counter()
    with in_bulk():
        for module in (organisation, catalogue, evidence, audits, findings, others, log):
            module.write(plan)
            say(f"{module.__name__.rpartition('.')[2]}: {perf_counter() - begun:.0f} s")
        found.write()
        say(f"search: {perf_counter() - begun:.0f} s")
    settle()
    say(f"indices: {perf_counter() - begun:.0f} s")
    cast.write(on)
    figures(on)
    the_night_is_over(on)
    say(f"{sequencer.catch_up(datetime.now(UTC), limit=sequencer.BULK, everything=True):,} events are sealed")
    run("ANALYZE")
    say(f"{size.name} is there: {perf_counter() - begun:.0f} s")


def figures(on: date) -> None:
    """What the last year's nights kept: of each what this one does."""
    keep_figures(actor=robot(), on=on, seen=True)
    columns = "metric, part, unit_id, numerator, denominator"
    run(
        f'INSERT INTO foundation_snapshot ({columns}, "on") '
        f'SELECT {columns}, "on" - night FROM foundation_snapshot, generate_series(1, {NIGHTS}) AS night'
    )


def the_night_is_over(on: date) -> None:
    """The clock has nothing to do until the next midnight, so that a worker beside the measuring rests."""
    zones = [zone for (zone,) in asked("SELECT DISTINCT zone FROM directory_unit")]
    days = [date.fromordinal(on.toordinal() + step) for step in (-1, 0, 1)]
    SweepRun.objects.bulk_create(
        (SweepRun(rule=rule.name, zone=zone, date=day) for rule in rules() for zone in zones for day in days),
        ignore_conflicts=True,
    )
