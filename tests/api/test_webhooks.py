"""Webhooks by API: in whose hands they are, and secrets that are told once."""

import json

from allauth.mfa.models import Authenticator
from django.test import Client

from foundation.models.programs import IdempotencyKey
from foundation.models.webhooks import Webhook
from foundation.models.work import Approval
from tests.routes.api import webhook_to_add
from tests.test_access_matrix import sign_in

URL = "/api/v1/webhooks/"


def signed_in(world, name):
    client = Client()
    sign_in(client, world.company.cast[name])
    return client


def sent(client, url, body=None, **headers):
    return client.post(url, json.dumps(body or {}, default=str), content_type="application/json", headers=headers)


def test_a_new_webhook_tells_its_secret_once_and_waits_for_an_officer(world):
    answer = sent(signed_in(world, "adam"), URL, webhook_to_add(world)).json()

    webhook = Webhook.objects.get(uuid=answer["uuid"])
    assert answer["secret"].startswith("whsec_")
    assert answer["state"] == webhook.state == Webhook.State.PROPOSED
    assert Approval.objects.about(webhook).waiting().filter(verb="webhooks.activate").exists()


def test_the_secret_is_kept_under_no_key(world):
    adam, body, key = signed_in(world, "adam"), webhook_to_add(world), {"Idempotency-Key": "once"}

    first, again = (sent(adam, URL, body, **key) for _time in range(2))

    assert again["Idempotency-Replayed"] == "true"
    assert again.json() == first.json() | {"secret": None}
    assert first.json()["secret"] not in IdempotencyKey.objects.get(key="once").answer
    assert Webhook.objects.filter(name="Chat").count() == 1


def test_no_token_gets_a_secret(world, program):
    Authenticator.objects.create(user=world.company.cast["adam"], type=Authenticator.Type.TOTP, data={})
    adam = program("adam")

    answers = [adam.post("webhooks/", webhook_to_add(world)), adam.post(f"webhooks/{world.webhook.uuid}/secret/")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert not Webhook.objects.filter(name="Chat").exists()


def test_who_signed_in_long_ago_confirms_first(world):
    client = signed_in(world, "adam")
    session = client.session
    for proof in session["account_authentication_methods"]:
        proof["at"] -= 3600
    session.save()

    answer = sent(client, f"{URL}{world.webhook.uuid}/secret/")

    assert answer.status_code == 403
    assert "Confirm" in answer.json()["detail"]
    assert world.webhook.secrets.count() == 1


def test_a_change_waits_for_an_officer(world):
    body = {"name": "Tickets", "url": "https://other.example.com/", "kinds": ["audit.*"]}
    body["owner"] = str(world.company.cast["ines"].uuid)

    answer = sent(signed_in(world, "adam"), f"{URL}{world.webhook.uuid}/steps/change/", body)

    assert answer.status_code == 202
    assert Webhook.objects.get(pk=world.webhook.pk).url == "https://hooks.example.com/"


def test_deliveries_are_found_by_their_webhook(world, program):
    ines = program("ines")

    ours = ines.get("deliveries/", {"webhook": world.webhook.uuid, "state": "dead"}).json()["results"]
    others = ines.get("deliveries/", {"webhook": world.replaced.uuid}).json()["results"]

    assert [one["uuid"] for one in ours] == [str(world.delivery.uuid)]
    assert others == []


def test_what_was_given_up_is_sent_again(world):
    answer = sent(signed_in(world, "adam"), f"/api/v1/deliveries/{world.delivery.uuid}/again/")

    assert (answer.status_code, answer.json()["state"]) == (200, "waiting")
