"""Reports that come by themselves: who gets which file, when, and what ends."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from foundation import files, jobs, outbox
from foundation.access import robot
from foundation.approvals import take_step
from foundation.directory.actions.accounts import close_account
from foundation.models import Event, Job, Notification, Sending, Subscription
from foundation.refusals import WrongState
from foundation.subscriptions import actions
from foundation.subscriptions.clock import sweep_subscriptions
from foundation.sweeps import rules
from tests.company import TODAY
from tests.reported import reports_of_the_world

MONDAY = date(2026, 11, 23)
LISBON = "Europe/Lisbon"
State = Subscription.State


@pytest.fixture
def subscription(company, finding):
    return reports_of_the_world(company)


def sweep(on=MONDAY):
    return sweep_subscriptions(on=on, zone=LISBON)


def begin(cast, actor="helena", recipients=("helena",), **facts):
    asked = {"report": "corrective-actions", "query": "", "title": "Actions", "rhythm": "week:0", **facts}
    return actions.subscribe(actor=cast[actor], recipients=[cast[one] for one in recipients], on=TODAY, **asked)


def test_it_begins_on_the_next_day_of_its_rhythm_by_the_owners_calendar(subscription, company):
    assert (subscription.next_on, subscription.unit, subscription.state) == (MONDAY, company.units["HQ"], State.ACTIVE)
    assert Event.objects.filter(kind="subscription.begun").exists()


def test_nobody_gets_what_they_may_not_read(cast):
    with pytest.raises(ValidationError, match=r"Not everybody may read this report.*Emma Cole"):
        begin(cast, report="board", recipients=["helena", "emma"], rhythm="month:1")


def test_nobody_subscribes_to_what_they_may_not_read_themselves(cast):
    with pytest.raises(ValidationError, match="no such report for you"):
        begin(cast, actor="emma", report="board", recipients=["helena"])


def test_people_outside_have_no_reports(cast):
    with pytest.raises(PermissionDenied):
        begin(cast, actor="claire")


def test_parameters_that_mean_nothing_are_refused(cast):
    with pytest.raises(ValidationError, match="cannot be asked for with these parameters"):
        begin(cast, report="findings-list", query="type=nonsense")


@pytest.mark.parametrize("facts", [{"rhythm": "week:9"}, {"title": ""}, {"recipients": []}, {"query": "x" * 3000}])
def test_what_cannot_be_kept_is_refused(cast, facts):
    with pytest.raises(ValidationError):
        begin(cast, **facts)


def test_each_recipient_gets_a_file_made_with_their_own_rights(subscription, cast):
    sweep()

    sent = {one.recipient: one.job for one in Sending.objects.select_related("recipient", "job")}
    assert set(sent) == {cast["helena"], cast["samir"]}
    assert all(job.owner == user and jobs.run(job.uuid) for user, job in sent.items())
    done = {job.owner_id: job for job in Job.objects.all()}
    assert all(job.state == Job.State.DONE and files.exists(job.result_sha256) for job in done.values())


def test_it_is_sent_once_a_day_however_often_the_clock_runs(subscription):
    assert [sweep()["sent"] for _run in range(2)] == [1, 0]

    subscription.refresh_from_db()
    assert Sending.objects.count() == 2
    assert subscription.next_on == MONDAY + timedelta(days=7)


def test_nothing_is_sent_before_its_day(subscription):
    assert sweep(MONDAY - timedelta(days=1)) == {"lapsed": 0, "sent": 0}


def test_missed_nights_are_made_up_for_once(subscription):
    sweep(date(2026, 12, 10))

    subscription.refresh_from_db()
    assert set(Sending.objects.values_list("due_on", flat=True)) == {date(2026, 12, 7)}
    assert subscription.next_on == date(2026, 12, 14)
    told = Event.objects.get(kind="subscription.sent").content.details
    assert (told["due_on"], told["missed"]) == ("2026-12-07", ["2026-11-23", "2026-11-30"])
    assert not next(rule for rule in rules() if rule.name == "subscriptions.send").replays


def test_who_may_no_longer_read_it_gets_nothing_and_its_owner_is_told(subscription, cast):
    close_account(actor=cast["adam"], user=cast["samir"], reason="Moved.", on=TODAY)

    sweep()

    withheld = Sending.objects.get(recipient=cast["samir"])
    assert (withheld.job, withheld.withheld) == (None, "The account is closed.")
    assert Notification.objects.filter(event__kind="subscription.sent", user=cast["helena"]).exists()


def test_the_mail_holds_a_link_and_no_file(subscription, cast):
    sweep()
    job = Job.objects.get(owner=cast["helena"])
    jobs.run(job.uuid)
    mail.outbox.clear()

    outbox.send_waiting()

    sent = next(
        one for one in mail.outbox if one.to == [cast["helena"].email] and "Actions, 23 Nov 2026" in one.subject
    )
    assert job.get_absolute_url() in sent.body
    assert subscription.get_absolute_url() in sent.body
    assert sent.attachments == []


def test_those_of_somebody_who_left_end_in_the_night(subscription, cast):
    close_account(actor=cast["adam"], user=cast["helena"], reason="Left.", on=TODAY)

    assert sweep() == {"lapsed": 1, "sent": 0}

    subscription.refresh_from_db()
    assert subscription.state == State.ENDED
    assert Notification.objects.filter(event__kind="subscription.lapse", user=cast["samir"]).exists()


def test_nothing_comes_while_it_is_paused_and_what_was_missed_is_not_made_up_for(subscription, cast):
    take_step(actor=cast["helena"], subject=subscription, step="pause", on=TODAY)

    assert sweep(date(2026, 12, 3))["sent"] == 0
    take_step(actor=cast["helena"], subject=subscription, step="resume", on=date(2026, 12, 3))

    subscription.refresh_from_db()
    assert (subscription.state, subscription.next_on) == (State.ACTIVE, date(2026, 12, 7))


def test_its_owner_changes_name_rhythm_and_recipients(subscription, cast):
    given = {"title": "All actions", "rhythm": "month:-1", "recipients": [cast["helena"], cast["omar"]]}

    take_step(actor=cast["helena"], subject=subscription, step="change", on=TODAY, given=given)

    subscription.refresh_from_db()
    assert (subscription.title, subscription.next_on) == ("All actions", date(2026, 11, 30))
    assert set(subscription.recipients.all()) == {cast["helena"], cast["omar"]}
    assert Notification.objects.filter(event__kind="subscription.change", user=cast["omar"]).exists()


def test_a_recipient_takes_themselves_out(subscription, cast):
    take_step(actor=cast["samir"], subject=subscription, step="leave", on=TODAY)

    assert list(subscription.recipients.all()) == [cast["helena"]]
    assert subscription.state == State.ACTIVE


def test_it_ends_with_its_last_recipient(subscription, cast):
    for name in ("samir", "helena"):
        take_step(actor=cast[name], subject=subscription, step="leave", on=TODAY)

    subscription.refresh_from_db()
    assert subscription.state == State.ENDED


MAY = {
    "change": {"helena"},
    "pause": {"helena"},
    "resume": {"helena"},
    "leave": {"helena", "samir"},
    "end": {"helena", "ines", "carla", "adam"},
    "lapse": set(),
}
FROM = {
    "change": "active paused",
    "pause": "active",
    "resume": "paused",
    "leave": "active paused",
    "end": "active paused",
}
GIVEN = {"change": {"title": "Other", "rhythm": "week:1"}}


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("step", MAY)
def test_each_step_is_taken_by_whom_and_from_where_the_table_says(subscription, cast, step, state):
    Subscription.objects.filter(pk=subscription.pk).update(state=state)
    given = GIVEN.get(step, {}) | ({"recipients": [cast["helena"], cast["samir"]]} if step == "change" else {})
    for name, user in cast.items():
        subscription.refresh_from_db()
        allowed = name in MAY[step] and state in FROM.get(step, "")
        if allowed:
            continue
        wanted = WrongState if name in MAY[step] else PermissionDenied
        reason = {"reason": "Because."} if step == "lapse" else {}
        with pytest.raises(wanted):
            take_step(actor=user, subject=subscription, step=step, on=TODAY, given=given, **reason)


def test_only_the_clock_has_work_done_for_somebody(cast):
    with pytest.raises(PermissionDenied):
        jobs.start(actor=cast["ines"], kind="report.actions", owner=cast["helena"])


def test_only_the_clock_sends(subscription, cast):
    with pytest.raises(PermissionDenied):
        actions.send_subscription(actor=cast["adam"], subscription=subscription, on=MONDAY)
    assert len(actions.send_subscription(actor=robot(), subscription=subscription, on=MONDAY)) == 2


def test_it_is_seen_by_owner_recipients_and_who_watches_the_operation(subscription, cast):
    seen = {name for name, user in cast.items() if Subscription.objects.visible_to(user).exists()}

    assert seen == {"helena", "samir", "ines", "carla", "adam"}


def test_others_see_that_a_report_was_made_but_never_its_file(subscription, cast, browse):
    sweep()
    job = Job.objects.get(owner=cast["samir"])
    jobs.run(job.uuid)

    answers = {name: browse(name).get(reverse("foundation:report_history")) for name in ("ines", "helena", "omar")}
    assert [answers[name].content.decode().count("Samir Haddad") > 0 for name in answers] == [True, True, False]
    assert job.get_absolute_url() not in answers["ines"].content.decode()
    assert browse("ines").get(reverse("foundation:job_file", args=[job.uuid])).status_code == 404
    assert browse("samir").get(reverse("foundation:job_file", args=[job.uuid])).status_code == 200


def test_the_page_shows_the_next_days_and_what_was_sent(subscription, browse, django_assert_max_num_queries):
    sweep()
    client = browse("helena")

    with django_assert_max_num_queries(12):
        text = client.get(subscription.get_absolute_url()).content.decode()

    assert "30 Nov 2026, 7 Dec 2026, 14 Dec 2026" in text
    assert "Samir Haddad" in text


def test_one_subscribes_from_the_page_of_a_report(cast, browse):
    client = browse("helena")
    chosen = client.post(reverse("foundation:report", args=["findings-list"]), {"type": "major", "repeat": "yes"})
    sent = {"title": "Majors", "rhythm": "month:1", "recipients": "helena@meridane.example", "query": "type=major"}

    answer = client.post(reverse("foundation:subscribe", args=["findings-list"]), sent)

    made = Subscription.objects.get()
    assert chosen.headers["Location"].endswith("?type=major")
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.query, made.rhythm, list(made.recipients.all())) == ("type=major", "month:1", [cast["helena"]])


@pytest.mark.parametrize("recipients", ["", "nobody@meridane.example", "claire@outside.example", "emma\x00@x"])
def test_a_refused_subscription_comes_back_filled(cast, browse, recipients):
    sent = {"title": "Majors", "rhythm": "month:1", "recipients": recipients, "query": ""}

    answer = browse("helena").post(reverse("foundation:subscribe", args=["findings-list"]), sent)

    assert answer.status_code == 422
    assert "Majors" in answer.content.decode()


def test_kept_files_are_offered_and_old_ones_are_not(subscription, cast, browse):
    sweep()
    job = Job.objects.get(owner=cast["helena"])
    jobs.run(job.uuid)
    link = reverse("foundation:job_file", args=[job.uuid])
    client = browse("helena")

    assert link in client.get(reverse("foundation:reports")).content.decode()

    Job.objects.filter(pk=job.pk).update(finished_at=timezone.now() - timedelta(days=15))
    assert link not in client.get(reverse("foundation:reports")).content.decode()
