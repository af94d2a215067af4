"""What one reads of a person is what the role table gives: everything, name and unit, or the name alone."""

import pytest

from foundation.access import Role
from foundation.directory.models import Person
from tests.company import grant

NAME, UNIT = {"uuid", "name"}, {"unit"}


def told(program, who, person):
    answer = program(who).get(f"people/{person.uuid}/")
    assert answer.status_code == 200
    return {name for name, value in answer.json().items() if value not in (None, "")}


@pytest.mark.parametrize("who", ["ines", "helena", "emma"])
def test_officers_managers_and_oneself_read_number_and_job(program, company, who):
    assert {"number", "email", "job", "standing", "unit"} <= told(program, who, company.person("emma"))


@pytest.mark.parametrize("who", ["tobias", "priya", "petra"])
def test_auditors_read_name_and_unit(program, company, who):
    assert told(program, who, company.person("emma")) == NAME | UNIT


def test_a_process_owner_reads_the_name_alone(program, company):
    assert told(program, "samir", company.person("emma")) == NAME


@pytest.mark.parametrize("who", ["tobias", "samir"])
def test_no_filter_and_no_order_tells_a_number(program, company, who):
    reader, emma = program(who), company.person("emma")

    found = reader.get("people/", {"number": emma.number}).json()["results"]
    ordered = [one["number"] for one in reader.get("people/", {"sort": "number"}).json()["results"]]

    assert found == []
    assert [number for number in ordered if number] == [company.person(who).number]


def test_the_number_finds_whom_an_officer_sees(program, company):
    found = program("ines").get("people/", {"number": "p-0011"}).json()["results"]

    assert [one["name"] for one in found] == ["Emma Cole"]


@pytest.mark.parametrize("below", ["events", "comments"])
def test_what_happened_to_a_person_is_read_by_whom_the_page_is_open_to(program, company, below):
    emma = company.person("emma")

    assert program("tobias").get(f"people/{emma.uuid}/{below}/").status_code == 404
    assert program("helena").get(f"people/{emma.uuid}/{below}/").status_code == 200


def test_human_resources_add_somebody_who_then_changes_the_job(program, company):
    grant(company.cast["carla"], (Role.HR, company.units["MN"]))
    carla = program("carla")
    facts = {"name": "Nia Okoro", "number": "P-0100", "email": "nia@meridane.example", "kind": "employee"}
    first = {"unit": str(company.units["TS"].uuid), "job": "Engineer", "start_on": "2026-11-02"}

    made = carla.post("people/", facts | first)
    edited = carla.patch(made["Location"].removeprefix("/api/v1/"), {"name": "Nia Okoro-Silva"})

    assert made.status_code == 201, made.content
    assert edited.status_code == 200, edited.content
    nia = Person.objects.get(number="P-0100")
    assert (nia.name, nia.email) == ("Nia Okoro-Silva", "nia@meridane.example")


def test_a_field_nobody_knows_is_refused(program, company):
    grant(company.cast["carla"], (Role.HR, company.units["MN"]))

    answer = program("carla").patch(f"people/{company.person('emma').uuid}/", {"left_on": "2026-11-20"})

    assert (answer.status_code, list(answer.json())) == (400, ["left_on"])
