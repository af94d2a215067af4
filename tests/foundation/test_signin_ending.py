import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from foundation.models import Event, Session
from foundation.signin import ending
from foundation.signin.ending import end_access
from tests.foundation.door import is_signed_in, sign_in, signed_in


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def two_browsers(cast):
    """Priya is signed in twice."""
    here, elsewhere = signed_in(cast["priya"]), Client()
    sign_in(elsewhere, cast["priya"])
    return here, elsewhere


def test_a_session_knows_whose_it_is(cast):
    client = signed_in(cast["priya"])

    assert Session.objects.get(session_key=client.session.session_key).user == cast["priya"]


def test_ending_access_ends_every_session_of_the_account_at_once(cast, two_browsers):
    ended = end_access(cast["priya"])

    assert ended == 2
    assert [is_signed_in(browser) for browser in two_browsers] == [False, False]


def test_sessions_that_signed_in_by_another_way_end_as_well(cast, browse):
    client = browse("priya")

    end_access(cast["priya"])

    assert not is_signed_in(client)


def test_one_session_may_stay(cast, two_browsers):
    here, elsewhere = two_browsers

    ended = end_access(cast["priya"], keep=here.session.session_key)

    assert ended == 1
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)


def test_other_people_stay_signed_in(cast, two_browsers):
    other = signed_in(cast["tobias"])

    end_access(cast["priya"])

    assert is_signed_in(other)


def test_a_session_that_is_written_while_it_is_ended_does_not_come_back(cast):
    """A slow request that began before saves its session after."""
    client = signed_in(cast["priya"])
    slow = client.session

    end_access(cast["priya"])

    with pytest.raises(UpdateError):
        slow.save()
    assert not Session.objects.filter(user=cast["priya"]).exists()


def test_ending_access_is_undone_with_what_it_belongs_to(cast):
    client = signed_in(cast["priya"])

    with transaction.atomic():
        end_access(cast["priya"])
        transaction.set_rollback(True)

    assert is_signed_in(client)


def test_other_ways_in_end_too_unless_a_session_stays(cast, monkeypatch):
    asked = []
    monkeypatch.setattr(ending, "_enders", [lambda user: asked.append(user) or 3])

    assert end_access(cast["priya"], keep="the session of a changed password") == 0
    assert end_access(cast["priya"]) == 3
    assert asked == [cast["priya"]]


def test_ended_access_is_in_the_log_once_and_not_when_nothing_was_open(cast, two_browsers):
    end_access(cast["priya"])
    end_access(cast["priya"])

    lines = Event.objects.about(cast["priya"]).filter(kind="account.access_ended")
    assert [line.content.details for line in lines] == [{"count": 2}]
