import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from foundation.access import Role
from foundation.signin import codes, sealing
from tests.company import grant
from tests.foundation.door import PASSWORD, SECRET, code_of, is_signed_in, sign_in, signed_in, with_app, with_password

NOON = "2026-11-20T12:00:05+00:00"


@pytest.fixture(autouse=True)
def a_still_clock():
    cache.clear()
    with time_machine.travel(NOON, tick=False):
        yield


def at_the_second_step(user):
    """A browser that has typed the password of an account with an app."""
    client = Client()
    sign_in(client, with_password(user))
    return client


def type_code(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def again(client):
    """Passes the question whether it is you."""
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def set_up(client):
    """Sets the app up as a person does and returns the answer to the first code."""
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    return client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})


def test_our_codes_are_those_of_the_standard():
    """RFC 6238, appendix B, of which six digits are the last six."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert [code_of(secret, at=moment) for moment in (59, 1111111109, 20000000000)] == ["287082", "081804", "353130"]


def test_after_the_password_the_code_is_asked_for(cast):
    client = at_the_second_step(with_app(cast["priya"]))

    assert not is_signed_in(client)
    assert type_code(client, code_of()).status_code == 302
    assert is_signed_in(client)


def test_a_wrong_code_is_refused(cast):
    client = at_the_second_step(with_app(cast["priya"]))

    response = type_code(client, "000000")

    assert response.status_code == 422
    assert "This code is not right" in response.content.decode()
    assert not is_signed_in(client)


def test_a_code_works_once(cast):
    type_code(at_the_second_step(with_app(cast["priya"])), code_of())
    other = Client()
    sign_in(other, cast["priya"])

    type_code(other, code_of())

    assert not is_signed_in(other)


@pytest.mark.parametrize("seconds", [-30, 30])
def test_a_code_lives_thirty_seconds(cast, seconds):
    client = at_the_second_step(with_app(cast["priya"]))

    with time_machine.travel(NOON, tick=False) as clock:
        code = code_of()
        clock.shift(seconds)
        type_code(client, code)

    assert not is_signed_in(client)


def test_guessing_codes_is_stopped(cast):
    client = at_the_second_step(with_app(cast["priya"]))
    for number in range(6):
        response = type_code(client, f"{number:06d}")

    assert "Too many attempts" in response.content.decode()
    type_code(client, code_of())
    assert not is_signed_in(client)


def test_a_recovery_code_works_once_in_place_of_the_app(cast):
    with_app(cast["priya"])
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    first, second = at_the_second_step(cast["priya"]), at_the_second_step(cast["priya"])

    type_code(first, code)
    type_code(second, code)

    assert (is_signed_in(first), is_signed_in(second)) == (True, False)


def test_setting_up_the_app_asks_again_who_one_is(cast):
    client = signed_in(cast["priya"])

    with time_machine.travel("2026-11-20T12:05:05+00:00", tick=False):
        response = client.get(reverse("mfa_activate_totp"))

    assert response["Location"].startswith(reverse("account_reauthenticate"))


def test_a_person_sets_up_the_app_and_gets_recovery_codes_once(cast):
    client = signed_in(cast["priya"])
    again(client)

    response = set_up(client)
    first = client.get(response["Location"]).content.decode()
    second = client.get(response["Location"]).content.decode()

    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert len(codes) == 10
    assert all(code in first for code in codes)
    assert not any(code in second for code in codes)


def test_the_secret_is_not_kept_as_it_is(cast):
    with_app(cast["priya"])

    kept = Authenticator.objects.get(type="totp").data["secret"]

    assert SECRET not in kept
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of())


def test_the_secret_is_readable_after_the_key_was_changed(cast, settings):
    with_app(cast["priya"])

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = (
        [settings.SECRET_KEY],
        "another key of at least fifty characters, it says here",
    )

    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of())


@pytest.mark.parametrize("who", ["adam", "claire", "igor"])
def test_administrators_and_outsiders_can_do_nothing_before_they_have_an_app(cast, who):
    client = signed_in(cast[who])

    for name in ("foundation:home", "foundation:notifications", "foundation:account", "usersessions_list"):
        assert client.get(reverse(name))["Location"] == reverse("mfa_choose")


@pytest.mark.django_db(transaction=True)
def test_an_administrator_goes_on_after_setting_up_the_app(cast):
    client = signed_in(cast["adam"])
    again(client)
    page = client.get(reverse("foundation:home"), follow=True)
    assert "Your account needs a second factor" in page.content.decode()

    set_up(client)

    assert is_signed_in(client)


def test_an_administrator_who_signs_in_with_a_code_is_not_stopped(cast):
    client = at_the_second_step(with_app(cast["adam"]))

    type_code(client, code_of())

    assert is_signed_in(client)


def test_an_administrator_who_removes_the_app_sets_up_another_first(cast):
    client = at_the_second_step(with_app(cast["adam"]))
    type_code(client, code_of())
    again(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert client.get(reverse("foundation:account"))["Location"] == reverse("mfa_choose")


def test_others_may_go_without_a_second_factor(cast):
    assert is_signed_in(signed_in(cast["priya"]))


def test_who_waits_for_the_app_can_still_sign_out(cast):
    client = signed_in(cast["claire"])

    client.post(reverse("account_logout"))

    assert client.get(reverse("foundation:home"))["Location"].startswith(reverse("account_login"))


def test_who_becomes_an_administrator_sets_up_a_second_factor_before_anything_else(cast, company):
    client = signed_in(cast["priya"])
    assert is_signed_in(client)

    grant(cast["priya"], (Role.ADM, company.units["MN"]))

    assert client.get(reverse("foundation:account"))["Location"] == reverse("mfa_choose")


def test_who_must_set_one_up_may_choose_between_passkey_and_app(cast):
    page = signed_in(cast["claire"]).get(reverse("mfa_choose")).content.decode()

    assert reverse("mfa_add_webauthn") in page
    assert reverse("mfa_activate_totp") in page


def test_removing_the_app_ends_the_other_sessions(cast):
    here, elsewhere = at_the_second_step(with_app(cast["priya"])), at_the_second_step(cast["priya"])
    type_code(here, code_of())
    type_code(elsewhere, Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0])
    assert is_signed_in(elsewhere)

    here.post(reverse("mfa_deactivate_totp"))

    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)


def test_a_code_works_once_even_where_each_process_has_a_cache_of_its_own(cast):
    type_code(at_the_second_step(with_app(cast["priya"])), code_of())
    other = at_the_second_step(cast["priya"])

    cache.clear()
    type_code(other, code_of())

    assert not is_signed_in(other)


def test_the_code_that_set_up_the_app_does_not_sign_in(cast):
    client = signed_in(cast["priya"])
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    other = at_the_second_step(cast["priya"])

    type_code(other, code_of(secret))

    assert not is_signed_in(other)


def test_used_codes_are_forgotten_when_no_clock_can_show_them_again(cast):
    type_code(at_the_second_step(with_app(cast["priya"])), code_of())

    assert codes.tidy() == 0
    with time_machine.travel("2026-11-20T12:10:05+00:00", tick=False):
        assert codes.tidy() == 1


@pytest.mark.django_db(transaction=True)
def test_a_session_gets_a_new_id_when_a_second_factor_is_set_up(cast):
    client = signed_in(cast["priya"])
    before = client.session.session_key

    set_up(client)

    assert client.session.session_key != before
    assert is_signed_in(client)


def test_after_a_change_of_key_secrets_are_sealed_anew_so_that_the_old_key_may_go(cast, settings):
    with_app(cast["priya"])
    old, new = settings.SECRET_KEY, "another key of at least fifty characters, it says here"
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = new, [old]

    renewed, again = sealing.renew(), sealing.renew()
    settings.SECRET_KEY_FALLBACKS = []

    assert (renewed, again) == (2, 0)
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of())
    assert len(Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()) == 10


def test_where_the_key_is_lost_a_code_is_refused_and_nothing_breaks(cast, settings):
    client = at_the_second_step(with_app(cast["priya"]))
    Authenticator.objects.filter(type="totp").update(data={"secret": "made under a key that is lost"})

    assert type_code(client, code_of()).status_code == 422
    assert sealing.renew() == 0
