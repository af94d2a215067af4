"""`manage.py load framework FILE`: requirements from a CSV, XLSX or OSCAL file."""

from argparse import ArgumentParser
from typing import Any

from assurance.actions import load_framework
from assurance.differences import difference
from assurance.models import Framework
from assurance.reading import Listing, read_listing
from foundation.access import robot
from foundation.loading import Loading, Say, offer_loading


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--code", required=True, help="ISO27001-2022: the name in addresses and other lists")
    parser.add_argument("--title", default="", help="ISO/IEC 27001 (default: as the catalog says)")
    parser.add_argument("--edition", default="", help="2022 (default: the version the catalog says)")
    parser.add_argument("--issuer", default="", help="ISO/IEC (default: the title)")


def load(
    name: str, content: bytes, say: Say, *, code: str, title: str, edition: str, issuer: str, dry_run: bool, **_: Any
) -> dict[str, int]:
    """Loads a framework; a line for each requirement that is there already and changes, with what hangs on it."""
    listing = read_listing(name, content)
    for line in _changes(code, listing):
        say(line)
    title, edition = title or listing.title[:200], edition or listing.version[:20]
    facts = {"title": title, "edition": edition, "issuer": issuer or title[:100]}
    told = {"rows": listing.lines, "version": listing.version[:50], "dry_run": dry_run}
    return load_framework(actor=robot(), code=code, facts=facts, **told)


def _changes(code: str, listing: Listing) -> list[str]:
    found = difference(Framework.objects.filter(code=code).first(), listing.lines)
    told = []
    for entry in found["changed"]:
        was = "; ".join(f"{field['name']}: {field['old']} → {field['new']}" for field in entry["fields"])
        hanging = ", ".join(f"{number} {name}" for name, number in entry["touches"].items())
        told.append(f"{entry['ref']}: {was}" + (f" ({hanging})" if hanging else ""))
    return told


offer_loading(
    Loading("framework", "requirements: references and short titles, no text", load, arguments),
)
