"""The plan, session by session, and the calendars that read it."""

import re
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pypdf import PdfReader

from audits.actions import (
    add_session,
    cancel_session,
    change_session,
    make_calendar_feed,
    postpone_audit,
    send_plan,
    set_team,
)
from audits.models import Audit, CalendarFeed, PlanSession
from audits.paper.plan import plan_pdf
from audits.workflows import AUDIT
from foundation.approvals import decide_approval, take_step
from foundation.directory.models import Unit
from foundation.refusals import WrongState
from foundation.signin.ending import end_access
from tests.company import TODAY, plan_audit

pytestmark = pytest.mark.usefixtures("company_day")

FIRST, LAST = date(2026, 12, 30), date(2027, 4, 2)


@pytest.fixture
def planned(company) -> Audit:
    """An audit from before the end of the year to after the change of the clocks, with Priya in the team."""
    audit = AUDIT.move(
        plan_audit(company, planned_start=FIRST, planned_end=LAST), "initiate", actor=company.cast["tobias"], on=TODAY
    )
    set_team(actor=company.cast["tobias"], audit=audit, members=[company.person("priya")], on=TODAY)
    return audit


def session(company, audit: Audit, day: date = FIRST, **changes: Any) -> PlanSession:
    facts = {"starts": time(9), "ends": time(10), "auditor": company.person("priya"), "topic": "Records", **changes}
    return add_session(actor=company.cast["tobias"], audit=audit, day=day, **facts)


def events(content: bytes) -> dict[str, Any]:
    """The events of a file by their summary."""
    return {str(event["summary"]).split(":")[0]: event for event in Calendar.from_ical(content).walk("VEVENT")}


def read(secret: str) -> dict[str, Any]:
    answer = Client().get(reverse("calendar_feed", args=[secret]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return events(answer.content)


def test_times_are_the_same_moments_across_the_year_and_the_change_of_clocks(browse, company, planned):
    Unit.objects.filter(code="TS").update(zone="Europe/Stockholm")
    for day, topic in ((date(2026, 12, 31), "Last"), (date(2027, 1, 1), "First"), (date(2027, 3, 29), "Summer")):
        session(company, planned, day, topic=topic, place="Room 3; by the stairs,\nleft")

    content = browse("tobias").get(reverse("audits:audit_calendar", args=[planned.uuid])).content
    found = events(content)

    assert {name: found[name]["dtstart"].dt for name in ("Last", "First", "Summer")} == {
        "Last": datetime(2026, 12, 31, 8, tzinfo=UTC),
        "First": datetime(2027, 1, 1, 8, tzinfo=UTC),
        "Summer": datetime(2027, 3, 29, 7, tzinfo=UTC),
    }
    assert (found["Opening meeting"]["dtstart"].dt, found["Closing meeting"]["dtend"].dt) == (FIRST, date(2027, 4, 3))
    assert found["Last"]["location"] == "Room 3; by the stairs,\nleft"
    assert all("dtstamp" in event and event["status"] == "CONFIRMED" for event in found.values())
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_each_change_has_the_next_number_and_an_end_says_so(company, cast, planned):
    row, gone = session(company, planned), session(company, planned, topic="Gone")
    opening = session(company, planned, kind="opening", topic="Opening", starts=time(8), ends=time(9))
    secret = make_calendar_feed(actor=cast["priya"])
    assert read(secret)["Records"]["sequence"] == 0
    assert read(secret)["Opening"]["uid"] == f"{opening.uuid}@attest"

    change_session(actor=cast["tobias"], session=row, starts=time(13), ends=time(14))
    cancel_session(actor=cast["tobias"], session=gone, on=TODAY)
    dates = {"planned_start": date(2026, 12, 31), "planned_end": date(2027, 4, 3)}
    postpone_audit(actor=cast["petra"], audit=planned, reason="Holidays.", on=TODAY, **dates)
    moved = read(secret)

    assert (moved["Records"]["sequence"], moved["Records"]["dtstart"].dt) == (2, datetime(2026, 12, 31, 13, tzinfo=UTC))
    assert (moved["Gone"]["sequence"], moved["Gone"]["status"]) == (1, "CANCELLED")
    assert moved["Closing meeting"]["sequence"] == 1
    approval = take_step(actor=cast["petra"], subject=planned, step="cancel", on=TODAY, reason="Unit closed.")
    decide_approval(actor=cast["ines"], approval=approval, yes=True)
    over = read(secret)
    assert {str(event["status"]) for event in over.values()} == {"CANCELLED"}
    assert (over["Records"]["sequence"], over["Closing meeting"]["sequence"]) == (3, 2)


def test_an_address_is_shown_once_and_ends_when_it_is_revoked(browse, cast, planned):
    client = browse("tobias")
    said = client.post(reverse("audits:calendar_make")).content.decode()
    secret = re.search(r"/calendar/([\w-]{43})\.ics", said)[1]
    assert secret not in client.get(reverse("audits:calendar")).content.decode()
    assert CalendarFeed.objects.get().digest != secret
    assert "Opening meeting" in read(secret)

    other = make_calendar_feed(actor=cast["tobias"])
    answers = [Client().get(reverse("calendar_feed", args=[one])).status_code for one in (secret, other, "x" * 43)]
    revoked = client.post(reverse("audits:calendar_revoke"))
    again = client.post(reverse("audits:calendar_revoke"))

    assert (answers, revoked.status_code, again.status_code) == ([404, 200, 404], 302, 409)
    assert Client().get(reverse("calendar_feed", args=[other])).status_code == 404
    last = make_calendar_feed(actor=cast["tobias"])
    end_access(cast["tobias"])
    assert Client().get(reverse("calendar_feed", args=[last])).status_code == 404
    with pytest.raises(PermissionDenied):
        make_calendar_feed(actor=cast["claire"])


def test_the_audited_read_a_plan_when_it_is_sent_and_a_surprise_when_it_opens(company, cast, planned, audit):
    Unit.objects.filter(code="TS").update(accountable_officer=company.person("helena"))
    surprise = plan_audit(company, kind=Audit.Kind.UNANNOUNCED, title="Surprise", lead="leo")
    audit.refresh_from_db()  # unannounced too, and opened
    secrets = {name: make_calendar_feed(actor=cast[name]) for name in ("samir", "helena", "leo", "emma")}
    session(company, planned)

    for name in ("samir", "helena"):
        titles = str([event["summary"] for event in read(secrets[name]).values()])
        assert "Surprise" not in titles
        assert "Records" not in titles
        assert planned.ref in titles
    assert surprise.ref in str(read(secrets["leo"])["Opening meeting"]["summary"])
    assert read(secrets["emma"]) == {}

    send_plan(actor=cast["tobias"], audit=planned, on=TODAY, objectives="See.", scope="All.")
    assert "Records" in read(secrets["samir"])


def test_a_session_lies_within_the_audit_and_its_team(company, cast, planned):
    for changes, field in (
        ({"day": date(2026, 12, 29)}, "day"),
        ({"auditor": company.person("leo")}, "auditor"),
        ({"ends": time(9)}, "__all__"),
    ):
        with pytest.raises(ValidationError) as refusal:
            session(company, planned, **changes)
        assert field in refusal.value.message_dict
    row = session(company, planned)
    cancel_session(actor=cast["tobias"], session=row, on=TODAY)
    with pytest.raises(WrongState):
        change_session(actor=cast["tobias"], session=row, topic="Other")
    with pytest.raises(PermissionDenied):
        add_session(
            actor=cast["priya"], audit=planned, day=FIRST, starts=time(9), ends=time(10), topic="Own",
            auditor=company.person("priya"),
        )  # fmt: skip


def test_a_plan_is_made_on_its_page_and_says_where_an_auditor_is_wanted_twice(
    browse, program, company, planned, django_assert_max_num_queries
):
    client, address = browse("tobias"), reverse("audits:plan", args=[planned.uuid])
    given = {"kind": "session", "day": "2026-12-30", "starts": "09:00", "ends": "10:00", "topic": "Records"}
    given["auditor"] = str(company.person("priya").uuid)
    wrong = client.post(reverse("audits:session_add", args=[planned.uuid]), {**given, "ends": "08:00"})
    made = client.post(reverse("audits:session_add", args=[planned.uuid]), given)
    api = program("tobias").post(f"audits/{planned.uuid}/sessions/", {**given, "starts": "09:30", "topic": "Talk"})
    with django_assert_max_num_queries(12):
        said = client.get(address).content.decode()

    assert (wrong.status_code, made.status_code, api.status_code) == (422, 302, 201)
    assert "A session ends after it starts, on the same day." in wrong.content.decode()
    assert "Priya Raman is in “09:30 Talk” at the same time." in said
    assert "Records" not in browse("samir").get(address).content.decode()

    assert "Records" not in browse("samir").get(planned.get_absolute_url()).content.decode()

    quiet = plan_audit(company, kind=Audit.Kind.UNANNOUNCED, planned_start=FIRST, planned_end=FIRST)
    AUDIT.move(quiet, "initiate", actor=company.cast["tobias"], on=TODAY)
    set_team(actor=company.cast["tobias"], audit=quiet, members=[company.person("priya")], on=TODAY)
    session(company, planned, starts=time(13), ends=time(14))
    session(company, quiet, starts=time(13), ends=time(14), topic="Night visit")
    send_plan(actor=company.cast["tobias"], audit=planned, on=TODAY, objectives="See.", scope="All.")
    said = client.get(address).content.decode()
    assert "Priya Raman audits elsewhere at the same time, from 13:00 to 14:00" in said
    for page in (said, browse("samir").get(address).content.decode()):
        assert "Night visit" not in page
    assert "at the same time" not in browse("samir").get(address).content.decode()

    uuid = api.json()["uuid"]
    changed = program("tobias").post(f"plan-sessions/{uuid}/change/", {"starts": "10:00", "ends": "11:00"})
    assert changed.status_code == 200, changed.content
    assert (changed.json()["starts"], changed.json()["sequence"]) == ("10:00", 1)
    assert "is in “" not in client.get(address).content.decode()
    assert client.post(reverse("audits:session_cancel", args=[uuid])).status_code == 302
    assert "Talk" not in client.get(address).content.decode()
    assert program("tobias").post(f"plan-sessions/{uuid}/cancel/").status_code == 409


def test_the_plan_on_paper_says_when_who_and_what_in_the_zone_of_the_unit(company, cast, planned):
    Unit.objects.filter(code="TS").update(zone="Europe/Stockholm")
    session(company, planned, topic="Key register #import *bold*", contact="Duty manager", place="Room 3")
    session(company, planned, day=date(2027, 1, 1), topic="Recordings")
    audit = Audit.objects.select_related("unit", "lead").get(pk=planned.pk)
    at = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)

    def told() -> str:
        pages = PdfReader(BytesIO(plan_pdf(audit, user=cast["tobias"], at=at))).pages
        return " ".join(" ".join(page.extract_text() for page in pages).replace("\u200b", "").split())

    before = told()
    audit.plan_sent_on = TODAY
    after = told()

    for words in (
        "30 Dec 2026 to 2 Apr 2027",
        "09:00–10:00",
        "Key register #import *bold*",
        "Duty manager",
        "1 Jan 2027",
    ):
        assert words in after
    assert company.person("priya").name in after
    assert "13:30" in after
    assert ("DRAFT" in before, "DRAFT" in after, "Sent 20 Nov 2026" in after) == (True, False, True)
