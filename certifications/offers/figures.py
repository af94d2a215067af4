"""The figures of certificates and access in the register of all. Source: K-11, K-21, K-22 (docs/adr/0050-figures.md)."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from audits.figures import under
from certifications.figures import access, access_rows, at_once, portfolio, portfolio_rows
from certifications.models import Certificate, Grant
from certifications.querysets.portfolio import at_risk, watched
from foundation.access import Role
from foundation.directory.models import User
from foundation.figures import Kept, Measured, Metric, offer_metrics
from foundation.snapshots import by_unit

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


def risk(user: Any, on: date) -> Measured:
    """K-22: what is at risk within 180 days, with its references and how many are watched."""
    rows = watched(Certificate.objects.all() if user is None else under(user, Certificate.objects.all()), on)
    refs = list(rows.filter(at_risk(on)).order_by("ref").values_list("ref", flat=True))
    return Measured(value=len(refs), parts={"watched": {"value": rows.count()}, "at_risk": {"rows": refs}})


def kept(on: date) -> list[Kept]:
    rows = watched(Certificate.objects.all(), on)
    return by_unit(rows, Q(pk__in=rows.filter(at_risk(on)).order_by().values("pk")))


offer_metrics(
    Metric(
        "K-11",
        gettext_lazy("Certificates that end soon"),
        expiring,
        counts=gettext_lazy("live certificates whose last day comes within 30, 60 or 90 days"),
        of=gettext_lazy("certificates in force, reduced and suspended ones too"),
    ),
    Metric(
        "K-21",
        gettext_lazy("Access hygiene"),
        hygiene,
        counts=gettext_lazy("sessions past the end of their room, and open accounts of people who left"),
        of=gettext_lazy("rooms of people from outside, and all accounts"),
        dated=False,
    ),
    Metric(
        "K-22",
        gettext_lazy("Certificates at risk within 180 days"),
        risk,
        counts=gettext_lazy(
            "those that end within 180 days, are suspended, lack a surveillance that binds, have an open major whose "
            "limit comes within 180 days, or have run out"
        ),
        of=gettext_lazy("certificates in force, and those that may still be restored"),
        kept=kept,
        roles=(Role.MGR, Role.CO),
        lights=("certifications.lights", "at_risk"),
        lower=True,
        is_number=True,
    ),
)
