"""The figures of certificates and of access in the register of all figures. Source: K-11, K-21 (docs/adr/0050-figures.md)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from audits.figures import under
from certifications.figures import access, access_rows, at_once, portfolio, portfolio_rows
from certifications.models import Certificate, Grant
from foundation.directory.models import User
from foundation.figures import Measured, Metric, offer_metrics

HORIZONS = (30, 60, 90)


def expiring(user: Any, on: date) -> Measured:
    """K-11: live certificates that end within 30, 60 and 90 days, with those that are in danger otherwise."""
    rows = Certificate.objects.all() if user is None else under(user, Certificate.objects.all())
    found = portfolio(at_once(portfolio_rows(rows, on=on)), on=on)
    parts: dict[str, Any] = {
        str(days): {"value": len(found.expiring[days]), "rows": list(found.expiring[days])} for days in HORIZONS
    }
    counts = {
        "live": found.live,
        "suspended": found.suspended,
        "restorable": found.restorable,
        "breaches": found.breaches,
    }
    return Measured(parts=parts | {name: {"value": value} for name, value in counts.items()})


def hygiene(user: Any, on: date) -> Measured:
    """K-21: what must be none, sessions past the end of a room and accounts of leavers; rooms used beside it."""
    grants, accounts = Grant.objects.all(), User.objects.all()
    if user is not None:
        grants, accounts = grants.visible_to(user), accounts.visible_to(user)
    found = access(at_once(access_rows(grants, accounts, on=on)))
    parts = {
        "used": {"numerator": found.used, "denominator": found.opened},
        "past_end": {"value": found.past_end},
        "leavers": {"value": found.leavers},
    }
    return Measured(value=found.past_end + found.leavers, parts=parts)


offer_metrics(
    Metric("K-11", gettext_lazy("Certificates that end soon"), expiring),
    Metric("K-21", gettext_lazy("Access hygiene"), hygiene),
)
