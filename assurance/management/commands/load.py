"""`manage.py load framework FILE`: requirements from a CSV, XLSX or OSCAL file; a fault anywhere writes nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from assurance.actions import load_framework
from assurance.actions.frameworks import DryRunError
from assurance.differences import difference
from assurance.models import Framework
from assurance.reading import Listing, read_listing
from foundation.access import robot


class Command(BaseCommand):
    help = "Loads a framework from .csv or .xlsx (ref, title, kind, theme, parent, assessable) or an OSCAL catalog."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="what", required=True)
        framework = kinds.add_parser("framework", help="requirements: references and short titles, no text")
        framework.add_argument("file", type=Path)
        framework.add_argument("--code", required=True, help="ISO27001-2022: the name in addresses and other lists")
        framework.add_argument("--title", default="", help="ISO/IEC 27001 (default: as the catalog says)")
        framework.add_argument("--edition", default="", help="2022 (default: the version the catalog says)")
        framework.add_argument("--issuer", default="", help="ISO/IEC (default: the title)")
        framework.add_argument("--dry-run", action="store_true", help="says what would happen and writes nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends with 1 and one line per fault when something is wrong."""
        try:
            listing = read_listing(options["file"].name, options["file"].read_bytes())
            self._tell_difference(options["code"], listing)
            counts = _load(listing, **options)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from None
        except ValidationError as error:
            raise CommandError("\n".join(_sentences(error))) from None
        done = "Would be loaded" if options["dry_run"] else "Loaded"
        self.stdout.write("{}: {added} added, {changed} changed, {unchanged} unchanged.".format(done, **counts))

    def _tell_difference(self, code: str, listing: Listing) -> None:
        """A line for each requirement that is there already and changes, with what hangs on it."""
        found = difference(Framework.objects.filter(code=code).first(), listing.lines)
        for entry in found["changed"]:
            was = "; ".join(f"{field['name']}: {field['old']} → {field['new']}" for field in entry["fields"])
            hanging = ", ".join(f"{number} {name}" for name, number in entry["touches"].items())
            self.stdout.write(f"{entry['ref']}: {was}" + (f" ({hanging})" if hanging else ""))


def _load(
    listing: Listing, *, code: str, title: str, edition: str, issuer: str, dry_run: bool, **_: Any
) -> dict[str, int]:
    title, edition = title or listing.title[:200], edition or listing.version[:20]
    facts = {"title": title, "edition": edition, "issuer": issuer or title[:100]}
    told = {"rows": listing.lines, "version": listing.version[:50], "dry_run": dry_run}
    try:
        return load_framework(actor=robot(), code=code, facts=facts, **told)
    except DryRunError as undone:
        return undone.counts


def _sentences(error: ValidationError) -> list[str]:
    """Each fault as a line; what concerns an option rather than a line of the file begins with its name."""
    faults = error.message_dict if hasattr(error, "error_dict") else {"rows": error.messages}
    return [
        text if name in ("rows", "__all__") else f"--{name}: {text}" for name, texts in faults.items() for text in texts
    ]
