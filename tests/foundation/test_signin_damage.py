"""What no browser sends is refused like any other mistake, and nothing secret comes to light on the way."""

import io
import json
import logging

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from foundation.models import Event
from tests.foundation.door import PASSWORD, SECRET, code_of, sign_in, signed_in, with_app, with_password

WHOLE = {
    "id": "AAAA",
    "rawId": "AAAA",
    "type": "public-key",
    "clientExtensionResults": {},
    "response": {"clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": "AAAA", "userHandle": "MQ"},
}
NEW = WHOLE | {"response": {"clientDataJSON": "e30", "attestationObject": "oA"}}
DAMAGED = {
    "nothing": "",
    "no JSON": "{",
    "null": "null",
    "a number": "7",
    "a list": "[]",
    "a text": '"x"',
    "empty": "{}",
    "whole": json.dumps(WHOLE),
    "new": json.dumps(NEW),
    "no response": json.dumps({**WHOLE, "response": None}),
    "a response of text": json.dumps({**WHOLE, "response": "x"}),
    "a response of a list": json.dumps({**WHOLE, "response": [1]}),
    "no handle": json.dumps({**WHOLE, "response": {**WHOLE["response"], "userHandle": None}}),
    "a number for a handle": json.dumps({**WHOLE, "response": {**WHOLE["response"], "userHandle": 7}}),
    "an endless handle": json.dumps({**WHOLE, "response": {**WHOLE["response"], "userHandle": "eno" * 3000}}),
    "a huge handle": json.dumps({**WHOLE, "response": {**WHOLE["response"], "userHandle": "enp6enp6enp6enp6enp6enp6"}}),
    "bytes that are no text": json.dumps({**WHOLE, "response": {**WHOLE["response"], "userHandle": "_____w"}}),
    "no base64": json.dumps({**WHOLE, "rawId": "*", "id": "*"}),
    "data that is no JSON": json.dumps({**WHOLE, "response": {**WHOLE["response"], "clientDataJSON": "AAAA"}}),
    "very much": json.dumps({**WHOLE, "more": "x" * 50_000}),
    "deep": "[" * 5000 + "]" * 5000,
}


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.mark.parametrize("what", DAMAGED)
def test_a_damaged_passkey_signs_nobody_in(client, cast, what):
    client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})

    answer = client.post(reverse("mfa_login_webauthn"), {"credential": DAMAGED[what]})

    assert (answer.status_code, answer["Location"]) == (302, reverse("account_login"))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("what", DAMAGED)
def test_a_damaged_passkey_is_no_second_step(cast, what):
    client = Client()
    sign_in(client, with_password(with_app(cast["priya"])))
    client.get(reverse("mfa_authenticate"))

    answer = client.post(reverse("mfa_authenticate"), {"credential": DAMAGED[what]})

    assert answer.status_code in (200, 422)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("what", DAMAGED)
def test_a_damaged_passkey_is_not_added(cast, what):
    client = signed_in(cast["priya"])
    client.get(reverse("mfa_add_webauthn"))

    answer = client.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": DAMAGED[what]})

    assert answer.status_code == 422
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("code", ["", " ", "x" * 5000, "\x00", "１２３４５６", "12345", "1234567", "-1", "None"])
def test_a_code_that_is_none_is_refused(cast, code):
    client = Client()
    sign_in(client, with_password(with_app(cast["priya"])))

    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 422


def test_a_refused_passkey_is_in_the_log(client, cast):
    client.post(reverse("mfa_login_webauthn"), {"credential": DAMAGED["whole"]})

    assert Event.objects.filter(kind="account.passkey_refused").count() == 1


def test_no_secret_stands_in_a_log_or_an_event(cast, monkeypatch):
    """Password, secret of the app, codes, recovery codes and the session's id, on every way through the doors."""
    written = io.StringIO()
    listener = logging.StreamHandler(written)
    listener.setLevel(logging.DEBUG)
    logging.getLogger().addHandler(listener)
    user, client = with_password(with_app(cast["priya"])), Client()
    recovery = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    secrets = [PASSWORD, SECRET, code_of(), recovery, "canary-typed-wrong"]

    sign_in(client, user, "canary-typed-wrong")
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_of()})
    secrets.append(client.session.session_key)
    client.post(reverse("account_reauthenticate"), {"password": "canary-typed-wrong"})
    client.post(reverse("mfa_reauthenticate"), {"code": recovery})
    new = "four ships, five bells canary"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    logging.getLogger().removeHandler(listener)

    kept = written.getvalue() + str(list(Event.objects.values_list("content__summary", "content__details")))
    assert "account/" in kept or "accounts/" in kept
    assert [secret for secret in [*secrets, new] if secret in kept] == []
