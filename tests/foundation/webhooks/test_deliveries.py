"""What is told, when, how often: made once, sent with the rights of the owner, tried again, given up, sent again."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from foundation import tasks
from foundation.access import robot
from foundation.clock import today
from foundation.directory.models import JobRole, RoleGrant, User
from foundation.models.trail import Event, Notification
from foundation.models.webhooks import Delivery, Webhook, WebhookSecret
from foundation.webhooks import deliveries
from foundation.webhooks.actions import end_webhook, replace_webhook_secret, resume_webhook, send_again, send_test
from foundation.webhooks.payloads import place_in_api
from foundation.webhooks.workflow import WEBHOOK
from tests.foundation.webhooks.receiver import status

State = Delivery.State


def run():
    """What the clock does once a minute."""
    return tasks.send_webhooks()


def later(**span):
    """As if so much time had passed: what waits is due now."""
    return time_machine.travel(timezone.now() + timedelta(**span), tick=True)


def test_an_event_is_told_signed_small_and_once(made, finding, receiver, settings):
    issued = Event.objects.get(kind="finding.issue")

    assert run() == 1
    assert run() == 0

    told = receiver.last.told
    del told["data"]["api"]
    assert len(receiver.messages) == 1
    assert receiver.last.is_signed_with(made.secret)
    assert told == {
        "type": "finding.issue",
        "timestamp": issued.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "data": {
            "event": issued.pk,
            "kind": "finding.issue",
            "subject": {"type": "audits.finding", "uuid": str(finding.uuid), "ref": finding.ref},
            "url": settings.SITE_URL + finding.get_absolute_url(),
        },
    }
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.status, delivery.tries, delivery.error) == (State.DELIVERED, 204, 1, "")
    assert delivery.duration is not None


def test_a_message_leads_to_the_page_and_to_the_api(webhook, finding, receiver, settings):
    run()

    told = receiver.last.told["data"]
    assert told["url"] == f"{settings.SITE_URL}/audits/findings/{finding.uuid}/"
    assert told["api"] == f"{settings.SITE_URL}/api/v1/findings/{finding.uuid}/"


def test_where_the_api_answers_is_told(webhook, cast, receiver):
    send_test(actor=cast["adam"], webhook=webhook)

    run()

    assert receiver.last.told["data"]["api"].endswith(f"/api/v1/webhooks/{webhook.uuid}/")


def test_what_has_no_place_in_the_api_is_told_so():
    assert place_in_api(JobRole(code="none", name="The API shows no jobs")) is None


def test_the_moment_signed_is_that_of_the_try(webhook, finding, receiver):
    run()

    assert abs(int(receiver.last.headers["webhook-timestamp"]) - timezone.now().timestamp()) < 5


def test_no_word_that_a_person_wrote_leaves(webhook, finding, tell, receiver):
    tell(finding)

    run()

    sent = b"".join(message.body for message in receiver.messages)
    assert len(receiver.messages) == 2
    for words in (finding.statement, finding.objective_evidence, finding.audit.title, "recording", "Priya"):
        assert words.encode() not in sent


def test_nothing_from_before_the_approval_is_told(finding, webhook, receiver):
    run()

    assert receiver.messages == []


def test_kinds_that_were_not_chosen_or_are_not_offered_stay_inside(webhook, finding, tell, receiver):
    tell(finding, "finding.changed")  # not offered
    tell(finding, "action.added")  # not chosen

    run()

    assert [message.told["type"] for message in receiver.messages] == ["finding.issue"]


def test_an_event_committed_late_below_others_is_told_too(webhook, finding, tell, receiver):
    late = tell(finding, "finding.verify")
    facts = {field.attname: getattr(late, field.attname) for field in Event._meta.fields}
    hidden = Event(**facts | {"id": None})
    hidden.pk = Event.objects.order_by("-pk").first().pk + 10
    visible = tell_at(hidden.pk + 5, facts)
    run()
    hidden.save(force_insert=True)

    run()

    assert {message.told["data"]["event"] for message in receiver.messages} >= {hidden.pk, visible.pk}


def tell_at(pk, facts):
    event = Event(**facts | {"id": pk})
    event.save(force_insert=True)
    return event


# Rights at the moment of sending.


def test_an_owner_who_lost_the_role_tells_nothing(webhook, finding, cast, receiver):
    RoleGrant.objects.filter(user=cast["ines"]).update(to_on=today() - timedelta(days=1))

    run()

    assert receiver.messages == []
    assert (Delivery.objects.get().state, Delivery.objects.get().error) == (State.WITHHELD, "The owner may not see it.")


def test_an_owner_whose_account_is_closed_tells_nothing(webhook, finding, cast, receiver):
    User.objects.filter(pk=cast["ines"].pk).update(is_active=False)

    run()

    assert receiver.messages == []
    assert Delivery.objects.get().state == State.WITHHELD


def test_rights_lost_between_two_tries_count(webhook, finding, cast, receiver):
    receiver.answer = status(500)
    run()
    RoleGrant.objects.filter(user=cast["ines"]).update(to_on=today() - timedelta(days=1))

    with later(minutes=5):
        run()

    assert len(receiver.messages) == 1
    assert Delivery.objects.get().state == State.WITHHELD


def test_another_unit_is_not_told_of(propose, company, cast, finding, approve, tell, receiver):
    approve(propose(unit=company.units["MEA"]))
    tell(finding)

    run()

    assert receiver.messages == []
    assert Delivery.objects.get().error == "It lies outside the unit of this webhook."


def test_what_belongs_to_no_unit_is_told_for_the_whole_organisation_only(propose, company, approve, tell, receiver):
    whole = approve(propose(kinds=["framework.loaded"]))
    approve(propose(name="Part", kinds=["framework.loaded"], unit=company.units["HQ"]))
    tell(company.framework, "framework.loaded")

    run()

    assert [delivery.webhook for delivery in Delivery.objects.filter(state=State.DELIVERED)] == [whole]
    assert len(receiver.messages) == 1


@pytest.mark.parametrize("grading", ["confidential", "secret"])
def test_nothing_of_a_graded_audit_leaves(propose, approve, finding, tell, receiver, grading):
    approve(propose(kinds=["finding.*", "audit.*"]))
    type(finding.audit).objects.filter(pk=finding.audit_id).update(grading=grading)
    tell(finding.audit, "audit.issue")

    run()

    assert receiver.messages == []
    assert [delivery.state for delivery in Delivery.objects.all()] == [State.WITHHELD]


def test_a_surprise_stays_one_until_the_audit_opens(propose, approve, audit, tell, receiver):
    approve(propose(kinds=["audit.*"]))
    type(audit).objects.filter(pk=audit.pk).update(state="prepared")
    tell(audit, "audit.prepare")

    run()

    assert receiver.messages == []


def test_a_draft_is_the_teams_own(propose, approve, cast, finding, tell, receiver):
    """Priya is on the team and sees it; other systems do not."""
    approve(propose(owner=cast["priya"]))
    type(finding).objects.filter(pk=finding.pk).update(state="draft")
    tell(finding)

    run()

    assert receiver.messages == []


# Failures.


def test_a_failed_try_is_repeated_under_the_same_id(made, finding, receiver):
    receiver.answer = status(500)
    run()
    receiver.answer = status(200)

    with later(minutes=2):
        run()

    first, second = receiver.messages
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert second.is_signed_with(made.secret)
    assert Delivery.objects.get().state == State.DELIVERED


def test_it_is_not_repeated_before_its_pause_is_over(webhook, finding, receiver):
    receiver.answer = status(500)

    run()
    run()

    waiting = Delivery.objects.get()
    assert (len(receiver.messages), waiting.state, waiting.status, waiting.tries) == (1, State.WAITING, 500, 1)
    assert waiting.next_try_at > timezone.now() + timedelta(seconds=45)


@pytest.mark.parametrize("code", [301, 307, 404, 503])
def test_whatever_is_no_success_is_tried_again(webhook, finding, receiver, code):
    receiver.answer = status(code, Location=receiver.url)

    run()

    assert (len(receiver.messages), Delivery.objects.get().state) == (1, State.WAITING)


def test_the_receiver_may_ask_for_a_longer_pause(webhook, finding, receiver):
    receiver.answer = status(429, Retry_After="3600")

    run()

    assert Delivery.objects.get().next_try_at > timezone.now() + timedelta(minutes=59)


def test_pauses_grow_to_half_a_day_and_end_after_three_days():
    pauses = [deliveries.pause_after(tries) for tries in range(1, deliveries.TRIES)]

    assert timedelta(seconds=54) <= pauses[0] <= timedelta(seconds=66)
    assert max(pauses) <= timedelta(hours=13.2)
    assert timedelta(days=2.5) < sum(pauses, timedelta()) < timedelta(days=3.6)
    assert len({deliveries.pause_after(5) for _each in range(20)}) > 1


def test_what_nobody_takes_is_given_up(webhook, finding, receiver):
    receiver.answer = status(500)
    run()
    Delivery.objects.update(tries=deliveries.TRIES - 1)

    with later(hours=1):
        run()

    given_up = Delivery.objects.get()
    assert (given_up.state, given_up.status) == (State.DEAD, 500)


def test_after_four_days_of_failing_a_try_is_the_last(webhook, finding, receiver):
    receiver.answer = status(500)
    run()

    with later(days=4, minutes=1):
        run()

    assert (Delivery.objects.get().state, Delivery.objects.get().tries) == (State.DEAD, 2)


def test_a_receiver_that_fails_is_left_alone_until_the_next_sweep(webhook, finding, tell, receiver):
    receiver.answer = status(500)
    tell(finding)
    tell(finding, "finding.verify")

    run()

    assert len(receiver.messages) == 1
    assert Delivery.objects.filter(tries=0).count() == 2


def test_another_receiver_is_told_all_the_same(webhook, propose, approve, finding, tell, receiver, settings):
    settings.WEBHOOK_PORTS += [9]  # where nobody listens
    approve(propose(name="Nobody", url="http://127.0.0.1:9/"))
    tell(finding, "finding.verify")

    run()

    assert {message.told["type"] for message in receiver.messages} == {"finding.issue", "finding.verify"}
    assert Delivery.objects.filter(webhook__name="Nobody", error__contains="refused").count() == 1


@pytest.fixture
def hopeless(webhook, finding, tell, receiver):
    """Five messages before their last try, to a receiver that fails."""
    receiver.answer = status(500)
    for _each in range(4):
        tell(finding)
    deliveries.plan(timezone.now())
    Delivery.objects.update(tries=deliveries.TRIES - 1)
    return webhook


def test_after_five_given_up_in_a_row_the_webhook_pauses_and_its_owner_is_told(hopeless, cast):
    for _minute in range(5):
        run()

    hopeless.refresh_from_db()
    told = Notification.objects.filter(event__kind="webhook.give_up").values_list("user", flat=True)
    assert hopeless.state == Webhook.State.PAUSED
    assert Event.objects.get(kind="webhook.give_up").content.actor == robot()
    assert set(told) == {cast["ines"].pk, cast["adam"].pk}


def test_one_success_in_between_keeps_it_going(hopeless, receiver):
    for _minute in range(3):
        run()
    receiver.answer = status(200)
    Delivery.objects.filter(pk=Delivery.objects.filter(state=State.WAITING).first().pk).update(
        next_try_at=timezone.now() - timedelta(hours=1)
    )
    deliveries.SENT_AT_ONCE, before = 1, deliveries.SENT_AT_ONCE
    run()
    deliveries.SENT_AT_ONCE = before
    receiver.answer = status(500)
    run()

    hopeless.refresh_from_db()
    assert Delivery.objects.filter(state=State.DEAD).count() == 4
    assert hopeless.state == Webhook.State.ACTIVE


def test_a_receiver_that_is_gone_for_good_is_given_up_at_once(webhook, finding, receiver):
    receiver.answer = status(410)

    run()

    webhook.refresh_from_db()
    assert (webhook.state, Delivery.objects.get().state) == (Webhook.State.PAUSED, State.DEAD)


def test_a_name_that_leads_inside_by_now_is_a_failure_with_its_reason(webhook, finding, receiver, settings):
    settings.WEBHOOK_NETWORKS = []
    Webhook.objects.update(url=f"http://localhost:{receiver.port}/")

    run()

    assert receiver.messages == []
    assert "not a public address" in Delivery.objects.get().error


def test_an_address_that_is_no_longer_allowed_is_a_failure_with_its_reason(webhook, finding, receiver, settings):
    settings.WEBHOOK_PORTS = []

    run()

    assert receiver.messages == []
    assert (Delivery.objects.get().state, "not allowed" in Delivery.objects.get().error) == (State.WAITING, True)


# Pause, resume, end, again, test.


def test_while_paused_nothing_is_sent_and_nothing_is_lost(webhook, finding, cast, tell, receiver):
    on = today()
    WEBHOOK.move(webhook, "pause", actor=cast["carla"], on=on, reason="The receiver is being moved.")
    run()
    assert receiver.messages == []

    resume_webhook(actor=cast["adam"], webhook=webhook, on=on)
    run()

    assert len(receiver.messages) == 1


def test_paused_between_look_and_claim_nothing_is_sent(webhook, finding, receiver, monkeypatch):
    deliveries.plan(timezone.now())
    pk, seen = Delivery.objects.values_list("pk", "next_try_at").get()
    Webhook.objects.update(state=Webhook.State.PAUSED)

    assert deliveries._send(pk, seen) is None

    waiting = Delivery.objects.get()
    assert (receiver.messages, waiting.tries, waiting.next_try_at) == ([], 0, seen)


def test_what_waits_is_called_off_when_the_webhook_ends(made, finding, cast, receiver):
    deliveries.plan(timezone.now())

    end_webhook(actor=cast["carla"], webhook=made.webhook, on=today(), reason="Not needed any more.")
    run()

    assert receiver.messages == []
    assert Delivery.objects.get().state == State.WITHHELD
    assert not WebhookSecret.objects.live(timezone.now()).exists()


def test_what_was_given_up_is_sent_again_with_all_its_tries(webhook, finding, cast, receiver):
    receiver.answer = status(410)
    run()
    receiver.answer = status(204)
    webhook.refresh_from_db()
    resume_webhook(actor=cast["adam"], webhook=webhook, on=today())

    send_again(actor=cast["adam"], webhook=webhook)
    run()

    assert (Delivery.objects.get().state, Delivery.objects.get().tries) == (State.DELIVERED, 1)


def test_a_test_says_that_it_is_one_and_is_tried_once(webhook, cast, receiver):
    receiver.answer = status(500)

    delivery = send_test(actor=cast["adam"], webhook=webhook)
    run()

    delivery.refresh_from_db()
    assert receiver.last.told["type"] == "webhook.tested"
    assert receiver.last.told["data"]["subject"]["uuid"] == str(webhook.uuid)
    assert delivery.state == State.DEAD


def test_a_paused_webhook_sends_tests_alone(webhook, finding, cast, receiver):
    WEBHOOK.move(webhook, "pause", actor=cast["adam"], on=today(), reason="The receiver is being moved.")

    send_test(actor=cast["adam"], webhook=webhook)
    run()

    assert [message.told["type"] for message in receiver.messages] == ["webhook.tested"]


# Secrets.


def test_during_a_replacement_messages_carry_both_signatures(made, finding, tell, cast, receiver):
    new = replace_webhook_secret(actor=cast["adam"], webhook=made.webhook)

    run()
    assert receiver.last.is_signed_with(made.secret)
    assert receiver.last.is_signed_with(new.secret)

    tell(finding)
    with later(days=1, minutes=1):
        run()
    assert not receiver.last.is_signed_with(made.secret)
    assert receiver.last.is_signed_with(new.secret)


def test_secrets_move_to_a_new_key_of_the_installation(made, finding, receiver, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a second key of the installation", [settings.SECRET_KEY]
    tasks.tidy_webhooks()
    settings.SECRET_KEY_FALLBACKS = []

    run()

    assert receiver.last.is_signed_with(made.secret)


def test_without_the_key_nothing_is_sent_unsigned(webhook, finding, receiver, settings, caplog):
    settings.SECRET_KEY = "a key that knows nothing of the old one"

    run()
    tasks.tidy_webhooks()

    assert receiver.messages == []
    assert "SECRET_KEY_FALLBACKS" in Delivery.objects.get().error


# Order in the house.


def test_no_transaction_is_open_while_a_receiver_is_waited_for(transactional_db, made, finding, receiver, monkeypatch):
    open_while = []
    sent = deliveries.post

    def looked(*of, **told):
        open_while.append(connection.in_atomic_block)
        return sent(*of, **told)

    monkeypatch.setattr(deliveries, "post", looked)

    run()

    assert open_while == [False]


def test_an_event_settled_long_ago_is_neither_looked_at_nor_told_again(webhook, finding, receiver):
    run()
    event = Delivery.objects.get().event_id

    with later(days=31):
        tasks.tidy_webhooks()
        run()

    webhook.refresh_from_db()
    assert webhook.after_event == event
    assert (Delivery.objects.count(), len(receiver.messages)) == (0, 1)


def test_the_mark_does_not_move_over_what_may_still_be_committed(webhook, finding, receiver):
    before = webhook.after_event
    run()

    with later(days=1):
        tasks.tidy_webhooks()

    webhook.refresh_from_db()
    assert webhook.after_event == before


def test_the_secret_stands_in_no_event_and_no_log(made, finding, cast, receiver, caplog):
    caplog.set_level(logging.DEBUG)
    receiver.answer = status(500)
    new = replace_webhook_secret(actor=cast["adam"], webhook=made.webhook)
    run()

    with connection.cursor() as cursor:
        cursor.execute("SELECT summary, details FROM foundation_eventcontent")
        events = str(cursor.fetchall())
    rows = str(list(WebhookSecret.objects.values())) + str(list(Delivery.objects.values())) + repr(new) + str(new)
    for secret in (made.secret, new.secret):
        assert secret.removeprefix("whsec_") not in events + caplog.text + rows


def test_no_address_stands_in_the_log(webhook, finding, receiver, caplog):
    """Some receivers are guarded by a key in their address."""
    caplog.set_level(logging.DEBUG)
    Webhook.objects.update(url=receiver.url + "/T0KENCANARY?key=T0KENCANARY")
    receiver.answer = status(500)

    run()

    assert receiver.last.path.endswith("?key=T0KENCANARY")
    assert "T0KENCANARY" not in caplog.text
    assert "T0KENCANARY" not in str(list(Delivery.objects.values()))


def test_a_crash_after_the_answer_repeats_the_message_under_its_id(webhook, finding, receiver, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(deliveries, "_settle", lambda *_of, **_told: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            run()
    assert run() == 0

    with later(minutes=3):
        run()

    ids = {message.headers["webhook-id"] for message in receiver.messages}
    assert (len(receiver.messages), len(ids), Delivery.objects.get().state) == (2, 1, State.DELIVERED)


def test_made_in_one_transaction_with_its_change_or_not_at_all(webhook, finding, tell, receiver):
    with transaction.atomic():
        tell(finding, "finding.verify")
        transaction.set_rollback(True)

    run()

    assert [message.told["type"] for message in receiver.messages] == ["finding.issue"]
