"""My team: who stands there for whom, how it is narrowed, and reminders by one click."""

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from foundation.access import robot
from foundation.directory.actions import record_leave
from foundation.directory.models import User
from foundation.models.trail import Event, Notification
from foundation.refusals import Refused
from foundation.tasks import send_notifications
from people.actions import remind
from tests.attested import asked as to_sign
from tests.company import TODAY
from tests.people.teaching import asked, course, day, learned, reports

TEAM = reverse("people:team")


@pytest.fixture(autouse=True)
def that_day():
    with time_machine.travel("2026-11-20T09:00:00+00:00", tick=True):
        yield


@pytest.fixture
def awareness(company):
    return course(company)


def named(client, query=""):
    return [row.person.name for row in client.get(f"{TEAM}{query}").context["list"].rows]


def test_a_manager_sees_the_units_they_manage(browse, company):
    assert named(browse("malik")) == ["Omar Said"]


def test_who_manages_people_sees_them_without_any_role_over_their_unit(browse, company):
    assert named(browse("samir")) == []

    reports(company, "samir", "emma")

    assert named(browse("samir")) == ["Emma Cole"]


def test_people_further_down_the_line_can_be_asked_for(browse, company):
    reports(company, "helena", "samir")
    reports(company, "samir", "emma")
    client = browse("helena")

    assert named(client, "?reports=direct") == ["Samir Haddad"]
    assert named(client, "?reports=line") == ["Emma Cole", "Samir Haddad"]


def test_a_person_stands_there_with_how_each_course_stands(browse, company, awareness):
    learned(awareness, company.person("emma"))
    asked(course(company, "SEC", title="Secure development"), company.person("emma"), due=-3)

    text = browse("helena").get(f"{TEAM}?standing=overdue").content.decode()

    assert [words for words in ("Emma Cole", "Overdue", "3 days late", "to 8 Jun 2027") if words not in text] == []
    assert "Samir Haddad" not in text


def test_cases_are_nowhere_on_it(browse, company, awareness):
    assert "case" not in browse("helena").get(TEAM).content.decode().lower().replace("lowercase", "")


def test_one_click_reminds_by_one_mail_of_everything(browse, company, awareness):
    first = asked(awareness, company.person("emma"), due=-3)
    asked(course(company, "SEC", title="Secure development"), company.person("emma"))
    send_notifications()
    mail.outbox.clear()  # that their processes were added

    answer = browse("helena").post(reverse("people:remind", args=[company.person("emma").uuid]), follow=True)

    event = Event.objects.get(kind="assignment.reminded")
    assert "Emma Cole has been reminded." in answer.content.decode()
    assert (event.subject_uuid, event.content.details["courses"]) == (first.uuid, ["AWR", "SEC"])
    assert event.content.summary == "Still to learn: Security awareness, Secure development"
    assert [row.user.name for row in Notification.objects.filter(event=event)] == ["Emma Cole"]
    send_notifications()
    assert [one.to for one in mail.outbox] == [["emma@meridane.example"]]
    assert "Still to learn: Security awareness, Secure development" in mail.outbox[0].body
    assert "Reminded lately" in browse("helena").get(TEAM).content.decode()


def test_nobody_is_reminded_of_a_course_twice_in_three_days_whoever_asks(company, cast, awareness):
    asked(awareness, company.person("emma"))
    remind(actor=cast["helena"], person=company.person("emma"), on=TODAY)

    with pytest.raises(Refused, match="reminded already"):
        remind(actor=cast["ines"], person=company.person("emma"), on=TODAY)

    with pytest.raises(Refused, match="reminded already"):
        remind(actor=cast["ines"], person=company.person("emma"), on=day(2))
    assert remind(actor=cast["ines"], person=company.person("emma"), on=day(3))


def test_who_has_nothing_to_learn_is_left_alone(company, cast, awareness):
    learned(awareness, company.person("emma"))

    with pytest.raises(Refused, match="nothing left to learn"):
        remind(actor=cast["ines"], person=company.person("emma"), on=TODAY)


def test_a_document_to_sign_is_reminded_of_once_a_week(browse, company, cast):
    row = to_sign(company, "emma")

    browse("helena").post(reverse("people:remind", args=[company.person("emma").uuid]))

    row.refresh_from_db()
    assert row.reminded_on == TODAY
    assert "Reminded this week" in browse("helena").get(TEAM).content.decode()
    with pytest.raises(Refused, match="reminded already"):
        remind(actor=cast["ines"], person=company.person("emma"), on=day(6))
    assert remind(actor=cast["ines"], person=company.person("emma"), on=day(7))


def test_courses_are_reminded_of_while_the_document_rests(company, cast, awareness):
    to_sign(company, "emma")
    asked(awareness, company.person("emma"))
    remind(actor=cast["helena"], person=company.person("emma"), on=TODAY)

    remind(actor=cast["helena"], person=company.person("emma"), on=day(3))

    kinds = Event.objects.filter(kind__in=["assignment.reminded", "attestation.remind"]).values_list("kind", flat=True)
    assert sorted(kinds) == ["assignment.reminded", "assignment.reminded", "attestation.remind"]


def test_who_is_on_leave_is_left_alone(company, cast, awareness):
    asked(awareness, company.person("emma"))
    record_leave(actor=robot(), person=company.person("emma"), from_on=day(-2), to_on=day(9), deputy=None)

    with pytest.raises(Refused, match="on leave"):
        remind(actor=cast["ines"], person=company.person("emma"), on=TODAY)


def test_who_has_no_account_is_told_by_word_of_mouth(company, cast, awareness):
    asked(awareness, company.person("emma"))
    User.objects.filter(person=company.person("emma")).update(is_active=False)

    with pytest.raises(Refused, match="no account"):
        remind(actor=cast["ines"], person=company.person("emma"), on=TODAY)


@pytest.mark.parametrize(("who", "may"), [("ines", True), ("helena", True), ("malik", False), ("omar", False)])
def test_officers_and_managers_of_the_unit_remind_nobody_else(company, cast, awareness, who, may):
    asked(awareness, company.person("emma"))

    if may:
        assert remind(actor=cast[who], person=company.person("emma"), on=TODAY)
    else:
        with pytest.raises(PermissionDenied):
            remind(actor=cast[who], person=company.person("emma"), on=TODAY)


def test_the_manager_of_a_person_reminds_them(company, cast, awareness):
    asked(awareness, company.person("emma"))
    reports(company, "samir", "emma")

    assert remind(actor=cast["samir"], person=company.person("emma"), on=TODAY)


def test_the_ticked_are_reminded_and_the_others_named_with_the_reason(browse, company, awareness):
    asked(awareness, company.person("emma"))
    rows = [str(company.person(name).uuid) for name in ("emma", "samir")]

    answer = browse("helena").post(
        f"{reverse('people:remind_many')}?standing=grace", {"row": [*rows, "x"]}, follow=True
    )

    text = answer.content.decode()
    assert answer.redirect_chain == [(f"{TEAM}?standing=grace", 302)]
    assert "1 reminded." in text
    assert "Samir Haddad has nothing left to learn or to sign." in text


def test_nobody_reminds_whom_they_do_not_see(browse, company):
    assert browse("malik").post(reverse("people:remind", args=[company.person("emma").uuid])).status_code == 404


def test_the_page_takes_twelve_queries_at_most(browse, company, awareness, django_assert_max_num_queries):
    for name in ("emma", "samir", "adam", "leo"):
        asked(awareness, company.person(name))
    client = browse("helena")
    client.get(TEAM)

    with django_assert_max_num_queries(12):
        assert client.get(f"{TEAM}?standing=grace&standing=overdue&reports=line").status_code == 200


def test_the_team_as_a_file(browse, company, awareness):
    asked(awareness, company.person("emma"), due=-3)

    answer = browse("helena").get(f"{TEAM}?export=csv&standing=overdue")

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == ["Person,Unit,Training,Signing", "Emma Cole,Technical services,AWR: Overdue,"]
