"""Webhooks with several workers, on PostgreSQL: every event becomes one delivery, every delivery one message."""

import ipaddress
import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from foundation.directory.models import Unit
from foundation.models.trail import Event
from foundation.models.webhooks import Delivery, Webhook
from foundation.trail import record
from foundation.webhooks import deliveries
from foundation.webhooks.actions import replace_webhook_secret
from foundation.webhooks.secrets import add_secret
from tests.company import found
from tests.faults.test_races import at_once
from tests.foundation.webhooks.receiver import listening

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company():
    return found()


@pytest.fixture
def receiver(settings):
    with listening() as ours:
        settings.WEBHOOK_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]
        settings.WEBHOOK_PORTS = [ours.port]
        yield ours


@pytest.fixture
def webhook(company, receiver):
    start = {"state": Webhook.State.ACTIVE, "active_from": timezone.now(), "after_event": deliveries.newest_event()}
    whom = {"unit": Unit.objects.get(parent=None), "owner": company.cast["ines"]}
    row = Webhook.objects.create(name="Tickets", url=receiver.url, kinds=["process.*"], **whom, **start)
    add_secret(row)
    return row


def happen(company, count=1):
    with transaction.atomic():
        for _each in range(count):
            process = company.processes["remote-access"]
            record(actor=company.cast["ines"], kind="process.added", subject=process, summary="Added")


def test_four_sweeps_at_once_make_each_delivery_once(webhook, company):
    happen(company, 200)

    at_once(*[lambda: deliveries.plan(timezone.now())] * 4)

    assert Delivery.objects.count() == 200
    assert Delivery.objects.values("event").distinct().count() == 200


def test_four_workers_at_once_send_each_message_once(webhook, company, receiver):
    happen(company, 40)
    deliveries.plan(timezone.now())

    sent = at_once(*[deliveries.send_due] * 4)

    ids = [message.headers["webhook-id"] for message in receiver.messages]
    assert len(ids) == len(set(ids)) == sum(sent) == 40


def test_an_event_of_a_transaction_that_lasts_is_told_after_its_commit(webhook, company, receiver):
    """The late one has the lower id: whoever remembered only the highest would lose it."""
    written, may_commit = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            happen(company)
            written.set()
            may_commit.wait(20)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait(20)
    happen(company)
    deliveries.plan(timezone.now())
    early = list(Delivery.objects.values_list("event", flat=True))
    may_commit.set()
    thread.join()

    deliveries.plan(timezone.now())
    deliveries.send_due()

    late = Event.objects.filter(kind="process.added", pk__gt=webhook.after_event).exclude(pk__in=early).get()
    assert late.pk < early[0]
    assert {message.told["data"]["event"] for message in receiver.messages} == {late.pk, *early}


def test_two_who_replace_the_secret_at_once_make_one(webhook, company):
    """The second waits for the lock and is told that a replacement lasts."""
    outcomes = at_once(*[lambda: replace_webhook_secret(actor=company.cast["adam"], webhook=webhook)] * 2)

    assert sorted(type(each).__name__ for each in outcomes) == ["NewSecret", "Refused"]
