"""Signatures and sealed secrets: the specification's own example, rotation of both kinds of key, and tampering."""

import subprocess
import uuid
from datetime import UTC, datetime

import pytest

from foundation.sealing import CannotUnseal, is_of_present_key, seal, unseal
from foundation.webhooks.signing import fresh_secret, headers, signature

ROW = uuid.uuid4()


def test_the_example_of_the_specification_comes_out():
    """Source: the reference vector of the Standard Webhooks test suites."""
    signed = signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        message="msg_p5jXN8AQM9LWM0D4loKWxJek",
        timestamp=1614265330,
        body=b'{"test": 2432232314}',
    )

    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_two_secrets_give_two_signatures():
    one, two = fresh_secret(), fresh_secret()

    signed = headers([one, two], message="msg_1", at=datetime(2026, 11, 20, tzinfo=UTC), body=b"{}")

    assert signed["webhook-timestamp"] == "1795132800"
    assert signed["webhook-signature"].split(" ") == [
        signature(secret, message="msg_1", timestamp=1795132800, body=b"{}") for secret in (one, two)
    ]


def test_secrets_are_long_and_each_is_new():
    secrets = {fresh_secret() for _each in range(50)}

    assert len(secrets) == 50
    assert all(secret.startswith("whsec_") and len(secret) == len("whsec_") + 44 for secret in secrets)


def test_what_is_sealed_opens_again_and_does_not_show():
    sealed = seal("whsec_canary", purpose="tests", of=ROW)

    assert unseal(sealed, purpose="tests", of=ROW) == "whsec_canary"
    assert b"canary" not in sealed
    assert seal("whsec_canary", purpose="tests", of=ROW) != sealed


@pytest.mark.parametrize("at", [0, 1, 5, 20, -1])
def test_one_changed_byte_keeps_it_closed(at):
    sealed = bytearray(seal("whsec_canary", purpose="tests", of=ROW))
    sealed[at] ^= 1

    with pytest.raises(CannotUnseal):
        unseal(bytes(sealed), purpose="tests", of=ROW)


def test_it_opens_neither_for_another_row_nor_for_another_purpose():
    sealed = seal("whsec_canary", purpose="tests", of=ROW)

    with pytest.raises(CannotUnseal):
        unseal(sealed, purpose="tests", of=uuid.uuid4())
    with pytest.raises(CannotUnseal):
        unseal(sealed, purpose="others", of=ROW)


def test_an_earlier_key_opens_until_it_is_dropped(settings):
    settings.SECRET_KEY = "the first key"
    sealed = seal("whsec_canary", purpose="tests", of=ROW)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the second key", ["the first key"]
    assert unseal(sealed, purpose="tests", of=ROW) == "whsec_canary"
    assert not is_of_present_key(sealed, purpose="tests")

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(CannotUnseal, match="SECRET_KEY_FALLBACKS"):
        unseal(sealed, purpose="tests", of=ROW)


def test_a_tool_of_others_comes_to_the_same_signature():
    """`openssl` computes what docs/webhooks.md tells receivers to compute."""
    key = b"0123456789abcdef0123456789abcdef"
    secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
    command = ["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", f"hexkey:{key.hex()}", "-binary"]
    told = subprocess.run(command, input=b"msg_1.1795132800.{}", capture_output=True, check=True).stdout
    base64 = subprocess.run(["openssl", "base64", "-A"], input=told, capture_output=True, check=True).stdout.decode()

    assert signature(secret, message="msg_1", timestamp=1795132800, body=b"{}") == f"v1,{base64}"
