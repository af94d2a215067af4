import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from foundation.access import robot
from foundation.models import Event
from tests.foundation.door import PASSWORD, code_of, sign_in, signed_in, with_app, with_password


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def kinds(user):
    return [event.kind for event in Event.objects.about(user).filter(kind__startswith="account.").order_by("pk")]


def last(user):
    return Event.objects.about(user).select_related("content").order_by("-pk")[0]


def test_a_sign_in_is_in_the_log_with_its_address(cast):
    client = Client(REMOTE_ADDR="198.51.100.7")

    sign_in(client, with_password(cast["priya"]))

    event = last(cast["priya"])
    assert (event.kind, event.content.actor, event.content.ip) == ("account.signed_in", cast["priya"], "198.51.100.7")
    assert event.content.details == {"how": "password"}


def test_a_sign_in_with_a_code_says_so(cast):
    client = Client()
    sign_in(client, with_app(with_password(cast["priya"])))

    client.post(reverse("mfa_authenticate"), {"code": code_of()})

    assert last(cast["priya"]).content.details == {"how": "password + totp"}


def test_a_refused_password_is_in_the_log(cast):
    sign_in(Client(), with_password(cast["priya"]), "wrong wrong wrong")

    assert (last(cast["priya"]).kind, last(cast["priya"]).content.actor) == ("account.sign_in_failed", robot())


def test_a_refused_sign_in_keeps_nothing_that_was_typed(cast):
    Client().post(
        reverse("account_login"), {"login": "secret-typed-here@x.example", "password": "canary canary canary"}
    )

    event = last(robot())
    assert event.kind == "account.sign_in_failed"
    assert "secret-typed" not in f"{event.content.summary}{event.content.details}"


def test_a_refused_code_is_in_the_log(cast):
    client = Client()
    sign_in(client, with_app(with_password(cast["priya"])))

    client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert last(cast["priya"]).kind == "account.code_refused"


def test_a_sign_out_is_in_the_log(cast):
    signed_in(cast["priya"]).post(reverse("account_logout"))

    assert kinds(cast["priya"]) == ["account.signed_in", "account.signed_out"]


def test_a_changed_password_is_in_the_log(cast):
    fields = {"oldpassword": PASSWORD, "password1": "four ships, five bells", "password2": "four ships, five bells"}

    signed_in(cast["priya"]).post(reverse("account_change_password"), fields)

    assert "account.password_changed" in kinds(cast["priya"])


@pytest.mark.django_db(transaction=True)
def test_setting_up_and_removing_an_app_is_in_the_log_and_is_told(cast):
    client = signed_in(cast["priya"])
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    client.post(reverse("mfa_deactivate_totp"))

    assert kinds(cast["priya"])[-2:] == ["account.second_factor_added", "account.second_factor_removed"]
    told = set(cast["priya"].notifications.values_list("event__kind", flat=True))
    assert {"account.second_factor_added", "account.second_factor_removed"} <= told


def test_asking_for_a_link_is_in_the_log_of_the_account(cast):
    Client().post(reverse("account_reset_password"), {"email": cast["priya"].email})

    assert (last(cast["priya"]).kind, last(cast["priya"]).content.actor) == ("account.link_asked", robot())


def test_ended_sessions_are_in_the_log(cast):
    here = signed_in(cast["priya"])
    sign_in(Client(), cast["priya"])

    here.post(reverse("usersessions_list"))

    event = last(cast["priya"])
    assert (event.kind, event.content.details) == ("account.sessions_ended", {"count": 1})
