"""The pages of webhooks, as an administrator, an officer and others meet them."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.directory.models import User
from foundation.models.webhooks import Delivery, Webhook, WebhookSecret
from foundation.models.work import Approval
from foundation.webhooks import deliveries
from tests.foundation.webhooks.receiver import status

SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]{44}")


def page(client, name, *args):
    answer = client.get(reverse(f"foundation:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def filled(company, cast, receiver):
    """What Adam types into the form."""
    people = {"unit": company.units["MN"].uuid, "owner": cast["ines"].uuid}
    return {"name": "Tickets", "url": receiver.url, "kinds": ["finding.*", "audit.open"], **people}


def test_the_secret_is_shown_once_and_never_again(browse, filled):
    adam = browse("adam")

    answer = adam.post(reverse("foundation:webhook_add"), filled)

    assert answer.status_code == 200
    assert answer["Cache-Control"].find("no-store") >= 0
    secret = SECRET.search(answer.content.decode()).group()
    webhook = Webhook.objects.get()
    shown = page(adam, "webhook", webhook.uuid) + page(adam, "webhooks") + page(adam, "notifications")
    shown += page(browse("ines"), "approvals") + page(browse("ines"), "approval", Approval.objects.get().uuid)
    assert "whsec_" not in shown
    assert secret.removeprefix("whsec_") not in shown


def test_loading_that_page_again_adds_no_second_one(browse, filled):
    adam = browse("adam")
    adam.post(reverse("foundation:webhook_add"), filled)

    again = adam.post(reverse("foundation:webhook_add"), filled)

    assert again.status_code == 422
    assert Webhook.objects.count() == WebhookSecret.objects.count() == 1


def test_a_refused_form_comes_back_filled_with_the_reason(browse, filled):
    answer = browse("adam").post(reverse("foundation:webhook_add"), filled | {"url": "https://10.0.0.5/hooks"})

    assert answer.status_code == 422
    assert "10.0.0.5 is not a public address." in answer.content.decode()
    assert "https://10.0.0.5/hooks" in answer.content.decode()


def test_an_administrator_of_one_unit_is_offered_its_units_alone(browse, cast, company):
    cast["adam"].role_grants.update(unit=company.units["MEA"])

    shown = page(browse("adam"), "webhook_add")

    assert "Delivery, Middle East and Africa" in shown
    assert f'value="{company.units["TS"].uuid}"' not in shown


def test_an_officer_sees_what_would_be_told_before_deciding(browse, propose, receiver):
    new = propose()

    shown = page(browse("carla"), "webhook", new.webhook.uuid)

    assert receiver.url in shown
    assert "Findings: everything" in shown
    assert "Replace the secret" not in shown


def test_the_approval_itself_says_who_would_be_told_what(browse, propose, receiver):
    propose()

    shown = page(browse("carla"), "approval", Approval.objects.get().uuid)

    assert receiver.url in shown
    assert "Findings: everything" in shown
    assert "Ines Moreau" in shown


def test_the_owner_sees_what_is_told_in_their_name(browse, propose, cast):
    new = propose(owner=cast["samir"])

    assert browse("samir").get(new.webhook.get_absolute_url()).status_code == 200
    assert browse("emma").get(new.webhook.get_absolute_url()).status_code == 404


def test_a_failed_delivery_says_why_and_when_it_is_tried_next(browse, webhook, finding, receiver):
    receiver.answer = status(503)
    deliveries.plan(timezone.now())
    deliveries.send_due()

    shown = page(browse("adam"), "webhook", webhook.uuid)

    assert "finding.issue" in shown
    assert "503" in shown
    assert "Waiting" in shown


def test_what_was_given_up_is_sent_again_at_a_button(browse, webhook, finding, receiver):
    deliveries.plan(timezone.now())
    Delivery.objects.update(state=Delivery.State.DEAD, finished_at=timezone.now())
    assert "Send the one given up again" in page(browse("adam"), "webhook", webhook.uuid)

    answer = browse("adam").post(reverse("foundation:webhook_again", args=[webhook.uuid]))
    deliveries.send_due()

    assert answer.status_code == 302
    assert Delivery.objects.get().state == Delivery.State.DELIVERED


def test_a_paused_webhook_says_that_nothing_is_sent(browse, webhook, finding):
    deliveries.plan(timezone.now())
    Webhook.objects.update(state=Webhook.State.PAUSED)

    shown = page(browse("adam"), "webhook", webhook.uuid)

    assert "Nothing is sent" in shown
    assert "when resumed" in shown


def test_a_test_is_asked_for_at_a_button_and_shows_its_answer(browse, webhook, receiver):
    adam = browse("adam")

    answer = adam.post(reverse("foundation:webhook_test", args=[webhook.uuid]), follow=True)
    deliveries.send_due()

    assert "A test is on its way" in answer.content.decode()
    assert receiver.last.told["type"] == "webhook.tested"
    assert "204" in page(adam, "webhook", webhook.uuid)


def test_a_test_that_failed_is_not_counted_among_what_was_given_up(browse, webhook, receiver):
    receiver.answer = status(500)
    browse("adam").post(reverse("foundation:webhook_test", args=[webhook.uuid]))
    deliveries.send_due()

    shown = page(browse("adam"), "webhook", webhook.uuid)

    assert "Given up" in shown
    assert "given up again" not in shown


def test_a_replacement_shows_the_new_secret_and_until_when_the_old_one_signs(browse, webhook):
    adam = browse("adam")

    shown = adam.post(reverse("foundation:webhook_secret", args=[webhook.uuid])).content.decode()
    twice = adam.post(reverse("foundation:webhook_secret", args=[webhook.uuid]), follow=True).content.decode()

    assert SECRET.search(shown)
    assert not SECRET.search(twice)
    assert "End the old secret first" in twice
    assert "the old one signs until" in twice


def test_a_delivery_of_another_webhook_is_not_found_through_this_one(browse, webhook, propose, approve, tell, finding):
    other = approve(propose(name="Alarm"))
    tell(finding)
    deliveries.plan(timezone.now())
    theirs = Delivery.objects.filter(webhook=other).first()

    answer = browse("adam").post(reverse("foundation:delivery_again", args=[webhook.uuid, theirs.uuid]))

    assert answer.status_code == 404


def test_the_form_of_a_change_holds_what_there_is_and_asks_a_second_person(browse, webhook, receiver, cast):
    address = reverse("foundation:step", args=["webhook", webhook.uuid, "change"])
    shown = browse("adam").get(address).content.decode()
    assert receiver.url in shown

    wanted = {"name": "Alarm", "url": receiver.url, "owner": cast["ines"].uuid, "kinds": ["finding.*"]}
    browse("adam").post(address, wanted)

    asked = Approval.objects.waiting().get()
    shown = page(browse("carla"), "approval", asked.uuid)
    assert "<s>Tickets</s>" in shown
    assert "<strong>Alarm</strong>" in shown
    webhook.refresh_from_db()
    assert webhook.name == "Tickets"


def test_the_pages_need_few_queries(browse, webhook, finding, tell, django_assert_max_num_queries):
    for _each in range(30):
        tell(finding)
    deliveries.plan(timezone.now())
    adam = browse("adam")

    with django_assert_max_num_queries(10):
        page(adam, "webhooks")
    with django_assert_max_num_queries(12):
        page(adam, "webhook", webhook.uuid)
    with django_assert_max_num_queries(10):
        page(adam, "webhook_add")


def test_markup_in_a_name_stays_text(browse, propose):
    new = propose(name="<img src=x onerror=alert(1)>")

    shown = page(browse("adam"), "webhook", new.webhook.uuid) + page(browse("adam"), "webhooks")

    assert "<img src=x" not in shown


def test_closed_accounts_are_not_offered_as_owners(browse, cast):
    User.objects.filter(pk=cast["emma"].pk).update(is_active=False)

    shown = page(browse("adam"), "webhook_add")

    assert "Samir Haddad" in shown
    assert "Emma Cole" not in shown
    assert "Claire Duval" not in shown
