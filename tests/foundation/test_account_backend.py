"""The account of a session and the roles it holds today, read together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.access import live_grants
from foundation.directory.models import User
from foundation.signin.backend import AccountBackend

pytestmark = pytest.mark.usefixtures("company")


def read(user: User | None) -> tuple[User | None, int]:
    with CaptureQueriesContext(connection) as seen:
        found = AccountBackend().get_user(user.pk if user else 0)
        if found is not None:
            live_grants(found)
    return found, len(seen)


def test_the_roles_come_with_the_account(cast):
    ines = cast["ines"]
    found, queries = read(ines)

    assert (found, queries) == (ines, 1)
    assert live_grants(found) == live_grants(User.objects.get(pk=ines.pk)) != []


def test_who_holds_nothing_is_found_as_well(cast):
    cast["ines"].role_grants.all().update(to_on="2000-01-01", from_on="1999-01-01")
    found, queries = read(cast["ines"])

    assert (found, queries) == (cast["ines"], 2)
    assert live_grants(found) == []


def test_a_closed_account_is_nobody_whatever_it_held(cast):
    User.objects.filter(pk=cast["ines"].pk).update(is_active=False)

    assert read(cast["ines"])[0] is None


def test_an_account_that_is_not_there_is_nobody(db):
    assert read(None)[0] is None
