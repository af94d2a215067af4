"""The doors tell nobody which addresses have accounts: not by what they say, not by how long they take."""

import time
from collections.abc import Callable

import pytest
from django.contrib.auth import backends
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from foundation.directory.models import Person, User
from foundation.models import Event, Notification
from foundation.signin.invitations import invite
from tests.foundation.door import body, with_password

pytestmark = pytest.mark.anywhere

KNOWN, UNKNOWN, CLOSED, LEFT = (f"{name}@meridane.example" for name in ("priya", "nobody", "tobias", "emma"))
SAMPLES = 40  # of each kind; see advantage()
ADVANTAGE = 0.3


class Quick(Argon2PasswordHasher):
    """The real one with less to do: still several times what the rest of a sign-in takes."""

    time_cost, memory_cost, parallelism = 3, 32 * 1024, 1


@pytest.fixture
def addresses(cast, settings):
    """A known address, an unknown one, one of a closed account and one of somebody who has left."""
    cache.clear()
    settings.PASSWORD_HASHERS = [f"{__name__}.Quick"]
    for name in ("priya", "tobias", "emma"):
        with_password(cast[name])
    User.objects.filter(email=CLOSED).update(is_active=False)
    Person.objects.filter(pk=cast["emma"].person_id).update(left_on="2025-12-31")


def sign_in(email):
    return Client().post(reverse("account_login"), {"login": email, "password": "wrong wrong wrong"})


def ask(email):
    return Client().post(reverse("account_reset_password"), {"email": email})


def seconds(act: Callable[[], object]) -> float:
    """How long it takes; what it wrote is taken back, so that the tables do not grow from one to the next."""
    cache.clear()
    point = transaction.savepoint()
    started = time.perf_counter()
    act()
    taken = time.perf_counter() - started
    transaction.savepoint_rollback(point)
    return taken


def advantage(first: Callable[[], object], second: Callable[[], object]) -> float:
    """By how much a guess by time beats tossing a coin (Mann and Whitney's U, as a share, less one half).

    0.5: one always takes longer, and a door without the dummy hash is there at once. With the same work on both sides it
    lies near 0 with a deviation of 0.065 for forty of each, so 0.3 is reached once in 300,000 runs.
    """
    first(), second()
    pairs = [(seconds(first), seconds(second)) for _turn in range(SAMPLES)]
    ones, others = zip(*pairs, strict=True)
    longer = sum((one > other) + 0.5 * (one == other) for one in ones for other in others)
    return longer / SAMPLES**2 - 0.5


@pytest.mark.parametrize("other", [UNKNOWN, CLOSED, LEFT])
def test_a_refused_sign_in_says_the_same_whoever_it_is_about(addresses, other):
    known, theirs = sign_in(KNOWN), sign_in(other)

    same = body(known).replace(KNOWN.encode(), b"") == body(theirs).replace(other.encode(), b"")
    assert (known.status_code, same) == (theirs.status_code, True)


@pytest.mark.parametrize("other", [UNKNOWN, CLOSED, LEFT])
def test_a_refused_sign_in_takes_as_long_whoever_it_is_about(addresses, other):
    assert abs(advantage(lambda: sign_in(KNOWN), lambda: sign_in(other))) < ADVANTAGE


def test_the_measure_notices_a_door_that_does_not_hash(addresses, monkeypatch):
    monkeypatch.setattr(backends.UserModel, "set_password", lambda *args: None)

    assert advantage(lambda: sign_in(KNOWN), lambda: sign_in(UNKNOWN)) > ADVANTAGE


@pytest.mark.parametrize("other", [UNKNOWN, CLOSED, LEFT])
def test_asking_for_a_link_says_the_same_for_every_address(addresses, other):
    known, theirs = ask(KNOWN), ask(other)

    assert (known.status_code, known["Location"], body(known)) == (theirs.status_code, theirs["Location"], body(theirs))


def rows_written(email):
    before = Event.objects.count(), Notification.objects.count()
    ask(email)
    return Event.objects.count() - before[0], Notification.objects.count() - before[1]


@pytest.mark.parametrize("other", [UNKNOWN, CLOSED, LEFT])
def test_asking_for_a_link_writes_the_same_rows_for_every_address(addresses, other):
    assert rows_written(KNOWN) == rows_written(other) == (1, 1)


def statements(act, django_assert_max_num_queries):
    with django_assert_max_num_queries(100) as asked:
        act()
    return len(asked)


@pytest.mark.parametrize("other", [UNKNOWN, CLOSED, LEFT])
def test_asking_for_a_link_costs_the_database_about_the_same(addresses, other, django_assert_max_num_queries):
    known = statements(lambda: ask(KNOWN), django_assert_max_num_queries)

    assert abs(known - statements(lambda: ask(other), django_assert_max_num_queries)) <= 2


def test_every_link_that_does_not_work_says_the_same(cast):
    """An invitation that was never sent, one with a wrong key, one of an account that was closed meanwhile."""
    sent, closed = invite(actor=cast["adam"], user=cast["emma"]), invite(actor=cast["adam"], user=cast["omar"])
    User.objects.filter(pk=cast["omar"].pk).update(is_active=False)
    unknown = "00000000-0000-4000-8000-000000000000"

    pages = [
        Client().get(f"/accounts/invitation/{one}/wrong/", follow=True) for one in (sent.uuid, closed.uuid, unknown)
    ]

    assert len({(page.status_code, body(page)) for page in pages}) == 1
