"""The matrix of training: every box opens exactly the rows it counts, narrowed as the page is, and as a file."""

import pytest
import time_machine
from django.urls import reverse
from django.utils.html import escape

from foundation.access import Role
from foundation.directory.models import Person
from tests.assurance.test_numbers_walk import rows_behind
from tests.company import grant
from tests.people.teaching import asked, course, learned

MATRIX = reverse("people:training_matrix")
BY = ("role", "region", "unit", "employer", "kind")
NARROWED = [*BY, "unit&unit=HQ", "role&role=officer&role=delivery", "region&region=MEA&region=HQ", "kind&course=SEC"]


@pytest.fixture(autouse=True)
def that_day():
    with time_machine.travel("2026-11-20T09:00:00+00:00", tick=True):
        yield


@pytest.fixture
def courses(company):
    """Two courses, with people who hold them, learn them, are late, and whose completion has run out."""
    first, second = course(company), course(company, "SEC", title="Secure development")
    Person.objects.filter(pk=company.person("omar").pk).update(employer="Norrvik")
    for name, until in (("ines", 90), ("samir", 0), ("emma", -1), ("omar", 10)):
        learned(first, company.person(name), until=until)
    asked(first, company.person("leo"))
    asked(first, company.person("priya"), due=-1)
    learned(second, company.person("omar"))
    return first, second


def boxes(matrix):
    return [box for line in [*matrix.lines, matrix.whole] for box in [*line.boxes, line.total] if box]


@pytest.mark.parametrize("by", NARROWED)
def test_every_box_opens_the_rows_it_counts(browse, courses, by):
    client = browse("ines")

    matrix = client.get(f"{MATRIX}?by={by}").context["matrix"]

    said = [(box.url, box.tally.figure.denominator or box.tally.grace) for box in boxes(matrix)]
    assert len(said) > 1
    assert [rows_behind(client, escape(url)) for url, _number in said] == [number for _url, number in said]


def test_still_learning_stands_outside_and_what_has_run_out_counts_against(browse, courses):
    matrix = browse("ines").get(MATRIX).context["matrix"]

    first, second = matrix.whole.boxes
    assert (first.tally.figure.told, first.counted) == ({"numerator": 3, "denominator": 5, "value": 60.0}, "3 of 5")
    assert second.counted == "1 of 1"


def test_a_manager_counts_the_units_they_manage(browse, courses):
    matrix = browse("malik").get(f"{MATRIX}?by=region").context["matrix"]

    assert [str(line.label) for line in matrix.lines] == ["Middle East and Africa"]
    assert [box.counted for box in matrix.whole.boxes] == ["1 of 1", "1 of 1"]


def test_human_resources_count_the_units_they_work_for(browse, company, cast, courses):
    grant(cast["tobias"], (Role.HR, company.units["MEA"]))

    matrix = browse("tobias").get(f"{MATRIX}?by=region").context["matrix"]

    assert [str(line.label) for line in matrix.lines] == ["Middle East and Africa"]
    assert [box.counted for box in matrix.whole.boxes] == ["1 of 1", "1 of 1"]
    assert [rows_behind(browse("tobias"), escape(box.url)) for box in matrix.whole.boxes] == [1, 1]


def test_a_unit_counts_with_everything_below_it(browse, courses):
    matrix = browse("ines").get(f"{MATRIX}?by=unit").context["matrix"]

    counted = {str(line.label): line.boxes[0].counted for line in matrix.lines}
    assert counted["Meridane Networks"] == "3 of 5"
    assert counted["Middle East and Africa"] == "1 of 1"


@pytest.mark.parametrize(
    ("query", "valid"),
    [("region=MEA", 1), ("region=none", 0), ("employer=Norrvik", 1), ("employer=own", 2), ("role=none", 0)],
)
def test_filters_narrow_what_is_counted(browse, courses, query, valid):
    matrix = browse("ines").get(f"{MATRIX}?{query}&course=AWR&by=kind").context["matrix"]

    assert sum(box.tally.valid for line in matrix.lines for box in line.boxes if box) == valid


@pytest.mark.parametrize("query", ["by=%00", "course=%00", "unit=%00", "region=x&role=x&kind=x", "export=pdf"])
def test_what_makes_no_sense_is_no_fault(browse, courses, query):
    assert browse("ines").get(f"{MATRIX}?{query}").status_code == 200


def test_the_matrix_as_a_file(browse, courses):
    answer = browse("ines").get(f"{MATRIX}?by=region&export=csv")

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "Row,AWR: valid,AWR: of,SEC: valid,SEC: of"
    assert lines[-1] == "All of them,3,5,1,1"


@pytest.mark.parametrize("by", BY)
def test_the_page_takes_twelve_queries_at_most(browse, courses, django_assert_max_num_queries, by):
    client = browse("ines")
    client.get(MATRIX)

    with django_assert_max_num_queries(12):
        client.get(f"{MATRIX}?by={by}&region=HQ&role=service")


def test_the_list_of_rows_takes_twelve_queries_at_most(browse, courses, django_assert_max_num_queries):
    client = browse("ines")
    people = reverse("people:training_people")
    client.get(people)

    with django_assert_max_num_queries(12):
        client.get(f"{people}?standing=valid&region=HQ&under=me&course=AWR")
