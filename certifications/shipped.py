"""The schemes that come with Attest, with their time rules."""

import csv
from pathlib import Path

from django.utils.translation import gettext as _

from certifications.actions import load_schemes
from foundation.directory.models import User

SCHEMES = Path(__file__).parent / "content" / "schemes.csv"


def load_shipped_schemes(*, actor: User) -> str:
    """Loads the schemes that are not here yet; returns a sentence for whoever sets up."""
    with SCHEMES.open(encoding="utf-8", newline="") as file:
        count = load_schemes(actor=actor, rows=csv.DictReader(file))
    return _("%(count)d schemes loaded.") % {"count": count}
