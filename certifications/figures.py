"""The figures of certificates and of access from outside, within a scope. Source: K-11, K-21 (docs/adr/0050-figures.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from certifications.models import Certificate, Grant
from certifications.querysets.portfolio import HORIZONS, breached, live, restorable
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
    """K-11: what ends within 30, 60, 90 and 180 days, each horizon with the shorter ones (one query)."""
    missing, ended = breached(certificates, on).values("pk"), restorable(certificates, on).values("pk")
    rows = certificates.filter(live(on) | Q(pk__in=ended)).annotate(
        is_live=Case(When(live(on), then=Value(True)), default=Value(False)),
        is_missing=Case(When(pk__in=missing, then=Value(True)), default=Value(False)),
    )
    found = list(rows.order_by("expires_on", "ref").values_list("ref", "expires_on", "state", "is_live", "is_missing"))
    running = [row for row in found if row[3]]
    return PortfolioFigures(
        expiring={days: [row[0] for row in running if (row[1] - on).days <= days] for days in HORIZONS},
        live=len(running),
        suspended=len([row for row in running if row[2] == Certificate.State.SUSPENDED]),
        restorable=len(found) - len(running),
        breaches=len([row for row in running if row[4]]),
    )


@dataclass(frozen=True)
class AccessFigures:
    """Rooms that were opened, how many were used, and what must not be: sessions past the end, accounts of leavers."""

    opened: int
    used: int
    past_end: int
    leavers: int


def access(grants: QuerySet[Grant], accounts: QuerySet[User], *, on: date) -> AccessFigures:
    """K-21: how far access from outside is used, and what should have ended with its room or its person (one query)."""
    rows = {
        "opened": grants.filter(state__in=OPENED),
        "used": used(grants),
        "past_end": past_end_in_session(grants, on=on),
        "leavers": of_leavers(accounts, on=on),
    }
    named = [
        of.order_by().annotate(_of=Value(name)).values("_of").annotate(_n=Count("pk")) for name, of in rows.items()
    ]
    counts = dict.fromkeys(rows, 0) | dict(named[0].union(*named[1:], all=True).values_list("_of", "_n"))
    return AccessFigures(**counts)


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
