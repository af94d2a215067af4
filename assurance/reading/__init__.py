"""Lists of requirements out of files: CSV, XLSX and OSCAL catalogs become the same lines, or a sentence per fault."""

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.reading import tables
from assurance.reading.catalogs import read_catalog
from assurance.reading.lines import Line, refuse_faults

MAX_BYTES = 5_000_000


@dataclass(frozen=True)
class Listing:
    """What a file says: its lines in order, and what it says of itself where it does."""

    lines: list[Line]
    name: str
    sha256: str
    version: str = ""
    title: str = ""
    published: str = ""
    notes: list[str] = field(default_factory=list)


def read_listing(name: str, content: bytes) -> Listing:
    """Reads a file of at most 5 MB by the ending of its name.

    Raises ValidationError under “rows” with a sentence per fault, each naming the place: line and column of a table,
    the path in a catalog.
    """
    if len(content) > MAX_BYTES:
        raise ValidationError({"rows": [_("The file is larger than 5 MB.")]})
    suffix = PurePath(name).suffix.lower()
    named, digest = PurePath(name).name[:255], hashlib.sha256(content).hexdigest()
    if suffix == ".json":
        catalog = read_catalog(content)
        listing = Listing(catalog.lines, named, digest, version=catalog.version, title=catalog.title)
    elif suffix == ".xlsx":
        listing = Listing(tables.read_workbook(content), named, digest)
    elif suffix == ".csv":
        listing = Listing(tables.read_csv(content), named, digest)
    else:
        raise ValidationError({"rows": [_("Only .csv, .xlsx and OSCAL catalogs as .json are read.")]})
    refuse_faults(listing.lines)
    return listing


__all__ = ["MAX_BYTES", "Line", "Listing", "read_listing", "refuse_faults"]
