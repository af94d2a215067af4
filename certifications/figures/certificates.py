"""The figures of certificates and of access from outside, within a scope. Source: K-11, K-21, K-22 (docs/adr/0050-figures.md)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from certifications.models import Certificate, Grant
from certifications.querysets.portfolio import HORIZONS, at_risk, breached, live, restorable, suspended, watched
from foundation.board import columns
from foundation.directory.models import Person, User
from foundation.models.signin import Session
from foundation.models.trail import Event

OPENED = ("live", "expired", "revoked")
LOOKED = "room.looked"
SUSPENDED = "suspended"
TEXT = CharField()


@dataclass(frozen=True)
class PortfolioFigures:
    """References of the live certificates that end within so many days, how many there are of each standing, and of those
    that are live or may still be restored, how many are `at_risk` within 180 days."""

    expiring: Mapping[int, Sequence[str]]
    live: int
    suspended: int
    restorable: int
    breaches: int
    at_risk: int
    watched: int


def portfolio_rows(certificates: QuerySet[Certificate], *, on: date) -> list[QuerySet]:
    """What K-11 and K-22 count, in the shape of foundation.board."""
    ref, day = (Cast(name, TEXT) for name in ("ref", "expires_on"))
    state = Case(When(suspended(on), then=Value(SUSPENDED)), default=Value(""), output_field=TEXT)
    risk = Case(When(at_risk(on), then=Value("at_risk")), default=Value("watched"), output_field=TEXT)
    return [
        columns(certificates.filter(live(on)), "certificate", ref, day, state),
        columns(watched(certificates, on), "portfolio", risk),
        columns(breached(certificates, on), "breach"),
        columns(restorable(certificates, on), "restorable", ref, day),
    ]


def portfolio(counted: Iterable[tuple[str, str, str, str, int]], *, on: date) -> PortfolioFigures:
    """K-11: what ends within 30, 60, 90 and 180 days, each horizon with the shorter ones."""
    rows = list(counted)
    running = sorted((date.fromisoformat(day), ref, state) for of, ref, day, state, _n in rows if of == "certificate")
    numbers = {of: number for of, _a, _b, _c, number in rows}
    restored = [ref for of, ref, _day, _c, _n in rows if of == "restorable"]
    watched_by = {risk: number for of, risk, _b, _c, number in rows if of == "portfolio"}
    return PortfolioFigures(
        expiring={days: [ref for day, ref, _s in running if (day - on).days <= days] for days in HORIZONS},
        live=len(running),
        suspended=len([state for _day, _ref, state in running if state == SUSPENDED]),
        restorable=len(restored),
        breaches=numbers.get("breach", 0),
        at_risk=watched_by.get("at_risk", 0),
        watched=sum(watched_by.values()),
    )


@dataclass(frozen=True)
class AccessFigures:
    """Rooms that were opened, how many were used, and what must not be: sessions past the end, accounts of leavers."""

    opened: int
    used: int
    past_end: int
    leavers: int


def access_rows(grants: QuerySet[Grant], accounts: QuerySet[User], *, on: date) -> list[QuerySet]:
    """What K-21 counts, in the shape of foundation.board."""
    return [
        columns(grants.filter(state__in=OPENED), "opened"),
        columns(used(grants), "used"),
        columns(past_end_in_session(grants, on=on), "past_end"),
        columns(of_leavers(accounts, on=on), "leavers"),
    ]


def access(counted: Iterable[tuple[str, str, str, str, int]]) -> AccessFigures:
    """K-21: how far access from outside is used, and what should have ended with its room or with its person."""
    numbers = {of: number for of, _a, _b, _c, number in counted}
    return AccessFigures(*(numbers.get(name, 0) for name in ("opened", "used", "past_end", "leavers")))


def at_once(rows: list[QuerySet]) -> list[tuple[str, str, str, str, int]]:
    """The counts of some rows alone (one query)."""
    return list(rows[0].union(*rows[1:], all=True))


def used(grants: QuerySet[Grant]) -> QuerySet[Grant]:
    """Rooms that somebody has looked into."""
    looks = Event.objects.filter(kind=LOOKED, grant_uuid=OuterRef("uuid"))
    return grants.filter(Exists(looks), state__in=OPENED)


def past_end_in_session(grants: QuerySet[Grant], *, on: date) -> QuerySet[Grant]:
    """Rooms that are over while their account is signed in and has no other room."""
    moment = datetime.combine(on, time.min, tzinfo=UTC)
    over = Q(state__in=("expired", "revoked")) | Q(until_at__lte=moment)
    sessions = Session.objects.filter(user=OuterRef("grantee"), expire_date__gt=moment)
    others = Grant.objects.running().filter(grantee=OuterRef("grantee"), until_at__gt=moment)
    return grants.filter(over, Exists(sessions), ~Exists(others))


def of_leavers(accounts: QuerySet[User], *, on: date) -> QuerySet[User]:
    """Open accounts of people who have left."""
    return accounts.filter(is_active=True, person__in=Person.objects.gone(on))
