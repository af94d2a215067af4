"""`manage.py figures`: every figure of the whole organisation on a day."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from foundation import words
from foundation.clock import today
from foundation.figures import figures_on, metrics


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a day such as 2026-11-20.") from None


class Command(BaseCommand):
    help = "Prints every figure of the whole organisation: numerator, denominator, value, cut-off and parts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=_day, help="the cut-off day (default: today)")
        parser.add_argument("--json", action="store_true", help="as one JSON object, keyed by the id of the figure")

    def handle(self, *args: Any, on: date | str | None, json: bool, **options: Any) -> None:
        day = _day(on) if isinstance(on, str) else on or today()
        found = figures_on(day)
        self.stdout.write(_as_json(found) if json else _as_lines(found, day))


def _as_json(found: dict[str, dict[str, Any]]) -> str:
    return json.dumps(found, indent=1, ensure_ascii=False)


def _as_lines(found: dict[str, dict[str, Any]], on: date) -> str:
    """One line per figure: its id, its value, what it was counted from, and what it is called."""
    named = {metric.id: metric.label for metric in metrics()}
    lines = [f"{words.day(on)}"]
    for name, told in found.items():
        of = "" if told["denominator"] is None else f"{told['numerator']} of {told['denominator']}"
        value = "n/a" if told["value"] is None and told["denominator"] == 0 else told["value"]
        lines.append(f"{name}  {'' if value is None else value!s:>6}  {of:>12}  {named[name]}")
    return "\n".join(lines)
