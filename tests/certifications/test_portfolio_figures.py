"""K-11 against its definition in plain Python, and the lists behind it; K-21 and what it must find. Source: K-11, K-21."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import RequestFactory
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from certifications.actions import revoke_grant
from certifications.figures import access, access_rows, at_once, portfolio, portfolio_rows
from certifications.lists import CertificateList
from certifications.models import Certificate, Cycle, EarlierAudit, Grant
from foundation.dates import add_months
from foundation.directory.models import User
from foundation.models.signin import Session
from tests.certified import body, scheme
from tests.company import TODAY
from tests.room import K, approved

EDGES = (-190, -185, -181, -180, -31, -1, 0, 1, 29, 30, 31, 60, 61, 90, 91, 180, 181, 400)
STATES = (
    "planned",
    "active",
    "active",
    "suspended",
    "withdrawn",
    "expired",
    "expired",
    "lapsed",
    "superseded",
    "refused",
)
HELD = (-1000, -700, -400, -370, -366, -365, -300, -30, -1)


@dataclass
class Told:
    """A certificate as it is drawn, its days counted from the cut-off."""

    state: str
    expires: int
    decided: int
    yearly: bool
    restores: bool
    initial: bool
    held: list[int] = field(default_factory=list)
    followed: bool = False
    ahead: bool = False

    @property
    def begins(self) -> int:
        return min(1, self.expires) if self.ahead else self.decided

    @property
    def is_live(self) -> bool:
        """Also what ends, by its dates, only on a day to come."""
        ahead = self.state in ("withdrawn", "superseded") and self.expires > 0
        last = self.state in ("expired", "lapsed") and self.expires >= 0
        return (self.state in ("active", "suspended") or ahead or last) and self.begins <= 0 <= self.expires


TOLD = st.builds(
    Told,
    state=st.sampled_from(STATES),
    expires=st.sampled_from(EDGES),
    decided=st.sampled_from([-1095, -800, -731, -400, -366, -365, -364, -191]),
    yearly=st.booleans(),
    restores=st.booleans(),
    initial=st.booleans(),
    held=st.lists(st.sampled_from(HELD), max_size=3, unique=True),
    followed=st.booleans(),
    ahead=st.booleans(),
)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def write(company, drawn: list[Told]) -> list[Certificate]:
    plain = {"surveillance": "none", "restore_months": None}
    schemes = {
        (True, True): scheme(company),
        (True, False): scheme(company, "yearly", name="Yearly", restore_months=None),
        (False, True): scheme(company, "restored", name="Restored", surveillance="none"),
        (False, False): scheme(company, "plain", name="Plain", **plain),
    }
    by, unit = body(company, *schemes.values()), company.units["TS"]
    rows = [
        Certificate(
            ref=f"C-{number:03d}",
            title="T",
            scheme=schemes[one.yearly, one.restores],
            edition=company.framework,
            body=by,
            unit=unit,
            state=one.state,
            decision_on=day(one.decided),
            effective_from=day(one.begins),
            expires_on=day(one.expires),
            superseded_on=day(one.expires),
            withdrawn_on=day(one.expires),
            ended_by="date" if one.state in ("expired", "lapsed") else "",
            ended_on=day(one.expires) if one.state in ("expired", "lapsed") else None,
        )
        for number, one in enumerate(drawn)
    ]
    for row, one in zip(rows, drawn, strict=True):
        row.save()
        kind = "initial" if one.initial else "recertification"
        days = {"decision_on": row.decision_on, "starts_on": row.effective_from, "expires_on": row.expires_on}
        cycle = Cycle.objects.create(certificate=row, kind=kind, **days)
        for held in one.held:
            EarlierAudit.objects.create(cycle=cycle, role="surveillance1", ended_on=day(held))
        if one.followed:
            later = {"ref": f"N-{row.ref}", "title": "N", "state": "withdrawn", "predecessor": row}
            same = {name: getattr(row, name) for name in ("scheme", "edition", "body", "unit")}
            Certificate.objects.create(**later, **same, **{**days_of(row), "withdrawn_on": TODAY})
    return rows


def days_of(row: Certificate) -> dict[str, date]:
    return {name: getattr(row, name) for name in ("decision_on", "effective_from", "expires_on")}


def is_missing(one: Told) -> bool:
    """T-21, day by day: R1 in the first cycle, R3 for every whole year between decision and target."""
    if not one.is_live or not one.yearly:
        return False
    decided, expires, held = day(one.decided), day(one.expires), [day(offset) for offset in one.held]
    first = add_months(decided, 12)
    spans = [(decided + timedelta(days=1), first)] if one.initial else []
    target = add_months(expires, -3)
    spans += [(date(year, 1, 1), date(year, 12, 31)) for year in range(decided.year + 1, target.year)]
    return any(
        last < TODAY and last <= expires and not any(start <= on <= last for on in held) for start, last in spans
    )


def is_restorable(one: Told) -> bool:
    ended = one.state == "expired" and one.restores and one.expires < 0 and not one.followed
    return ended and add_months(day(one.expires), 6) >= TODAY


def listed(user: User, **query: str) -> set[str]:
    request = RequestFactory().get("/certificates/", query)
    request.user = user
    return set(CertificateList(request, Certificate.objects.for_list()).queryset.values_list("ref", flat=True))


def compare(drawn: list[Told], rows: list[Certificate], user: User) -> None:
    own = Certificate.objects.filter(pk__in=[row.pk for row in rows])
    found = portfolio(at_once(portfolio_rows(own, on=TODAY)), on=TODAY)
    named = dict(zip((row.ref for row in rows), drawn, strict=True))
    for days in (30, 60, 90, 180):
        wanted = {ref for ref, one in named.items() if one.is_live and one.expires <= days}
        assert set(found.expiring[days]) == wanted
        assert listed(user, ends=str(days)) == wanted
    sets = {
        "live": {ref for ref, one in named.items() if one.is_live},
        "suspended": {ref for ref, one in named.items() if one.is_live and one.state == "suspended"},
        "restorable": {ref for ref, one in named.items() if is_restorable(one)},
        "breach": {ref for ref, one in named.items() if is_missing(one)},
    }
    counts = {
        "live": found.live,
        "suspended": found.suspended,
        "restorable": found.restorable,
        "breach": found.breaches,
    }
    for name, wanted in sets.items():
        assert counts[name] == len(wanted), name
        assert listed(user, standing=name) == wanted, name


def test_every_count_and_its_list_are_those_of_the_definition(company):
    user = company.cast["ines"]

    @settings(
        max_examples=25,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=True,
    )
    @given(st.lists(TOLD, min_size=1, max_size=10))
    def check(drawn: list[Told]) -> None:
        with transaction.atomic():
            compare(drawn, write(company, drawn), user)
            transaction.set_rollback(True)

    check()


# Access from outside.


@pytest.fixture
def measured(room):
    """Claire's room was opened on 20 November and is over after the 30th."""
    return lambda on: access(at_once(access_rows(Grant.objects.all(), User.objects.all(), on=on)))


def session(user: User) -> Session:
    end = datetime(2027, 1, 1, tzinfo=ZoneInfo("UTC"))
    return Session.objects.create(session_key="k", session_data="", expire_date=end, user=user, seen_at=end)


def test_a_room_counts_as_used_once_somebody_looked_into_it(measured, room, browse):
    assert (measured(TODAY).opened, measured(TODAY).used) == (1, 0)

    browse("claire").get(f"/room/{room.uuid}/")

    assert measured(TODAY).used == 1


def test_a_session_past_the_end_of_the_only_room_is_found(measured, room, company, finding):
    session(company.cast["claire"])

    assert measured(TODAY).past_end == 0
    assert measured(date(2026, 12, 2)).past_end == 1

    approved(company, [(K.AUDIT, finding.audit)], nda=room.nda, valid_until=TODAY + timedelta(days=40))
    assert measured(date(2026, 12, 2)).past_end == 0


def test_a_session_that_outlives_the_end_of_its_room_is_found_on_the_day_itself(measured, room, company):
    revoke_grant(actor=company.cast["carla"], grant=room, on=TODAY, reason="Over.")
    assert measured(TODAY).past_end == 0

    session(company.cast["claire"])
    assert measured(TODAY).past_end == 1


def test_an_open_account_of_somebody_who_left_is_found(measured, company):
    person = company.person("leo")
    type(person).objects.filter(pk=person.pk).update(left_on=TODAY)

    assert measured(TODAY).leavers == 0
    assert measured(TODAY + timedelta(days=1)).leavers == 1
