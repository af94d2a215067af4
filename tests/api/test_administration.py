"""Administration by program: units, calendars, absences, policies, jobs, mails, the trail, and reports as files."""

import pytest
from django.test import Client

from foundation import jobs, policy
from foundation.clock import today
from foundation.directory.models import Calendar, Leave, Unit
from foundation.models.trail import Event, Notification
from foundation.models.work import Approval, Job
from tests.api.conftest import Program
from tests.company import Company
from tests.test_access_matrix import sign_in

LADDER = "administration/policies/audits.ladder/"
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20270501
SUMMARY:Labour day
END:VEVENT
END:VCALENDAR
"""


def at_desk(company: Company, name: str) -> Program:
    """Somebody with a session: administrators hold no token before their second factor is set up."""
    program = Program(Client())
    sign_in(program.client, company.cast[name])
    return program


def calendar_of(unit: Unit) -> str:
    return f"calendars/{unit.calendar.uuid}/"


def test_a_unit_is_added_edited_and_moved(program, company):
    adam, units = at_desk(company, "adam"), company.units
    facts = {"name": "Field service", "code": "FS", "kind": "department", "zone": "Asia/Dubai", "weekend": [4, 5]}
    place = {"calendar": str(units["TS"].calendar.uuid), "parent": str(units["HQ"].uuid)}

    made = adam.post("units/", facts | place)
    there = made["Location"].removeprefix("/api/v1/")
    edited = adam.patch(there, {"name": "Field services"})
    moved = adam.post(f"{there}move/", {"parent": str(units["MEA"].uuid), "reason": "It serves that region."})

    assert [made.status_code, edited.status_code, moved.status_code] == [201, 200, 200], edited.content
    unit = Unit.objects.get(code="FS")
    assert (unit.name, unit.parent, unit.zone, unit.weekend) == ("Field services", units["MEA"], "Asia/Dubai", [4, 5])


def test_a_zone_nobody_knows_is_refused(program, company):
    answer = at_desk(company, "adam").patch(f"units/{company.units['TS'].uuid}/", {"zone": "Europe/Atlantis"})

    assert (answer.status_code, list(answer.json())) == (400, ["zone"])


def test_holidays_come_out_of_a_text_and_go_with_a_reason(program, company):
    adam, there = at_desk(company, "adam"), calendar_of(company.units["TS"])

    taken = adam.post(f"{there}holidays/import/", {"days": CALENDAR, "source": "feed"})
    listed = adam.get(f"{there}holidays/", {"day_after": "2027-05-01", "day_before": "2027-05-01"}).json()["results"]
    gone = adam.post(f"{there}holidays/remove/", {"day": "2027-05-01", "reason": "It is moved."})

    assert (taken.status_code, gone.status_code) == (200, 200), taken.content
    assert listed == [{"day": "2027-05-01", "name": "Labour day"}]
    assert not Calendar.objects.get(pk=company.units["TS"].calendar.pk).holidays.filter(day="2027-05-01").exists()


def test_a_text_with_a_wrong_line_adds_nothing(program, company):
    calendar = company.units["TS"].calendar
    before = calendar.holidays.count()

    answer = at_desk(company, "adam").post(
        f"{calendar_of(company.units['TS'])}holidays/import/", {"days": "2027-05-01,A\nsoon,B"}
    )

    assert (answer.status_code, list(answer.json())) == (400, ["days"])
    assert calendar.holidays.count() == before


def test_an_absence_ends_and_stands_in_the_record(program, company):
    adam, samir = at_desk(company, "adam"), company.person("samir")
    adam.post(f"people/{samir.uuid}/absences/", {"from_on": "2026-11-02"})

    ended = adam.post(f"people/{samir.uuid}/absences/end/", {"from_on": "2026-11-02", "to_on": "2026-11-06"})
    none = adam.post(f"people/{samir.uuid}/absences/end/", {"from_on": "2026-11-03", "to_on": "2026-11-06"})
    record = program("samir").get(f"people/{samir.uuid}/record/").json()

    assert (ended.status_code, none.status_code) == (200, 409)
    assert str(Leave.objects.get(person=samir).to_on) == "2026-11-06"
    assert record["absences"] == [{"from_on": "2026-11-02", "to_on": "2026-11-06", "deputy": None}]
    assert record["jobs"][0]["unit"]["code"] == samir.unit.code


def test_a_policy_is_proposed_after_its_preview(program, company):
    ines, value = program("ines"), policy.declaration("audits.ladder").value
    change = {"value": value | {"ofi": [2, 3]}, "effective_from": str(today())}

    unseen = ines.post(f"{LADDER}propose/", change | {"reason": "Too late.", "seen": "-"})
    preview = ines.post(f"{LADDER}preview/", change)
    asked = ines.post(f"{LADDER}propose/", change | {"reason": "Too late.", "seen": preview.json()["seen"]})

    assert (unseen.status_code, list(unseen.json())) == (400, ["seen"])
    assert preview.json()["changed"] != []
    assert asked.status_code == 202, asked.content
    assert Approval.objects.get(uuid=asked.json()["approval"]).topic == "audits.ladder"
    assert ines.get(LADDER).json()["waiting"] == asked.json()["approval"]


@pytest.mark.parametrize("value", [None, 7, "x", [], {}, {"ofi": "soon"}, {"major": {"days": 1}}])
def test_a_value_of_another_shape_is_refused(program, company, value):
    answer = program("ines").post(f"{LADDER}preview/", {"value": value, "effective_from": str(today())})

    assert (answer.status_code, list(answer.json())) == (400, ["value"])


def test_nothing_is_smuggled_into_a_policy(program, company):
    value = policy.declaration("audits.ladder").value | {"more": 1}

    answer = program("ines").post(f"{LADDER}preview/", {"value": value, "effective_from": str(today())})

    assert (answer.status_code, list(answer.json())) == (400, ["value"])


def test_an_administrator_retries_and_ends_jobs_of_others(program, world):
    adam, ines = at_desk(world.company, "adam"), program("ines")
    there = f"administration/jobs/{world.failed_job.uuid}/"

    told = [adam.post(f"{there}retry/"), adam.post(f"{there}retry/"), adam.post(f"{there}cancel/")]

    assert [one.status_code for one in told] == [200, 409, 200]
    assert ines.post(f"{there}retry/").status_code == 403
    assert Job.objects.get(pk=world.failed_job.pk).state == Job.State.FAILED


def test_mails_are_sent_again(program, world):
    adam = at_desk(world.company, "adam")

    sent = adam.post("administration/mails/again/", {"mails": [str(world.notification.uuid)]})
    nothing = adam.post("administration/mails/again/", {})

    assert sent.json() == {"count": 1}
    assert (nothing.status_code, list(nothing.json())) == (400, ["mails"])
    assert Notification.objects.get(pk=world.notification.pk).tries == 0


def test_officers_search_the_trail_and_administrators_read_no_content(program, world):
    query = {"thing": world.finding.ref}

    officer = program("ines").get("administration/trail/", query).json()["results"]
    administrator = at_desk(world.company, "adam").get("administration/trail/", query).json()["results"]

    assert {one["thing"] for one in officer} == {str(world.finding)}
    assert administrator == []


def test_status_says_how_everything_stands(program, company):
    told = at_desk(company, "adam").get("administration/status/").json()["results"]

    assert {one["standing"] for one in told} <= {"good", "warn", "bad", "mute"}
    assert all(one["words"] for one in told)


def test_the_findings_of_an_audit_come_as_a_file(program, finding):
    priya = program("priya")

    asked = priya.post(f"audits/{finding.audit.uuid}/papers/", {"name": "findings"})
    jobs.run(asked.json()["uuid"])
    file = priya.get(f"jobs/{asked.json()['uuid']}/content/")

    assert asked.status_code == 202
    assert b"".join(file.streaming_content).startswith(b"PK")
    assert Event.objects.filter(kind="report.downloaded", content__actor__name="Priya Raman").count() == 1
    assert program("tobias").get(f"jobs/{asked.json()['uuid']}/content/").status_code == 404


def test_a_report_that_is_not_written_is_not_there(program, finding):
    answer = program("samir").post(f"audits/{finding.audit.uuid}/papers/", {"name": "audit"})

    assert answer.status_code == 404
    assert not Job.objects.exists()
