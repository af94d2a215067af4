"""The schemes that come with Attest, with their time rules."""

import csv
from pathlib import Path

from django.db.models import Q
from django.utils.translation import gettext as _

from certifications.actions.schemes import add_scheme
from certifications.models import Scheme
from foundation.directory.models import User

SCHEMES = Path(__file__).parent.parent / "content" / "schemes.csv"
TEXTS = ("code", "name", "kind", "family", "surveillance")
NUMBERS = (
    "validity_months", "suspension_months", "suspension_days", "suspension_total_months", "restore_months",
    "nc_limit_days", "holder_retention_years",
)  # fmt: skip


def load_shipped_schemes(*, actor: User) -> str:
    """Adds the schemes that are not here yet; returns a sentence for whoever sets up."""
    missing = [line for line in _lines() if _known(line["name"]) is None and _known(line["code"]) is None]
    for line in missing:
        _add(actor, line)
    return _("%(count)d schemes loaded.") % {"count": len(missing)}


def scheme_named(name: str, *, actor: User) -> Scheme | None:
    """The scheme of this name or code; one that comes with Attest is added where it is missing."""
    wanted = name.casefold()
    line = next((line for line in _lines() if wanted in (line["name"].casefold(), line["code"])), None)
    return _known(name) or (_add(actor, line) if line is not None else None)


def _lines() -> list[dict[str, str]]:
    with SCHEMES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _known(name: str) -> Scheme | None:
    return Scheme.objects.filter(Q(name__iexact=name) | Q(code__iexact=name)).first()


def _add(actor: User, line: dict[str, str]) -> Scheme:
    precondition = scheme_named(line["precondition"], actor=actor) if line["precondition"] else None
    return add_scheme(
        actor=actor,
        **{name: line[name] for name in TEXTS},
        **{name: int(line[name]) for name in NUMBERS if line[name]},
        suspension_invalidates=line["suspension_invalidates"] == "y",
        precondition=precondition,
        tiers=[tier for tier in line["tiers"].split(";") if tier],
    )
