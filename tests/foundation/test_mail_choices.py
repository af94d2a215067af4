"""How people choose to be mailed: at once, gathered, or not at all; and not on days off."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from foundation import outbox
from foundation.dates import WorkCalendar
from foundation.forms import MailForm
from foundation.mailing import moment
from foundation.models import Notification
from foundation.topics import TOPICS, Way
from foundation.trail import record

HQ = WorkCalendar(weekend=frozenset({5, 6}), holidays=frozenset({date(2026, 12, 25)}), name="HQ")
GULF = WorkCalendar(weekend=frozenset({4, 5}), holidays=frozenset(), name="MEA")
ALWAYS = WorkCalendar(weekend=frozenset(), holidays=frozenset(), name="ALWAYS")
ROME = "Europe/Rome"


def leaves(way, at, *, zone=ROME, calendar=HQ, rests=False):
    here = ZoneInfo(zone)
    sent = moment(way, datetime.fromisoformat(at).replace(tzinfo=here), zone=zone, calendar=calendar, rests=rests)
    return sent.astimezone(here).strftime("%a %Y-%m-%d %H:%M")


def test_a_mail_leaves_now_or_on_the_morning_that_suits():
    assert leaves(Way.AT_ONCE, "2026-11-20T15:30", rests=True) == "Fri 2026-11-20 15:30"
    assert leaves(Way.AT_ONCE, "2026-11-21T15:30", rests=True) == "Mon 2026-11-23 07:00"
    assert leaves(Way.AT_ONCE, "2026-11-20T15:30", rests=True, calendar=GULF) == "Sun 2026-11-22 07:00"
    assert leaves(Way.DAILY, "2026-11-20T06:59") == "Fri 2026-11-20 07:00"
    assert leaves(Way.DAILY, "2026-11-20T07:00") == "Sat 2026-11-21 07:00"
    assert leaves(Way.DAILY, "2026-11-20T07:00", rests=True) == "Mon 2026-11-23 07:00"
    assert leaves(Way.DAILY, "2026-12-24T12:00", rests=True) == "Mon 2026-12-28 07:00"
    assert leaves(Way.WEEKLY, "2026-11-20T15:30") == "Mon 2026-11-23 07:00"
    assert leaves(Way.WEEKLY, "2026-11-23T06:00") == "Mon 2026-11-23 07:00"
    assert leaves(Way.WEEKLY, "2026-11-23T08:00") == "Mon 2026-11-30 07:00"
    assert leaves(Way.WEEKLY, "2026-11-23T08:00", calendar=GULF) == "Sun 2026-11-29 07:00"
    assert leaves(Way.WEEKLY, "2026-11-23T08:00", calendar=ALWAYS) == "Mon 2026-11-30 07:00"
    assert leaves(Way.DAILY, "2026-03-28T20:00") == "Sun 2026-03-29 07:00"  # the clocks go forward that night


FIRST, LAST = datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2028-12-31")


@given(
    at=st.datetimes(FIRST, LAST, timezones=st.just(ZoneInfo("Asia/Riyadh"))),
    way=st.sampled_from([Way.AT_ONCE, Way.DAILY, Way.WEEKLY]),
    calendar=st.sampled_from([HQ, GULF, ALWAYS]),
)
def test_a_mail_never_leaves_before_its_event_nor_on_a_day_off(at, way, calendar):
    sent = moment(way, at, zone="Asia/Riyadh", calendar=calendar, rests=True)

    assert sent >= at
    assert (sent - at).days <= 11
    assert sent.weekday() not in calendar.weekend
    assert sent.date() not in calendar.holidays


def tell(subject, actor, person, *, kind="finding.accept_plan", summary="Plan accepted"):
    with transaction.atomic():
        record(actor=actor, kind=kind, subject=subject, summary=summary, notify=[person])


def choose(user, *, rests=False, **ways):
    outbox.choose_mails(actor=user, ways=ways, rests=rests)
    user.refresh_from_db()
    Notification.objects.all().delete()


@time_machine.travel("2026-11-20T10:00:00Z", tick=False)
def test_who_wants_no_mail_finds_it_in_the_bell_only(finding, cast):
    choose(cast["samir"], records=Way.NONE)

    tell(finding, cast["tobias"], cast["samir"])

    assert (outbox.send_waiting(), outbox.send_gathered()) == (0, 0)
    assert Notification.objects.visible_to(cast["samir"]).unread().count() == 1


@time_machine.travel("2026-11-21T10:00:00Z", tick=False)  # a Saturday
def test_what_opens_an_account_comes_at_once_whatever_one_chose(finding, cast):
    choose(cast["samir"], rests=True, **dict.fromkeys((one.name for one in TOPICS), Way.NONE))

    tell(cast["samir"].person, cast["adam"], cast["samir"], kind="role.granted", summary="A role was granted")

    assert outbox.send_waiting() == 1


def test_a_day_is_one_mail_that_leaves_out_what_was_read(finding, cast):
    choose(cast["samir"], records=Way.DAILY, due=Way.DAILY)
    with time_machine.travel("2026-11-20T10:00:00Z", tick=False):
        tell(finding, cast["tobias"], cast["samir"], summary="Plan accepted")
        tell(finding, cast["tobias"], cast["samir"], summary="Read meanwhile")
        tell(finding, cast["tobias"], cast["samir"], kind="finding.reminded", summary="The plan is due on 4 Dec 2026")
        tell(finding, cast["tobias"], cast["samir"], kind="approval.asked", summary="Asked to approve")
        sent_at_once = outbox.send_waiting() + outbox.send_gathered()
    Notification.objects.filter(event__content__summary="Read meanwhile").update(read_at="2026-11-20T11:00:00Z")
    mail.outbox.clear()

    with time_machine.travel("2026-11-21T08:00:00Z", tick=False):
        sent, again = outbox.send_gathered(), outbox.send_gathered()

    [message] = mail.outbox
    assert (sent_at_once, sent, again) == (1, 1, 0)
    assert message.to == ["samir@meridane.example"]
    assert message.subject == "2 notifications from Attest"
    assert "Plan accepted" in message.body
    assert "The plan is due on 4 Dec 2026" in message.body
    assert finding.get_absolute_url() in message.body
    assert "Read meanwhile" not in message.body


def test_a_gathered_mail_that_cannot_leave_is_tried_again(finding, cast, monkeypatch):
    choose(cast["samir"], records=Way.DAILY)
    with time_machine.travel("2026-11-20T10:00:00Z", tick=False):
        tell(finding, cast["tobias"], cast["samir"])

    with time_machine.travel("2026-11-21T08:00:00Z", tick=False), monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        refused = outbox.send_gathered()
    with time_machine.travel("2026-11-21T08:05:00Z", tick=False):
        sent = outbox.send_gathered()

    assert (refused, sent, len(mail.outbox)) == (0, 1, 1)


def refuse(_message):
    raise OSError("421 Try again later.")


def test_on_a_day_off_even_an_urgent_mail_waits(finding, cast):
    choose(cast["samir"], rests=True)

    with time_machine.travel("2026-11-21T10:00:00Z", tick=False):
        tell(finding, cast["tobias"], cast["samir"])
        saturday = outbox.send_waiting()
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False):
        monday = outbox.send_waiting()

    assert (saturday, monday) == (0, 1)


def test_one_chooses_on_a_page_that_says_what_holds(browse, cast):
    page, client = reverse("foundation:mails_of_mine"), browse("samir")
    given = {one.name: "daily" for one in TOPICS} | {"rests": "on"}

    saved = client.post(page, given)
    refused = client.post(page, given | {"talk": "by pigeon"})

    cast["samir"].refresh_from_db()
    assert saved.status_code == 302
    assert (cast["samir"].mail_ways, cast["samir"].mail_rests) == ({one.name: "daily" for one in TOPICS}, True)
    assert refused.status_code == 422
    assert "by pigeon" in refused.content.decode()
    assert list(MailForm.base_fields) == [*(one.name for one in TOPICS), "rests"]


def test_programs_choose_the_same_and_what_they_leave_out_stays(browse, cast):
    client = browse("samir")
    client.post("/api/v1/notifications/mails/", {"due": "weekly"}, content_type="application/json")

    answer = client.post("/api/v1/notifications/mails/", {"rests": True}, content_type="application/json")

    chosen = {"due": "weekly", "decisions": "at_once", "talk": "at_once", "records": "at_once", "rests": True}
    assert (answer.status_code, answer.json()) == (200, chosen)
    assert client.get("/api/v1/notifications/mails/").json() == chosen


def test_a_topic_or_a_way_there_is_not_is_refused_by_name(cast):
    with pytest.raises(ValidationError) as refused:
        outbox.choose_mails(actor=cast["samir"], ways={"weather": "daily", "talk": "by pigeon"}, rests=False)

    assert set(refused.value.error_dict) == {"weather", "talk"}
