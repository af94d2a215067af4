"""`manage.py demo`: fills an empty database with the demonstration set."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.clock import today as local_date
from foundation.demonstration import NotOurs, headquarters, load


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a day such as 2026-11-20.") from None


class Command(BaseCommand):
    help = "Loads the demonstration: a fictional vendor, every date counted from one reference day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", type=_day, help="the reference day (default: today at the headquarters)")

    def handle(self, *args: Any, today: date | str | None, **options: Any) -> None:
        on = _day(today) if isinstance(today, str) else today or local_date(headquarters())
        try:
            is_new = load(on)
        except NotOurs as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"Loaded, seen from {on}." if is_new else f"Loaded before, seen from {on}: nothing to do.")
