"""Tokens: made by their owner, shown once, hashed, limited, dead when they should be."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from foundation.access import Role
from foundation.models import ApiToken, Event, Notification
from foundation.refusals import Refused
from foundation.signin.ending import end_access
from foundation.tokens import make_token, revoke_token
from tests.api.conftest import token_of
from tests.company import grant
from tests.entered import come_in
from tests.foundation.door import with_password


def test_only_the_hash_of_the_secret_is_kept(cast):
    token, secret = make_token(actor=cast["ines"], name="Nightly export", scope="read", days=30)

    assert secret.startswith("attest_")
    kept = " ".join(str(value) for value in ApiToken.objects.filter(pk=token.pk).values().get().values())
    assert secret not in kept
    assert secret[20:] not in kept
    assert secret not in str(list(Event.objects.values_list("content__summary", "content__details")))


def test_making_and_revoking_are_events_and_the_owner_is_told(cast):
    token, _secret = make_token(actor=cast["ines"], name="Nightly export", scope="read", days=30)
    revoke_token(actor=cast["ines"], token=token)

    kinds = list(Event.objects.filter(kind__startswith="account.token").values_list("kind", flat=True).order_by("pk"))
    assert kinds == ["account.token_made", "account.token_revoked"]
    assert Notification.objects.filter(user=cast["ines"], event__kind="account.token_made").exists()


@pytest.mark.parametrize("days", [0, 366])
def test_a_token_lasts_no_longer_than_the_policy(cast, days):
    with pytest.raises(ValidationError):
        make_token(actor=cast["ines"], name="Export", scope="read", days=days)


def test_people_outside_make_no_token_while_no_room_is_open(cast):
    with pytest.raises(Refused, match="No room is open"):
        make_token(actor=cast["claire"], name="Hashes", scope="read", days=1, strong=True)


def test_nobody_revokes_the_token_of_another(cast):
    token, _secret = make_token(actor=cast["ines"], name="Export", scope="read", days=1)

    with pytest.raises(PermissionDenied):
        revoke_token(actor=cast["carla"], token=token)


def test_there_is_a_limit_of_tokens(cast):
    for number in range(20):
        make_token(actor=cast["ines"], name=f"Export {number}", scope="read", days=1)

    with pytest.raises(Refused):
        make_token(actor=cast["ines"], name="One more", scope="read", days=1)


def test_a_token_for_reading_writes_nothing(program, finding):
    reader = program("ines", scope="read")

    assert reader.get(f"findings/{finding.uuid}/").status_code == 200
    answer = reader.post(f"findings/{finding.uuid}/comments/", {"text": "Seen."})
    assert (answer.status_code, answer.json()) == (403, {"detail": "This token may only read."})


def test_no_token_decides_an_approval(program, cast, finding):
    answer = program("ines").post("approvals/00000000-0000-4000-8000-000000000000/decide/", {"yes": True})

    assert (answer.status_code, answer.json()) == (
        403,
        {"detail": "A token cannot do this. Sign in and do it yourself."},
    )


@pytest.mark.parametrize("name", ["issue", "close"])
def test_a_signature_wants_a_token_that_may_sign(program, audit, name):
    path = f"audits/{audit.uuid}/steps/{name}/"

    refused = program("ines").post(path)
    passed = program("ines", scope="sign").post(path)

    words = "This step is a signature. It wants a token that may sign."
    assert (refused.status_code, refused.json()) == (403, {"detail": words})
    assert passed.status_code in (403, 409)
    assert words not in passed.content.decode()


def test_a_token_that_may_sign_does_all_that_writes(program, finding):
    assert (
        program("ines", scope="sign").post(f"findings/{finding.uuid}/comments/", {"text": "Seen."}).status_code == 201
    )


@pytest.mark.parametrize(("days", "strong", "field"), [(2, True, "days"), (1, False, "scope")])
def test_a_token_that_may_sign_is_for_a_day_and_wants_a_strong_sign_in(cast, days, strong, field):
    with pytest.raises(ValidationError) as refused:
        make_token(actor=cast["ines"], name="Signing", scope="sign", days=days, strong=strong)

    assert list(refused.value.message_dict) == [field]
    assert not ApiToken.objects.exists()


def test_a_session_signs_only_while_it_is_fresh(client, cast, audit):
    come_in(client, cast["ines"])
    path = f"/api/v1/audits/{audit.uuid}/steps/close/"

    now = client.post(path, {}, "application/json")
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        later = client.post(path, {}, "application/json")

    assert now.status_code == 409
    assert (later.status_code, later.json()["detail"][:27]) == (403, "This step is a signature. C")


def dead_by_time(token, user):
    ApiToken.objects.filter(pk=token.pk).update(expiry=timezone.now())


def dead_by_revocation(token, user):
    revoke_token(actor=user, token=token)


def dead_with_the_account(token, user):
    type(user).objects.filter(pk=user.pk).update(is_active=False)


def dead_with_the_access(token, user):
    end_access(user)


def dead_without_the_second_factor(token, user):
    grant(user, (Role.ADM, user.person.unit))


@pytest.mark.parametrize(
    "end",
    [dead_by_time, dead_by_revocation, dead_with_the_account, dead_with_the_access, dead_without_the_second_factor],
)
def test_a_dead_token_opens_nothing(client, cast, end):
    token, secret = make_token(actor=cast["ines"], name="Export", scope="read", days=1)
    headers = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/me/", headers=headers).status_code == 200

    end(token, cast["ines"])

    answer = client.get("/api/v1/me/", headers=headers)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer a b", "Bearer attest_wrong", "Token x", "Bearer \xff\xfe", "Basic YTpi"]
)
def test_what_is_no_token_is_401(client, cast, header):
    assert client.get("/api/v1/me/", headers={"Authorization": header}).status_code == 401


def test_a_token_counts_in_the_header_only(client, cast):
    secret = token_of(cast["ines"])

    assert client.get("/api/v1/me/", {"token": secret}).status_code == 401
    client.cookies["token"] = secret
    assert client.get("/api/v1/me/").status_code == 401


def test_last_used_is_noted_at_most_once_a_minute(client, cast):
    token, secret = make_token(actor=cast["ines"], name="Export", scope="read", days=1)
    start, seen = timezone.now(), []

    for seconds in (0, 30, 90):
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            client.get("/api/v1/me/", headers={"Authorization": f"Bearer {secret}"})
        token.refresh_from_db()
        seen.append(token.last_used_at)

    assert seen[0] == seen[1] < seen[2]


def test_what_a_token_does_its_owner_did(program, finding):
    program("ines").post(f"findings/{finding.uuid}/comments/", {"text": "Seen."})

    assert Event.objects.get(kind="comment.added").content.actor.email.startswith("ines@")


def test_the_page_shows_the_secret_once(client, cast):
    come_in(client, cast["ines"])

    made = client.post("/me/tokens/", {"name": "Nightly export", "scope": "read", "days": "30"})
    secret = re.search(r'value="(attest_[0-9a-f]+)"', made.content.decode())[1]
    listed = client.get("/me/tokens/").content.decode()

    assert client.get("/api/v1/me/", headers={"Authorization": f"Bearer {secret}"}).json()["token_scope"] == "read"
    assert "Nightly export" in listed
    assert secret not in listed


def test_making_one_asks_again_who_one_is(client, cast):
    come_in(client, with_password(cast["ines"]))

    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        answer = client.post("/me/tokens/", {"name": "Nightly export", "scope": "read", "days": "30"})

    assert answer.status_code == 302
    assert "/accounts/reauthenticate/" in answer["Location"]
    assert not ApiToken.objects.exists()


def test_the_page_says_what_a_token_that_may_sign_wants(client, cast):
    come_in(client, cast["ines"])
    session = client.session
    session["account_authentication_methods"] = session["account_authentication_methods"][:1]  # the password alone
    session.save()

    answer = client.post("/me/tokens/", {"name": "Signing", "scope": "sign", "days": "1"})

    assert answer.status_code == 422
    assert "made right after a sign-in with a second factor" in answer.content.decode()
    assert 'value="Signing"' in answer.content.decode()


def test_the_page_makes_a_token_that_may_sign(client, cast):
    come_in(client, cast["ines"])

    client.post("/me/tokens/", {"name": "Signing", "scope": "sign", "days": "1"})

    token = ApiToken.objects.get()
    assert token.scope == "sign"
    assert token.expiry - token.created <= timedelta(hours=24)


def test_a_form_that_asks_for_too_long_comes_back(client, cast):
    come_in(client, cast["ines"])

    answer = client.post("/me/tokens/", {"name": "Nightly export", "scope": "read", "days": "900"})

    assert answer.status_code == 422
    assert "A token lasts from 1 to 365 days." in answer.content.decode()
