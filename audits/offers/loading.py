"""`manage.py load audits FILE` and `load findings FILE`: what was kept in a spreadsheet before."""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from typing import Any

from audits.actions import load_audits, load_findings
from audits.loaded import read_lines
from foundation.access import robot
from foundation.clock import today
from foundation.loading import Loading, Say, offer_loading

AUDITS = ("ref", "kind", "title", "area", "department", "region", "baseline_end", "planned_end", "actual_end", "state")
FINDINGS = ("ref", "audit", "requirement", "type", "issued", "due", "state")


def arguments(parser: ArgumentParser) -> None:
    words = "the day that offsets count from, 2026-11-20 (default: today); dates in the file need none"
    parser.add_argument("--today", type=date.fromisoformat, default=None, help=words)


def loader(verb: Callable[..., dict[str, int]], needed: tuple[str, ...]) -> Callable[..., dict[str, int]]:
    def load(name: str, content: bytes, say: Say, *, dry_run: bool, **options: Any) -> dict[str, int]:
        rows = read_lines(content, needed=needed)
        on = options["today"] or today()
        return verb(actor=robot(), rows=rows, today=on, source=name, dry_run=dry_run)

    return load


offer_loading(
    Loading("audits", "audits with their dates and states (CSV)", loader(load_audits, AUDITS), arguments),
    Loading("findings", "findings with their dates and states (CSV)", loader(load_findings, FINDINGS), arguments),
)
