"""What a person takes away, by program: papers that a job makes, and the address that a calendar reads."""

import io

import openpyxl
import pytest
from django.test import Client
from icalendar import Calendar

from foundation import jobs
from tests.world import World


@pytest.mark.usefixtures("bytes_kept")
def test_a_program_asks_for_the_register_and_takes_it(world: World, program):
    samir = program("samir")

    asked = samir.post("jobs/", {"paper": "actions-workbook"})
    there = asked["Location"].removeprefix("/api/v1/")
    jobs.run(asked.json()["uuid"])
    taken = samir.get(f"{there}content/")

    assert (asked.status_code, asked.json()["state"]) == (201, "waiting")
    assert samir.get(there).json()["state"] == "done"
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(taken.streaming_content))).active
    assert sheet.max_row > 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"paper": "of everything"}, "paper"),
        ({"paper": "audit", "of": "00000000-0000-4000-8000-000000000000"}, "of"),
        ({"paper": "audit", "of": "nothing"}, "of"),
        ({"of": "00000000-0000-4000-8000-000000000000"}, "paper"),
    ],
)
def test_a_paper_that_one_may_not_have_is_refused_by_field(world: World, program, body, field):
    answer = program("samir").post("jobs/", body)

    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_a_program_makes_and_ends_the_address_for_calendars(world: World, program):
    priya = program("priya")

    before = priya.get("plan-sessions/calendar/").json()
    made = priya.post("plan-sessions/calendar/")
    address = made.json()["address"]
    read = Client().get(address.removeprefix("http://testserver"))
    known = priya.get("plan-sessions/calendar/").json()
    ended = priya.post("plan-sessions/calendar/revoke/")

    assert (before, made.status_code) == ({"made_at": None, "address": None}, 201)
    assert Calendar.from_ical(read.content)["X-WR-CALNAME"] == "Audits"
    assert (known["address"], known["made_at"] is not None) == (None, True)
    assert ended.status_code == 204
    assert Client().get(address).status_code == 404
    assert priya.post("plan-sessions/calendar/revoke/").status_code == 409
