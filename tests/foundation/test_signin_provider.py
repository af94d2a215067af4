"""Signing in with the organisation's provider, against a real one that signs its tokens."""

import base64
import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives import serialization
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from config.environment import Environment, Misconfigured, sign_in_provider
from foundation import outbox
from foundation.directory.models import Person, User
from foundation.models import Event
from tests.foundation.door import code_of, is_signed_in, with_app
from tests.foundation.provider import CLIENT_ID, CLIENT_SECRET, Provider, another_key, curve_key


@pytest.fixture(scope="module")
def running():
    provider = Provider()
    yield provider
    provider.close()


@pytest.fixture
def provider(running, settings):
    """The provider, configured, and as it is when nothing is wrong with it."""
    cache.clear()
    fresh = {"sub": "248289761001", "email": "priya@meridane.example", "email_verified": True}
    running.person, running.claims, running.described = fresh, lambda said: said, lambda said: said
    running.signed, running.userinfo, running.asked = running.sign, None, []
    environment = {
        "OIDC_ISSUER": running.issuer,
        "OIDC_CLIENT_ID": CLIENT_ID,
        "OIDC_CLIENT_SECRET": CLIENT_SECRET,
        "OIDC_NAME": "Harbour login",
    }
    settings.SOCIALACCOUNT_PROVIDERS = sign_in_provider(Environment(environment), plain_http=True)
    return running


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_facts):
        return None


def sent_back(address):
    """What a browser does at the provider: goes to the address and is sent back."""
    try:
        urllib.request.build_opener(_Stay).open(address)
    except urllib.error.HTTPError as answer:
        return answer.headers["Location"]


def go_there(client, **query):
    return client.get(reverse("oidc_start"), query)["Location"]


def come_back(client, address):
    back = urlsplit(address)
    return client.get(back.path, {name: one for name, [one] in parse_qs(back.query).items()})


def enter(client, **query):
    return come_back(client, sent_back(go_there(client, **query)))


def is_refused(client, answer):
    page = client.get(answer["Location"]).content.decode()
    assert answer["Location"] == reverse("account_login")
    assert "Signing in with Harbour login did not work, or no account here belongs to it." in page
    return not is_signed_in(client)


def test_without_a_provider_there_is_no_button_and_no_address(client, db):
    assert "login/provider" not in client.get(reverse("account_login")).content.decode()
    assert client.get(reverse("oidc_start")).status_code == 404
    assert client.get(reverse("oidc_callback")).status_code == 404


def test_the_sign_in_page_offers_the_provider_by_its_name(client, db, provider):
    assert "Sign in with Harbour login" in client.get(reverse("account_login")).content.decode()


def test_a_person_signs_in_by_the_address_that_the_provider_verified(client, cast, provider):
    answer = enter(client)

    assert answer.status_code == 302
    assert is_signed_in(client)


def test_the_first_time_the_account_is_linked_and_its_owner_is_told(client, cast, provider, mailoutbox):
    enter(client)
    outbox.send_waiting()

    assert SocialAccount.objects.get(user=cast["priya"]).uid == "248289761001"
    assert "linked to the organisation's sign-in" in mailoutbox[-1].body


def test_nothing_but_the_subject_is_kept(client, cast, provider):
    enter(client)
    enter(Client())

    assert SocialAccount.objects.get().extra_data == {}
    assert not SocialToken.objects.exists()


def test_later_the_subject_counts_whatever_the_address(client, cast, provider):
    enter(Client())
    provider.person |= {"email": "somebody-else@meridane.example", "email_verified": False}

    enter(client)

    assert client.get(reverse("foundation:account")).context["user"] == cast["priya"]


def test_the_provider_is_asked_with_state_nonce_and_pkce(client, cast, provider):
    enter(client)

    asked = provider.asked[0]
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 16
    assert asked["redirect_uri"] == "http://testserver/accounts/provider/callback/"


@pytest.mark.parametrize(
    "query", ["scope=offline_access", "auth_params=prompt%3Dnone", "process=connect", "action=rerequest"]
)
def test_nobody_changes_by_a_link_what_is_asked(client, db, provider, query):
    sent_back(client.get(f"{reverse('oidc_start')}?{query}")["Location"])

    assert set(provider.asked[0]["scope"].split()) == {"openid", "profile", "email"}
    assert "prompt" not in provider.asked[0]


def test_one_comes_back_to_the_page_one_wanted(client, cast, provider):
    assert enter(client, next="/approvals/")["Location"] == "/approvals/"


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_one_is_not_sent_on_to_another_host(client, cast, provider, wanted):
    assert enter(client, next=wanted)["Location"] == "/"


def test_nobody_gets_an_account_by_signing_in(client, cast, provider):
    provider.person["email"] = "newcomer@meridane.example"

    answer = enter(client)

    assert is_refused(client, answer)
    assert not User.objects.filter(email="newcomer@meridane.example").exists()


@pytest.mark.parametrize("verified", [False, None, "true", 1, "false"])
def test_an_address_that_was_not_verified_opens_nothing(client, cast, provider, verified):
    provider.person["email_verified"] = verified

    answer = enter(client)

    assert is_refused(client, answer)
    assert not SocialAccount.objects.exists()


def test_an_address_that_changed_hands_at_the_provider_opens_nothing(client, cast, provider):
    enter(Client())
    provider.person["sub"] = "another person"

    assert is_refused(client, enter(client))


@pytest.mark.parametrize("linked", [False, True])
def test_a_closed_account_stays_closed(client, cast, provider, linked):
    if linked:
        enter(Client())
    User.objects.filter(pk=cast["priya"].pk).update(is_active=False)

    assert is_refused(client, enter(client))


def test_who_no_longer_works_here_stays_outside(client, cast, provider):
    enter(Client())
    Person.objects.filter(pk=cast["priya"].person_id).update(left_on="2025-12-31")

    assert is_refused(client, enter(client))


def public_pem(provider):
    kind, form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    return provider.key.public_key().public_bytes(kind, form)


def unsigned(provider, claims):
    return jwt.encode(claims, None, algorithm="none", headers={"kid": provider.kid})


def by_the_public_key(provider, claims):
    """The old confusion: the public key taken for a shared secret."""
    parts = [{"alg": "HS256", "kid": provider.kid, "typ": "JWT"}, claims]
    text = b".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
    mac = hmac.new(public_pem(provider), text, hashlib.sha256).digest()
    return (text + b"." + base64.urlsafe_b64encode(mac).rstrip(b"=")).decode()


FORGERIES = {
    "another key": lambda provider, said: provider.sign(said, key=another_key()),
    "a key nobody published": lambda provider, said: provider.sign(said, kid="two"),
    "another kind of key": lambda provider, said: provider.sign(said, key=curve_key(), algorithm="ES256"),
    "no signature": unsigned,
    "the public key as secret": by_the_public_key,
    "no token": lambda provider, said: "",
    "no token at all": lambda provider, said: None,
    "nonsense": lambda provider, said: "a.b.c",
    "a list": lambda provider, said: ["x"],
}


@pytest.mark.parametrize("how", FORGERIES)
def test_a_forged_token_opens_nothing(client, cast, provider, how):
    provider.signed = lambda said: FORGERIES[how](provider, said)

    assert is_refused(client, enter(client))


WRONG = {
    "another issuer": lambda said: said | {"iss": "https://evil.example"},
    "another audience": lambda said: said | {"aud": "another application"},
    "for somebody else": lambda said: said | {"aud": [CLIENT_ID, "other"], "azp": "other"},
    "run out": lambda said: said | {"exp": int(time.time()) - 120},
    "from the future": lambda said: said | {"iat": int(time.time()) + 3600},
    "another nonce": lambda said: said | {"nonce": "of another sign-in"},
    "no nonce": lambda said: {name: one for name, one in said.items() if name != "nonce"},
    "a number for a nonce": lambda said: said | {"nonce": 7},
    "no end": lambda said: {name: one for name, one in said.items() if name != "exp"},
    "no subject": lambda said: {name: one for name, one in said.items() if name != "sub"},
    "an empty subject": lambda said: said | {"sub": ""},
    "a number for a subject": lambda said: said | {"sub": 7},
    "an endless subject": lambda said: said | {"sub": "x" * 5000},
}


@pytest.mark.parametrize("how", WRONG)
def test_a_token_that_says_something_wrong_opens_nothing(client, cast, provider, how):
    provider.claims = WRONG[how]

    assert is_refused(client, enter(client))


def test_an_answer_is_good_for_the_browser_that_asked(client, cast, provider):
    theirs = sent_back(go_there(Client()))

    answer = come_back(client, theirs)

    assert is_refused(client, answer)


def test_an_answer_works_once(client, cast, provider):
    back = sent_back(go_there(client))
    come_back(client, back)
    client.post(reverse("account_logout"))

    assert is_refused(client, come_back(client, back))


def test_a_code_taken_from_another_browser_opens_nothing(client, cast, provider):
    """The code of one sign-in with the state of another: the verifier does not fit."""
    stolen = parse_qs(urlsplit(sent_back(go_there(Client()))).query)["code"][0]
    mine = parse_qs(urlsplit(sent_back(go_there(client))).query)["state"][0]

    answer = client.get(reverse("oidc_callback"), {"code": stolen, "state": mine})

    assert is_refused(client, answer)


@pytest.mark.parametrize(
    "query", [{}, {"code": "x"}, {"state": "x"}, {"error": "access_denied"}, {"code": "x", "state": "x"}]
)
def test_an_answer_that_nobody_asked_for_is_refused(client, db, provider, query):
    assert is_refused(client, client.get(reverse("oidc_callback"), query))


def test_who_changes_their_mind_at_the_provider_is_back_at_the_door(client, db, provider):
    state = parse_qs(urlsplit(go_there(client)).query)["state"][0]

    assert is_refused(client, client.get(reverse("oidc_callback"), {"error": "access_denied", "state": state}))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda said: said | {"issuer": "https://evil.example"},
        lambda said: {"issuer": said["issuer"]},
        lambda said: said | {"token_endpoint": "http://127.0.0.1:1/token"},
        lambda said: said | {"jwks_uri": "http://127.0.0.1:1/keys"},
    ],
)
def test_a_provider_that_describes_itself_wrongly_opens_nothing(client, cast, provider, wrong):
    provider.described = wrong
    answer = client.get(reverse("oidc_start"))
    if answer["Location"].startswith(provider.issuer):
        answer = come_back(client, sent_back(answer["Location"]))

    assert is_refused(client, answer)


def test_a_provider_that_is_away_is_a_refused_sign_in(client, db, provider, settings):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:1/.well-known/openid-configuration"

    assert is_refused(client, client.get(reverse("oidc_start")))


def test_an_address_that_is_not_in_the_token_is_asked_for(client, cast, provider):
    provider.claims = lambda said: {name: one for name, one in said.items() if not name.startswith("email")}

    enter(client)

    assert is_signed_in(client)


def test_an_answer_about_somebody_else_is_not_mixed_in(client, cast, provider):
    provider.claims = lambda said: {name: one for name, one in said.items() if not name.startswith("email")}
    provider.userinfo = {"sub": "somebody else", "email": "adam@meridane.example", "email_verified": True}

    assert is_refused(client, enter(client))


@pytest.mark.parametrize(("who", "at"), [("adam", "meridane.example"), ("claire", "outside.example")])
def test_administrators_and_outsiders_still_give_our_second_factor(client, cast, provider, who, at):
    provider.person["email"] = f"{who}@{at}"
    provider.claims = lambda said: said | {"amr": ["pwd", "mfa"]}

    answer = enter(client)

    assert client.get(answer["Location"])["Location"] == reverse("mfa_choose")


def test_who_has_an_app_is_asked_for_its_code_after_the_provider(client, cast, provider):
    with_app(cast["priya"])

    answer = enter(client)

    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert is_signed_in(client)


@pytest.mark.parametrize("said", [{"amr": ["pwd", "mfa"]}, {"acr": "mfa"}])
def test_a_second_factor_given_there_counts_where_the_environment_trusts_it(client, cast, provider, settings, said):
    settings.OIDC_TRUSTED_MFA = ["mfa"]
    provider.person["email"] = "adam@meridane.example"
    provider.claims = lambda claims: claims | said
    with_app(cast["adam"])

    enter(client)

    assert is_signed_in(client)


@pytest.mark.parametrize("said", [{}, {"amr": ["pwd"]}, {"amr": "mfa"}, {"acr": "0"}, {"amr": None}])
def test_trust_does_not_replace_the_value_that_says_so(client, cast, provider, settings, said):
    settings.OIDC_TRUSTED_MFA = ["mfa"]
    provider.person["email"] = "adam@meridane.example"
    provider.claims = lambda claims: claims | said

    answer = enter(client)

    assert client.get(answer["Location"])["Location"] == reverse("mfa_choose")


def test_a_sensitive_act_sends_to_the_provider_and_insists_that_it_asks_again(client, cast, provider):
    provider.claims = lambda said: said | {"auth_time": int(time.time()) - 3600}
    enter(client)

    question = client.get(reverse("mfa_activate_totp"))
    there = client.get(question["Location"])["Location"]

    asked = parse_qs(urlsplit(there).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    assert client.get(reverse("mfa_activate_totp")).status_code == 302


def test_after_the_provider_asked_again_the_act_goes_on(client, cast, provider):
    provider.claims = lambda said: said | {"auth_time": int(time.time()) - 3600}
    enter(client)
    question = client.get(reverse("mfa_activate_totp"))["Location"]
    provider.claims = lambda said: said

    answer = come_back(client, sent_back(client.get(question)["Location"]))

    assert answer["Location"] == reverse("mfa_activate_totp")
    assert client.get(answer["Location"]).status_code == 200


def test_a_provider_that_did_not_ask_again_proves_nothing(client, cast, provider):
    provider.claims = lambda said: said | {"auth_time": int(time.time()) - 3600}
    enter(client)
    question = client.get(reverse("mfa_activate_totp"))["Location"]

    come_back(client, sent_back(client.get(question)["Location"]))

    assert client.get(reverse("mfa_activate_totp")).status_code == 302


def test_signing_in_and_being_refused_are_in_the_log(client, cast, provider):
    enter(client)
    provider.claims = lambda said: said | {"nonce": "wrong"}
    enter(Client())

    kinds = list(Event.objects.filter(kind__startswith="account.").order_by("pk").values_list("kind", flat=True))
    assert kinds == ["account.provider_linked", "account.signed_in", "account.provider_refused"]


def test_no_secret_of_the_provider_stands_in_a_log(client, cast, provider, caplog, capsys):
    provider.signed = lambda said: "canary.canary.canary"
    enter(client)

    said = caplog.text + "".join(capsys.readouterr()) + str(list(Event.objects.values_list("content__details")))
    assert "canary" not in said
    assert CLIENT_SECRET not in said


@pytest.mark.parametrize(
    ("environment", "plain_http", "named"),
    [
        ({"OIDC_ISSUER": "http://login.example"}, False, "OIDC_ISSUER"),
        ({"OIDC_ISSUER": "https://login.example"}, False, "OIDC_CLIENT_ID"),
        ({"OIDC_ISSUER": "https://login.example", "OIDC_CLIENT_ID": "a"}, False, "OIDC_CLIENT_SECRET"),
    ],
)
def test_a_provider_that_is_configured_by_half_stops_the_start(environment, plain_http, named):
    with pytest.raises(Misconfigured, match=named):
        sign_in_provider(Environment(environment), plain_http=plain_http)
