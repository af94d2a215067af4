"""The list of requirements that comes with Attest."""

from pathlib import Path

from django.utils.translation import gettext as _

from assurance.actions import load_framework
from assurance.reading.tables import read_csv
from foundation.directory.models import User

CONTENT = Path(__file__).parent / "content"
ISO27001 = {
    "code": "ISO27001-2022",
    "facts": {
        "title": "ISO/IEC 27001",
        "edition": "2022",
        "issuer": "ISO/IEC",
        "licence_note": "References and short titles only",
    },
}


def load_iso27001(*, actor: User) -> str:
    """Loads the shipped ISO/IEC 27001:2022, ids and titles; returns a sentence for whoever sets up."""
    rows = read_csv((CONTENT / "iso27001_2022.csv").read_bytes())
    counts = load_framework(actor=actor, rows=rows, **ISO27001)
    return _("ISO/IEC 27001:2022: %(added)d requirements added, %(changed)d changed.") % counts
