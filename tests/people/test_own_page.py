"""Everybody's own page: who starts there, what stands on it, and the lines of training in My work."""

import pytest
import time_machine
from django.urls import reverse

from foundation.work.lines import Liner
from foundation.work.table import Table, held_by
from tests.company import TODAY
from tests.people.teaching import asked, course, learned, reports

OWN = reverse("people:own_page")


@pytest.fixture(autouse=True)
def that_day():
    with time_machine.travel("2026-11-20T09:00:00+00:00", tick=True):
        yield


@pytest.fixture
def awareness(company):
    return course(company)


def lines(user, view):
    rows = Table(user, TODAY).page(held_by([user.person_id], view), 0, 50)
    return [(line.task, line.title) for line in Liner(person_id=user.person_id, on=TODAY).lines(rows)]


@pytest.mark.parametrize(
    ("who", "start"), [("emma", OWN), ("samir", "/my-work/"), ("ines", "/my-work/"), ("helena", "/board/")]
)
def test_who_looks_after_nothing_but_their_own_starts_there(browse, who, start):
    assert browse(who).get("/")["Location"] == start


def test_it_says_what_waits_what_is_late_and_what_is_in_order(browse, company, awareness):
    asked(awareness, company.person("emma"), due=-3)
    learned(course(company, "SEC", title="Secure development"), company.person("emma"))

    text = browse("emma").get(OWN).content.decode()

    assert "Good morning, Emma" in text
    assert "One thing is waiting for you, one is late." in text
    assert "Due 17 Nov 2026, 3 days late" in text
    assert "About 20 minutes" in text
    assert "valid to 8 Jun 2027" in text


def test_nothing_to_do_is_said(browse, company):
    text = browse("emma").get(OWN).content.decode()

    assert "Nothing is waiting for you." in text
    assert "Nothing to learn at the moment." in text


def test_nobody_sees_the_courses_of_others_on_it(browse, company, awareness):
    asked(awareness, company.person("emma"))

    assert awareness.title not in browse("samir").get(OWN).content.decode()


def test_my_work_has_ones_courses_and_for_managers_who_is_late_or_blocked(company, cast, awareness):
    asked(awareness, company.person("emma"), due=-3)
    asked(course(company, "SEC", title="Secure development"), company.person("emma"), state="blocked", due=5)
    reports(company, "samir", "emma")
    cast["samir"].refresh_from_db()

    assert lines(cast["emma"], "mine") == [
        ("Take the course", "Security awareness"),
        ("Ask your manager for another attempt", "Secure development"),
    ]
    assert lines(cast["samir"], "chasing") == [("Remind them of the course", "Security awareness")]
    assert lines(cast["samir"], "mine") == [("Give another attempt", "Secure development")]


def test_the_page_takes_twelve_queries_at_most(browse, company, awareness, django_assert_max_num_queries):
    asked(awareness, company.person("emma"))
    client = browse("emma")
    client.get(OWN)

    with django_assert_max_num_queries(12):
        client.get(OWN)
