"""The pages and the programs' door of files of human resources: what they show, for how many queries, and to whom."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from foundation import jobs
from foundation.access import Role
from foundation.directory.models import Person
from people.hr.columns import FIELDS
from people.models import HrImport
from tests.api.conftest import program  # noqa: F401  a fixture
from tests.company import TODAY, grant
from tests.hr import HEAD, compared, received


@pytest.fixture
def carla(company, cast):
    grant(cast["carla"], (Role.HR, company.units["MN"]))
    return cast["carla"]


@pytest.fixture
def row(company, carla):
    """Somebody joins, Emma gets another name, Omar leaves, and one line is wrong."""
    emma, omar = company.person("emma"), company.person("omar")
    lines = [
        HEAD,
        "P-0200;Nia Okoro;nia@meridane.example;TS;Service;Emma Cole;2026-12-01;",
        f"{emma.number};Emma Cole-Braun;;AUDIT;Auditor;Samir Haddad;;",
        f"{omar.number};;;;;;;2026-11-30",
        "P-9;Ola;ola@meridane.example;XX;Service;;2026-12-01;",
    ]
    return compared(carla, "\n".join(lines).encode(), "people.csv", "MN", company)


def test_the_page_tells_in_words_what_each_line_changes(row, browse, django_assert_max_num_queries):
    reader = browse("carla")
    reader.get(row.get_absolute_url())  # the kinds of rows are read once per process

    with django_assert_max_num_queries(12):
        page = reader.get(row.get_absolute_url())

    text = page.content.decode()
    assert "<del>Technical services</del> → <ins>Internal audit</ins>" in text
    assert f"Samir Haddad ({Person.objects.get(name='Samir Haddad').number})" in text
    assert "there is no “XX”" in text
    assert "Make 3 changes" in text


def test_a_tab_shows_one_kind_of_lines(row, browse):
    page = browse("carla").get(f"{row.get_absolute_url()}?change=leaver")

    assert [line.name for line in page.context["list"].rows] == ["Omar Said"]


def test_the_list_costs_few_queries(row, browse, django_assert_max_num_queries):
    reader = browse("carla")
    with django_assert_max_num_queries(12):
        page = reader.get(reverse("people:hr_imports"))

    assert "people.csv" in page.content.decode()


def test_a_file_that_is_no_table_comes_back_with_the_sentence(company, carla, browse):
    sent = {"files": SimpleUploadedFile("people.csv", b"Name\nNia\n"), "unit": str(company.units["MN"].uuid)}

    page = browse("carla").post(reverse("people:hr_import_add"), sent)

    assert page.status_code == 422
    assert "No column is called" in page.content.decode()
    assert not HrImport.objects.exists()


def test_many_leavers_are_asked_about_again_on_the_page(company, carla, browse):
    row = compared(carla, f"{HEAD}\n".encode(), "people.csv", "TS", company, complete=True, missing_left_on=TODAY)

    page = browse("carla").post(reverse("people:hr_import_take", args=[row.uuid]))

    assert page.status_code == 422
    assert "100 % of the people" in page.content.decode()
    assert browse("carla").post(reverse("people:hr_import_take", args=[row.uuid]), {"sure": "on"}).status_code == 302


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_column_of_the_template_is_read(company, carla, browse, kind):
    answer = browse("carla").get(reverse("people:hr_template", args=[kind]))

    row = received(carla, answer.content, f"template.{kind}", "MN", company)

    assert [field for _heading, field in row.columns] == [field.name for field in FIELDS]


def test_there_is_no_template_of_another_kind(carla, browse):
    assert browse("carla").get(reverse("people:hr_template", args=["pdf"])).status_code == 404


def test_a_program_sends_a_file_reads_its_lines_and_takes_it_over(company, carla, program):  # noqa: F811
    caller = program("carla")
    content = f"{HEAD}\nP-0200;Nia Okoro;nia@meridane.example;TS;Service;;2026-11-01;\n".encode()
    sent = {"files": SimpleUploadedFile("people.csv", content), "unit": str(company.units["MN"].uuid)}

    made = caller.client.post("/api/v1/hr-imports/", sent, headers=caller.headers)
    assert made.status_code == 201, made.content
    jobs.run(made.json()["job"])
    uuid = made.json()["uuid"]
    lines = caller.get("hr-import-lines/", {"hr_import": uuid}).json()["results"]
    taken = caller.post(f"hr-imports/{uuid}/take/", {})
    jobs.run(taken.json()["job"])

    assert [(line["change"], line["number"], line["changes"]["unit"]) for line in lines] == [
        ("joiner", "P-0200", ["", "TS"])
    ]
    assert caller.get(f"hr-imports/{uuid}/").json()["state"] == "applied"
    assert Person.objects.filter(number="P-0200").exists()
