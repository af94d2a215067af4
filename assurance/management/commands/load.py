"""`manage.py load framework FILE`: requirements from a list; nothing is written when a line is faulty."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from assurance.actions import load_framework
from assurance.actions.frameworks import DryRunError
from assurance.shipped import read_list
from foundation.access import robot


class Command(BaseCommand):
    help = "Loads a framework from a CSV file with the columns ref, title, kind, theme, parent, assessable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="what", required=True)
        framework = kinds.add_parser("framework", help="requirements: references and short titles, no text")
        framework.add_argument("file", type=Path)
        framework.add_argument("--code", required=True, help="ISO27001-2022: the name in addresses and other lists")
        framework.add_argument("--title", required=True, help="ISO/IEC 27001")
        framework.add_argument("--edition", required=True, help="2022")
        framework.add_argument("--issuer", default="", help="ISO/IEC (default: the title)")
        framework.add_argument("--dry-run", action="store_true", help="says what would happen and writes nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends with 1 and one line per fault when something is wrong."""
        try:
            counts = _load(**options)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from None
        except ValidationError as error:
            raise CommandError("\n".join(_sentences(error))) from None
        done = "Would be loaded" if options["dry_run"] else "Loaded"
        self.stdout.write("{}: {added} added, {changed} changed, {unchanged} unchanged.".format(done, **counts))


def _load(*, file: Path, code: str, title: str, edition: str, issuer: str, dry_run: bool, **_: Any) -> dict[str, int]:
    facts = {"title": title, "edition": edition, "issuer": issuer or title}
    try:
        return load_framework(actor=robot(), code=code, facts=facts, rows=read_list(file), dry_run=dry_run)
    except DryRunError as undone:
        return undone.counts


def _sentences(error: ValidationError) -> list[str]:
    """Each fault as a line; what concerns an option rather than a line of the file begins with its name."""
    faults = error.message_dict if hasattr(error, "error_dict") else {"rows": error.messages}
    return [
        text if name in ("rows", "__all__") else f"--{name}: {text}" for name, texts in faults.items() for text in texts
    ]
