"""The walk through a first audit: its steps are ticked by the audit itself."""

import pytest
from django.urls import reverse

from audits.models import Audit
from audits.records import FirstAudit
from tests.company import TODAY, plan_audit

WAY = ["schedule", "team", "plan", "checklist", "opening", "fieldwork", "finding", "closing", "report", "close"]


def states(user, asked="") -> dict[str, str]:
    return {stop.way.name: stop.state for stop in FirstAudit(user, asked).stops}


def done(user, asked="") -> list[str]:
    return [name for name, state in states(user, asked).items() if state == "done"]


def test_who_leads_no_audit_yet_begins_with_the_schedule(browse, cast):
    walk = FirstAudit(cast["leo"], "")

    assert walk.audit is None
    assert [stop.way.name for stop in walk.stops] == WAY
    assert walk.stops[0].url == reverse("audits:schedule")
    assert "You lead no audit yet" in browse("leo").get(reverse("audits:first_audit")).content.decode()


def test_the_way_to_the_schedule_is_shown_to_whom_it_is_open(cast):
    assert FirstAudit(cast["emma"], "").stops[0].url == ""


def test_a_step_is_ticked_when_the_audit_says_so(cast, audit, finding):
    assert done(cast["tobias"]) == ["schedule", "team", "plan", "checklist", "opening", "finding"]
    assert states(cast["tobias"])["fieldwork"] == "current"


def test_every_step_leads_to_a_page_that_is_there(browse, cast, audit, finding):
    client = browse("tobias")

    pages = {stop.url.partition("#")[0] for stop in FirstAudit(cast["tobias"], "").stops}
    assert {page: client.get(page, follow=True).status_code for page in pages} == dict.fromkeys(pages, 200)


def test_what_one_has_begun_stands_before_what_is_to_come_and_can_be_chosen(browse, cast, company, audit):
    later = _scheduled(company)
    first, chosen = FirstAudit(cast["tobias"], ""), FirstAudit(cast["tobias"], later.ref)

    assert (first.audit, chosen.audit) == (audit, later)
    assert done(cast["tobias"], later.ref) == ["schedule"]
    page = browse("tobias").get(reverse("audits:first_audit"), {"audit": later.ref}).content.decode()
    assert "1 of 10 steps done" in page


def test_the_audits_of_others_are_not_walked_through(cast, audit):
    assert FirstAudit(cast["ines"], audit.ref).audit is None


@pytest.mark.parametrize("asked", ["", "nothing", "\x00", "A-2026-14' OR 1=1"])
def test_whatever_is_asked_for_the_page_is_there(browse, audit, asked):
    assert browse("tobias").get(reverse("audits:first_audit"), {"audit": asked}).status_code == 200


def test_the_page_takes_twelve_queries_at_most(browse, audit, finding, django_assert_max_num_queries):
    client = browse("tobias")
    client.get(reverse("audits:first_audit"))

    with django_assert_max_num_queries(12):
        client.get(reverse("audits:first_audit"))


def _scheduled(company) -> Audit:
    day = TODAY.replace(year=2027)
    return plan_audit(company, planned_start=day, planned_end=day)
