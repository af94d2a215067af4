import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from foundation import outbox
from foundation.models import Notification
from foundation.trail import record
from tests.foundation.door import reachable, unreachable

NOON = "2026-11-20T12:00:00+00:00"


def tell(subject, actor, *people, summary="Something happened"):
    with transaction.atomic():
        return record(actor=actor, kind="test.told", subject=subject, summary=summary, notify=people)


@pytest.fixture(autouse=True)
def nobody_was_told(request):
    """The company was told of its founding; these tests begin with an empty outbox."""
    request.getfixturevalue("finding" if "finding" in request.fixturenames else "cast")
    Notification.objects.all().delete()


def test_each_person_gets_one_mail_for_one_event(company, cast):
    tell(company.units["TS"], cast["ines"], cast["samir"], cast["priya"], cast["samir"])

    sent = outbox.send_waiting()

    assert sent == 2
    assert sorted(message.to[0] for message in mail.outbox) == ["priya@meridane.example", "samir@meridane.example"]


def test_what_was_mailed_is_not_mailed_again(company, cast):
    tell(company.units["TS"], cast["ines"], cast["samir"])
    outbox.send_waiting()

    again = outbox.send_waiting()

    assert (again, len(mail.outbox)) == (0, 1)


def test_nobody_is_told_of_what_they_did_themselves(company, cast):
    tell(company.units["TS"], cast["ines"], cast["ines"])

    assert outbox.send_waiting() == 0


def test_a_mail_says_what_happened_to_what_and_where_to_read_more(finding, cast):
    tell(finding, cast["tobias"], cast["samir"], summary="Plan returned: the cause is missing")

    outbox.send_waiting()

    message = mail.outbox[0]
    assert message.subject == f"{finding.ref} {finding.title}: Plan returned: the cause is missing"
    assert "Hello Samir Haddad" in message.body
    assert "Plan returned: the cause is missing" in message.body
    assert f"{django_settings.SITE_URL}{finding.get_absolute_url()}" in message.body


def test_a_line_end_in_a_summary_makes_no_header(company, cast):
    tell(company.units["TS"], cast["ines"], cast["samir"], summary="Hello\r\nBcc: everyone@evil.example\n\nBody")

    outbox.send_waiting()

    sent = mail.outbox[0].message()
    assert not set("\r\n") & set(mail.outbox[0].subject)
    assert sent["Bcc"] is None
    assert mail.outbox[0].recipients() == ["samir@meridane.example"]


def test_a_line_end_in_a_name_makes_no_header(company, cast):
    unit = company.units["TS"]
    unit.name = "Services\nBcc: everyone@evil.example"
    unit.save()
    tell(unit, cast["ines"], cast["samir"])

    assert outbox.send_waiting() == 1
    assert mail.outbox[0].message()["Bcc"] is None


def test_a_mail_is_known_by_its_notification(company, cast):
    tell(company.units["TS"], cast["ines"], cast["samir"])

    outbox.send_waiting()

    assert str(Notification.objects.get().uuid) in mail.outbox[0].message()["Message-ID"]


def test_a_closed_account_gets_no_mail(company, cast):
    tell(company.units["TS"], cast["ines"], cast["samir"])
    cast["samir"].is_active = False
    cast["samir"].save()

    assert outbox.send_waiting() == 0


def test_a_second_worker_that_comes_in_between_sends_nothing_twice(company, cast, monkeypatch):
    tell(company.units["TS"], cast["ines"], cast["samir"], cast["priya"])
    write, other = outbox.message, []

    def interrupted(notification):
        if not other:
            other.append(0)
            other[0] = outbox.send_waiting()
        return write(notification)

    monkeypatch.setattr(outbox, "message", interrupted)
    first = outbox.send_waiting()

    assert (first, other) == (1, [1])
    assert sorted(message.to[0] for message in mail.outbox) == ["priya@meridane.example", "samir@meridane.example"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_mail_once(company, cast):
    for number in range(10):
        tell(company.units["TS"], cast["ines"], cast["samir"], summary=f"Event {number}")
    start = threading.Barrier(2)

    def work(_worker):
        start.wait()
        try:
            return outbox.send_waiting()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        sent = sum(workers.map(work, range(2)))

    assert sent == 10
    assert len({message.subject for message in mail.outbox}) == len(mail.outbox) == 10


def test_a_mail_that_cannot_leave_waits_longer_after_each_try(company, cast, settings):
    tell(company.units["TS"], cast["ines"], cast["samir"])
    unreachable(settings)
    waits = []

    with time_machine.travel(NOON, tick=False) as clock:
        Notification.objects.update(next_try_at=timezone.now())
        for _try in range(3):
            assert outbox.send_waiting() == 0
            waiting = Notification.objects.get()
            waits.append(waiting.next_try_at - timezone.now())
            clock.move_to(waiting.next_try_at)

    assert waits == [timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=8)]
    assert "refused" in Notification.objects.get().last_error.lower()


def test_a_mail_leaves_when_the_server_is_back(company, cast, settings):
    tell(company.units["TS"], cast["ines"], cast["samir"])
    unreachable(settings)
    outbox.send_waiting()
    reachable(settings)

    too_early = outbox.send_waiting()
    with time_machine.travel(timezone.now() + timedelta(minutes=3)):
        later = outbox.send_waiting()

    assert (too_early, later) == (0, 1)
    assert Notification.objects.get().last_error == ""


def test_after_eight_tries_it_is_given_up_and_stays_in_the_bell(company, cast, settings):
    tell(company.units["TS"], cast["ines"], cast["samir"])
    unreachable(settings)
    for _try in range(10):
        Notification.objects.update(next_try_at=timezone.now())
        outbox.send_waiting()

    waiting = Notification.objects.get()
    assert (waiting.tries, waiting.mailed_at, waiting.read_at) == (8, None, None)


def test_a_worker_that_died_while_sending_leaves_the_mail_to_another(company, cast, monkeypatch):
    tell(company.units["TS"], cast["ines"], cast["samir"])

    def die(_notification):
        raise SystemExit

    with monkeypatch.context() as during:
        during.setattr(outbox, "message", die)
        with pytest.raises(SystemExit):
            outbox.send_waiting()
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        sent = outbox.send_waiting()

    assert (sent, len(mail.outbox)) == (1, 1)
