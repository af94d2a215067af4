"""Lists of requirements as files: read line by line, and the one that comes with Attest."""

import csv
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.actions import load_framework
from foundation.directory.models import User

CONTENT = Path(__file__).parent / "content"
NEEDED = ("ref", "title", "kind", "assessable")
ISO27001 = {
    "code": "ISO27001-2022",
    "facts": {
        "title": "ISO/IEC 27001",
        "edition": "2022",
        "issuer": "ISO/IEC",
        "licence_note": "References and short titles only",
    },
}


def read_list(path: Path) -> list[dict[str, str]]:
    """The lines of a CSV file in UTF-8 with a header; empty cells are “”.

    Raises ValidationError under “rows” with a sentence per fault, OSError when there is no such file.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            lines, columns = list(reader), reader.fieldnames or []
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValidationError({"rows": [_("This is not a CSV file in UTF-8.")]}) from error
    missing = [name for name in NEEDED if name not in columns]
    faults = [_("The column “%(name)s” is missing.") % {"name": name} for name in missing]
    faults += [
        _("Line %(n)d: %(fault)s") % {"n": number, "fault": _("it has more cells than the header")}
        for number, line in enumerate(lines, start=2)
        if None in line
    ]
    if faults:
        raise ValidationError({"rows": faults})
    return [{name: value or "" for name, value in line.items()} for line in lines]


def load_iso27001(*, actor: User) -> str:
    """Loads the shipped ISO/IEC 27001:2022, ids and titles; returns a sentence for whoever sets up."""
    rows = read_list(CONTENT / "iso27001_2022.csv")
    counts = load_framework(actor=actor, rows=rows, **ISO27001)
    return _("ISO/IEC 27001:2022: %(added)d requirements added, %(changed)d changed.") % counts
