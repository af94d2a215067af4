from datetime import date

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from foundation import outbox, policy
from foundation.directory.models import Person
from foundation.models import Event, Policy, Session
from foundation.signin.standing import may_enter
from foundation.tasks import tidy_sign_in
from tests.company import TODAY
from tests.entered import come_in
from tests.foundation.door import PASSWORD, is_signed_in, link_in, sign_in, signed_in, with_password

MORNING = "2026-11-20T06:00:00+00:00"
HOUR = 3600


@pytest.fixture(autouse=True)
def clock():
    cache.clear()
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


def goes_on(clock, client, *, every, times):
    """Whether the person is still signed in after using it so often."""
    for _time in range(times):
        clock.shift(every)
        if not is_signed_in(client):
            return False
    return True


@pytest.mark.parametrize(("who", "minutes"), [("claire", 30), ("igor", 30), ("priya", 480), ("adam", 480)])
def test_a_session_that_is_not_used_ends(cast, clock, who, minutes):
    short, long = come_in(Client(), cast[who]), come_in(Client(), cast[who])
    key = long.session.session_key

    clock.shift(minutes * 60 - 1)
    in_time = is_signed_in(short)
    clock.shift(1)

    assert (in_time, is_signed_in(long)) == (True, False)
    assert not Session.objects.filter(session_key=key).exists()


def test_a_session_that_is_used_goes_on(cast, clock):
    assert goes_on(clock, come_in(Client(), cast["claire"]), every=29 * 60, times=10)


def test_after_twelve_hours_everybody_signs_in_again(cast, clock):
    client = come_in(Client(), cast["priya"])

    assert goes_on(clock, client, every=HOUR, times=11)
    clock.shift(HOUR)
    assert not is_signed_in(client)


def test_the_limits_are_policies(cast, clock):
    Policy.objects.create(
        key="signin.idle_minutes", version=2, value=10, effective_from=date(2026, 11, 1), reason="Open offices."
    )
    client = come_in(Client(), cast["priya"])

    clock.shift(10 * 60)

    assert not is_signed_in(client)


@pytest.mark.parametrize("key", ["signin.idle_minutes", "signin.idle_minutes_outside", "signin.session_hours"])
@pytest.mark.parametrize("value", [0, -1, 1000, "30", 1.5, None, True])
def test_a_limit_that_makes_no_sense_is_refused(key, value):
    with pytest.raises(ValidationError):
        policy.declaration(key).check(value)


def test_who_was_signed_out_is_told_why_at_the_door(cast, clock):
    client = come_in(Client(), cast["priya"])
    clock.shift(9 * HOUR)

    page = client.get(reverse("foundation:my_work"), follow=True)

    assert page.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert "nothing was done for a while" in page.content.decode()


def test_a_session_that_ran_out_is_in_the_log(cast, clock):
    client = come_in(Client(), cast["priya"])
    clock.shift(9 * HOUR)

    client.get(reverse("foundation:home"))

    event = Event.objects.about(cast["priya"]).get(kind="account.session_ended")
    assert event.content.details == {"why": "idle"}


def test_that_a_session_is_used_is_written_once_a_minute(cast, clock, django_assert_num_queries):
    client = come_in(Client(), cast["priya"])
    session = Session.objects.get(user=cast["priya"])

    for _second in range(59):
        clock.shift(1)
        is_signed_in(client)
    within = Session.objects.get(user=cast["priya"]).seen_at
    clock.shift(1)
    is_signed_in(client)

    assert within == session.seen_at
    assert (Session.objects.get(user=cast["priya"]).seen_at - session.seen_at).seconds == 60


def test_a_session_without_its_beginning_opens_nothing(cast, clock):
    client = come_in(Client(), cast["priya"])
    session = client.session
    del session["since"]
    session.save()

    clock.shift(61)

    assert not is_signed_in(client)


@pytest.mark.parametrize("facts", [{"left_on": TODAY}, {"contract_end": TODAY}])
def test_a_session_ends_with_the_last_day_of_work(cast, clock, facts):
    clock.shift(12 * HOUR)
    client = come_in(Client(), cast["emma"])
    Person.objects.filter(pk=cast["emma"].person_id).update(**facts)

    clock.shift(5 * HOUR)
    on_the_last_day = is_signed_in(client)
    clock.shift(HOUR)

    assert (on_the_last_day, is_signed_in(client)) == (True, False)


def test_who_no_longer_works_here_cannot_be_told_from_an_unknown_address(cast, client):
    with_password(cast["emma"])
    Person.objects.filter(pk=cast["emma"].person_id).update(left_on=date(2026, 11, 19))

    answer = sign_in(client, cast["emma"])

    assert answer.status_code == 422
    assert "do not belong together" in answer.content.decode()


def test_who_starts_tomorrow_does_not_enter_today(cast):
    Person.objects.filter(pk=cast["emma"].person_id).update(start_on=date(2026, 11, 21))

    assert not may_enter(cast["emma"], TODAY)
    assert may_enter(cast["emma"], date(2026, 11, 21))


def test_setting_a_password_by_link_ends_every_session(cast):
    client = signed_in(cast["priya"])
    Client().post(reverse("account_reset_password"), {"email": cast["priya"].email})
    outbox.send_waiting()
    other = Client()
    page = other.get(link_in(mail.outbox[-1].body), follow=True)
    other.post(
        page.request["PATH_INFO"], {"password1": "four ships, five bells", "password2": "four ships, five bells"}
    )

    assert not Session.objects.filter(user=cast["priya"]).exists()
    assert not is_signed_in(client)


def test_a_changed_password_leaves_one_session(cast):
    here, elsewhere = signed_in(cast["priya"]), come_in(Client(), cast["priya"])

    fields = {"oldpassword": PASSWORD, "password1": "four ships, five bells", "password2": "four ships, five bells"}
    here.post(reverse("account_change_password"), fields)

    assert Session.objects.filter(user=cast["priya"]).count() == 1
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)


def test_signing_out_everywhere_else_ends_sessions_that_no_list_shows(cast):
    here, elsewhere = signed_in(cast["priya"]), come_in(Client(), cast["priya"])

    here.post(reverse("usersessions_list"))

    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)


def test_what_ran_out_is_tidied_away(cast, clock):
    come_in(Client(), cast["priya"])

    clock.shift(25 * HOUR)
    tidy_sign_in()

    assert not Session.objects.exists()


@pytest.mark.parametrize(("minutes", "good"), [(30, True), (31, False), (4, False)])
def test_people_outside_never_stay_longer_than_half_an_hour(minutes, good):
    """Source: S-13."""
    check = policy.declaration("signin.idle_minutes_outside").check

    if good:
        check(minutes)
    else:
        with pytest.raises(ValidationError):
            check(minutes)
