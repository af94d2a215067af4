"""The figures of certificates and of access from outside, within a scope. Source: K-11, K-21 (docs/adr/0050-figures.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet

from certifications.models import Certificate, Grant
from certifications.querysets.portfolio import HORIZONS, live, restorable
from certifications.surveillance import breaches_among
from foundation.directory.models import Person, User
from foundation.models.rooms import GrantedObject
from foundation.models.signin import Session
from foundation.models.trail import Event

OPENED = ("live", "expired", "revoked")
LOOKED = "room.looked"


@dataclass(frozen=True)
class PortfolioFigures:
    """References of the live certificates that end within so many days, and how many there are of each standing."""

    expiring: Mapping[int, Sequence[str]]
    live: int
    suspended: int
    restorable: int
    breaches: int


def portfolio(certificates: QuerySet[Certificate], *, on: date) -> PortfolioFigures:
    """K-11: what ends within 30, 60, 90 and 180 days, each horizon with the shorter ones."""
    rows = list(certificates.filter(live(on)).order_by("expires_on", "ref").values_list("ref", "expires_on", "state"))
    return PortfolioFigures(
        expiring={days: [ref for ref, end, _state in rows if (end - on).days <= days] for days in HORIZONS},
        live=len(rows),
        suspended=len([state for _ref, _end, state in rows if state == Certificate.State.SUSPENDED]),
        restorable=restorable(certificates, on).count(),
        breaches=len(breached(certificates, on=on)),
    )


def breached(certificates: QuerySet[Certificate], *, on: date) -> set[int]:
    """The live ones whose surveillance is missing, by their keys. Source: T-21."""
    rows = certificates.filter(live(on))
    return {one.certificate.pk for one in breaches_among(rows, on=on) if one.binding}  # type: ignore[arg-type]


@dataclass(frozen=True)
class AccessFigures:
    """Rooms that were opened, how many were used, and what must not be: sessions past the end, accounts of leavers."""

    opened: int
    used: int
    past_end: int
    leavers: int


def access(grants: QuerySet[Grant], accounts: QuerySet[User], *, on: date) -> AccessFigures:
    """K-21: how far access from outside is used, and what should have ended with its room or with its person."""
    return AccessFigures(
        opened=grants.filter(state__in=OPENED).count(),
        used=used(grants).count(),
        past_end=past_end_in_session(grants, on=on).count(),
        leavers=of_leavers(accounts, on=on).count(),
    )


def used(grants: QuerySet[Grant]) -> QuerySet[Grant]:
    """Rooms that somebody has looked into."""
    looks = Event.objects.filter(kind=LOOKED, grant_uuid=OuterRef("uuid"))
    return grants.filter(Exists(looks), state__in=OPENED)


def past_end_in_session(grants: QuerySet[Grant], *, on: date) -> QuerySet[Grant]:
    """Rooms that are over while their account is signed in and has no other room."""
    moment = datetime.combine(on, time.min, tzinfo=UTC)
    over = Q(state__in=("expired", "revoked")) | Q(until_at__lte=moment)
    sessions = Session.objects.filter(user=OuterRef("grantee"), expire_date__gt=moment)
    others = GrantedObject.objects.filter(user=OuterRef("grantee"), until_at__gt=moment)
    return grants.filter(over, Exists(sessions), ~Exists(others))


def of_leavers(accounts: QuerySet[User], *, on: date) -> QuerySet[User]:
    """Open accounts of people who have left."""
    return accounts.filter(is_active=True, person__in=Person.objects.gone(on))
