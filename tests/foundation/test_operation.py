"""Jobs, mails, exports and the trail: who looks, what they see, and what an administrator does about a failure."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audits.actions import log_finding
from audits.models import Finding
from foundation import jobs, outbox
from foundation.access import Role
from foundation.administration.events import TECHNICAL, events_for
from foundation.models import Event, Job, Notification
from foundation.refusals import WrongState
from foundation.trail import record
from tests.company import TODAY, grant

JOBS, MAILS, TRAIL, EXPORTS = (f"/administration/{name}/" for name in ("jobs", "mails", "trail", "exports"))


@pytest.fixture(autouse=True)
def messages(monkeypatch):
    """The messages to workers, kept instead of sent."""
    sent = []
    monkeypatch.setattr(
        "foundation.jobs.current_app.send_task", lambda name, **options: sent.append(options["args"][0])
    )
    return sent


@pytest.fixture
def failed(cast):
    return Job.objects.create(kind="tests.count", owner=cast["ines"], state="failed", tries=3, message="No room left.")


def tell(cast, kind="tests.told", subject="ines", summary="Told.", to="ines", **more):
    with transaction.atomic():
        return record(actor=cast["adam"], kind=kind, subject=cast[subject], summary=summary, notify=[cast[to]], **more)


def refused(cast, tries=8):
    tell(cast)
    Notification.objects.update(tries=tries, last_error="Mailbox full", next_try_at=timezone.now())
    return Notification.objects.get(event__kind="tests.told")


# Jobs.


def test_administrators_see_everybodys_jobs_and_why_one_failed(browse, failed):
    text = browse("adam").get(JOBS).content.decode()

    assert "Ines Moreau" in text
    assert "No room left." in text
    assert "/retry/" in text


def test_an_officer_sees_them_without_the_buttons(browse, failed):
    text = browse("carla").get(JOBS).content.decode()

    assert "No room left." in text
    assert "/retry/" not in text


def test_a_failed_job_is_put_back_with_all_its_tries(browse, failed, messages, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = browse("adam").post(reverse("foundation:retry_job", args=[failed.uuid]))

    failed.refresh_from_db()
    assert answer["Location"] == JOBS
    assert (failed.state, failed.tries, failed.message) == ("waiting", 0, "")
    assert messages == [str(failed.uuid)]
    assert Event.objects.about(failed).filter(kind="job.retried").exists()


def test_a_job_that_runs_is_not_started_a_second_time(cast, failed):
    Job.objects.update(state="running")

    with pytest.raises(WrongState):
        jobs.retry(actor=cast["adam"], job=failed)


def test_a_cancelled_job_ends_and_its_worker_stops_at_the_next_sign_of_life(browse, cast, monkeypatch):
    monkeypatch.setattr(jobs, "_kinds", {})
    seen = []

    @jobs.job("tests.long", label="Long work")
    def long(job, *, actor):
        jobs.progress(job, 1, 3)
        browse("adam").post(reverse("foundation:cancel_job", args=[job.uuid]))
        jobs.progress(job, 3, 3)
        seen.append("went on")

    asked = Job.objects.create(kind="tests.long", owner=cast["ines"])

    jobs.run(asked.uuid)

    asked.refresh_from_db()
    assert (asked.state, asked.message, seen) == ("failed", "Cancelled by an administrator.", [])
    assert Notification.objects.filter(user=cast["ines"], event__kind="job.cancelled").exists()


def test_an_ended_job_is_not_cancelled(cast, failed):
    with pytest.raises(WrongState):
        jobs.cancel(actor=cast["adam"], job=failed)


# Mails.


def test_mails_tell_to_whom_when_and_what_went_wrong_and_never_what_they_say(browse, cast):
    tell(cast, summary="The sealed words")
    Notification.objects.update(tries=8, last_error="Mailbox full")

    text = browse("adam").get(MAILS).content.decode()

    assert "Ines Moreau" in text
    assert "tests.told" in text
    assert "Mailbox full" in text
    assert "Given up" in text
    assert "The sealed words" not in text


@pytest.mark.parametrize(
    ("facts", "standing"),
    [
        ({"mailed_at": timezone.now()}, "mailed"),
        ({}, "waiting"),
        ({"tries": 1}, "waiting"),
        ({"tries": 2, "last_error": "Later"}, "failing"),
        ({"tries": 8, "last_error": "Never"}, "given_up"),
    ],
)
def test_how_a_mail_stands(browse, cast, facts, standing):
    Notification.objects.all().delete()
    tell(cast)
    Notification.objects.update(**facts)

    [row] = browse("adam").get(MAILS).context["list"].rows

    assert row.standing == standing
    assert [one.pk for one in browse("adam").get(MAILS, {"standing": standing}).context["list"].rows] == [row.pk]


def test_one_that_was_given_up_is_sent_again(browse, cast, mailoutbox):
    mail = refused(cast)

    browse("adam").post(reverse("foundation:resend_mails"), {"row": mail.uuid})
    outbox.send_waiting()

    mail.refresh_from_db()
    assert mail.mailed_at is not None
    assert ["ines@meridane.example"] in [one.to for one in mailoutbox]
    assert Event.objects.filter(kind="mail.resent").count() == 1


def test_all_that_were_given_up_are_sent_again_at_once_and_the_rest_is_left(browse, cast):
    Notification.objects.all().delete()
    refused(cast)
    tell(cast, to="carla")

    browse("adam").post(reverse("foundation:resend_mails"), {"all": "yes"})

    assert sorted(Notification.objects.values_list("user__name", "tries")) == [("Carla Stone", 0), ("Ines Moreau", 0)]
    assert Event.objects.get(kind="mail.resent").content.details == {"count": 1}


def test_nothing_to_send_again_is_said(browse, cast):
    tell(cast)

    answer = browse("adam").post(reverse("foundation:resend_mails"), {"row": "no-uuid"}, follow=True)

    assert "Nothing to send again" in answer.content.decode()


# Exports.


def test_an_export_is_told_with_list_rows_and_filter(browse, cast):
    browse("ines").get(reverse("audits:findings"), {"export": "csv", "type": "major"}).getvalue()

    text = browse("adam").get(EXPORTS).content.decode()

    assert "Ines Moreau" in text
    assert "type=major" in text
    assert "CSV" in text


# The trail.


def about(rows):
    return {event.kind for event in rows}


def test_an_officer_finds_what_somebody_did_to_a_finding_on_a_day(browse, finding):
    asked = {"person": "tobias", "kind": "finding", "thing": finding.ref.lower(), "day_after": "2020-01-01"}

    rows = browse("carla").get(TRAIL, asked).context["list"].rows

    assert "finding.issue" in about(rows)
    assert {row.content.actor.name for row in rows} == {"Tobias Lindqvist"}
    assert {(row.thing, row.thing_url) for row in rows} == {(str(finding), finding.get_absolute_url())}


def test_nothing_is_found_on_a_day_on_which_nothing_was(browse, finding):
    tomorrow = (timezone.now() + timedelta(days=2)).date().isoformat()

    assert browse("carla").get(TRAIL, {"day_after": tomorrow}).context["list"].rows == []


def test_an_object_is_found_by_its_uuid_and_a_person_by_their_address(browse, cast, finding):
    carla = browse("carla")

    by_uuid = carla.get(TRAIL, {"thing": str(finding.uuid)}).context["list"].rows
    tell(cast, kind="account.tests", subject="emma")
    by_address = carla.get(TRAIL, {"thing": "EMMA@meridane.example"}).context["list"].rows

    assert {row.subject_uuid for row in by_uuid} == {finding.uuid}
    assert "account.tests" in about(by_address)


def test_drafts_of_findings_stay_with_the_team_in_the_trail_as_everywhere(company, audit, cast):
    draft = log_finding(
        actor=cast["priya"],
        audit=audit,
        item=audit.items.last(),
        type=Finding.Type.MINOR,
        statement="One drill has no record.",
        owner=company.person("samir"),
        on=TODAY,
    )

    assert not events_for(cast["carla"]).about(draft).exists()
    assert Event.objects.about(draft).exists()


def test_an_administrator_sees_technical_kinds_only(cast, finding):
    tell(cast, kind="account.tests")

    kinds = about(events_for(cast["adam"]))

    assert "account.tests" in kinds
    assert all(kind.startswith(TECHNICAL) for kind in kinds)
    assert about(events_for(cast["carla"])) > {"finding.issue", "account.tests"}


def test_an_administrator_reads_the_names_of_accounts_and_is_led_to_them(browse, cast):
    tell(cast, kind="account.tests", subject="emma")

    [row] = browse("adam").get(TRAIL, {"kind": "account.tests"}).context["list"].rows

    assert row.thing == "Emma Cole"
    assert browse("adam").get(row.thing_url).status_code == 200


def test_an_officer_of_a_region_sees_the_rows_of_that_region_and_nothing_of_the_organisation(company, cast, finding):
    malik = cast["malik"]
    grant(malik, (Role.CO, company.units["MEA"]))
    tell(cast, kind="account.tests")

    seen = events_for(malik)

    assert not seen.about(finding).exists()
    assert "account.tests" not in about(seen)


@pytest.mark.parametrize("who", ["helena", "tobias", "samir", "claire"])
def test_others_find_nothing(browse, cast, who):
    assert browse(who).get(TRAIL).status_code in (403, 404)
    assert not events_for(cast[who]).exists()


def test_an_officer_takes_the_trail_away_as_a_file_and_that_is_noted(browse, finding):
    carla = browse("carla")

    text = carla.get(TRAIL, {"export": "csv", "kind": "finding"}).getvalue().decode()

    assert "finding.issue" in text
    assert Event.objects.filter(kind="list.exported", content__details__list="trail").exists()


def test_an_administrator_takes_nothing_away(browse):
    assert browse("adam").get(TRAIL, {"export": "csv"}).status_code == 403


def test_a_wild_search_is_answered(browse, finding):
    carla = browse("carla")

    for asked in (
        {"thing": "' OR 1=1 --"},
        {"kind": "%"},
        {"person": "\u202e"},
        {"day_after": "never"},
        {"after": "x"},
    ):
        assert carla.get(TRAIL, asked).status_code == 200


def test_the_pages_need_few_queries(browse, finding, failed, django_assert_max_num_queries):
    adam, carla = browse("adam"), browse("carla")
    for client, where in ((adam, JOBS), (adam, MAILS), (adam, EXPORTS), (adam, TRAIL), (carla, EXPORTS)):
        with django_assert_max_num_queries(12):
            assert client.get(where).status_code == 200
    carla.get(TRAIL)  # knows the types of rows from now on
    with django_assert_max_num_queries(12):  # one for each kind of row that this page of the trail is about
        assert carla.get(TRAIL).status_code == 200
