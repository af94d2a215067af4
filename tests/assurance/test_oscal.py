"""Frameworks and processes as OSCAL: what the files say, that they can be read again, and what our checks notice."""

import copy
import json
from datetime import UTC, date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assurance.actions import load_framework
from assurance.differences import difference
from assurance.models import Framework, Requirement
from assurance.oscal import catalog, component_definition, control_id, faults
from assurance.oscal.writing import Document, line, moment, prose, token
from assurance.reading import read_listing
from foundation import jobs
from foundation.access import robot
from foundation.models import Job
from foundation.models.trail import Event
from foundation.refusals import Refused
from tests.assurance.cells import cell, control, in_force
from tests.oscal import Shelf


def loaded(code="X-1", **facts) -> Framework:
    rows = [
        {"ref": "A", "title": "Organisation", "kind": "clause", "theme": "People", "parent": "", "assessable": "no"},
        {"ref": "A.1", "title": "Rules", "kind": "control", "theme": "People", "parent": "A", "assessable": "yes"},
        {"ref": "5.1 (2)", "title": "Doors", "kind": "control", "theme": "Sites", "parent": "", "assessable": "yes"},
        {"ref": "OLD", "title": "Gone", "kind": "control", "theme": "Sites", "parent": "", "assessable": "no"}
        | {"withdrawn": "yes"},
    ]
    about = {"title": "House rules", "edition": "3", "issuer": "Meridane Networks", **facts}
    load_framework(actor=robot(), code=code, facts=about, rows=rows)
    return Framework.objects.get(code=code)


def told(document: Document) -> dict:
    return json.loads(document.content())


# Catalogs


def test_a_framework_is_a_catalog_that_trestle_takes_and_nothing_is_wrong_with(company, tmp_path):
    shelf = Shelf(tmp_path)

    body = shelf.put(catalog(loaded()))["catalog"]

    assert shelf.faults() == {}
    assert shelf.import_all() == 1
    assert body["metadata"]["oscal-version"] == "1.2.1"
    assert [(group["title"], [one["id"] for one in group["controls"]]) for group in body["groups"]] == [
        ("People", ["x-1-a"]),
        ("Sites", ["x-1-5.1-2-1250d25c", "x-1-old"]),
    ]
    assert body["groups"][0]["controls"][0]["controls"][0]["id"] == "x-1-a.1"


def test_it_is_read_again_as_the_same_list(company):
    framework = loaded()

    listing = read_listing("list.json", catalog(framework).content())

    assert difference(framework, listing.lines)["counts"]["unchanged"] == 4
    again = [(one["ref"], one["parent"], one["kind"], one["assessable"], one["withdrawn"]) for one in listing.lines]
    assert again == [
        ("A", "", "clause", "no", "no"),
        ("A.1", "A", "control", "yes", "no"),
        ("5.1 (2)", "", "control", "yes", "no"),
        ("OLD", "", "control", "no", "yes"),
    ]


def test_the_same_framework_gives_the_same_bytes_and_a_change_another_moment(company):
    framework = loaded()
    first = catalog(framework).content()

    Requirement.objects.get(ref="A.1", framework=framework).save()

    assert catalog(framework).content() != first
    assert catalog(framework).content() == catalog(Framework.objects.get(pk=framework.pk)).content()


def test_a_control_keeps_the_id_of_the_catalog_it_came_from():
    row = Requirement(framework=Framework(code="NIST"), ref="AC-2(1)", source_id="ac-2.1")

    assert control_id(row) == "ac-2.1"
    row.source_id = "2.1"
    assert control_id(row).startswith("nist-ac-2-1-")


def test_two_requirements_with_one_id_are_refused(company):
    framework = loaded()
    framework.requirements.update(source_id="same")

    with pytest.raises(Refused, match="the same id"):
        catalog(framework)


# Components


@pytest.fixture
def matrix(company):
    in_force(company)
    first = control(company)
    for ref in ("MCB-15", "MCB-16"):
        cell(company, ref, control=first)
    return first


def test_processes_are_components_with_the_controls_that_answer(matrix, company, cast, tmp_path):
    shelf = Shelf(tmp_path)
    shelf.put(catalog(company.framework))

    body = shelf.put(component_definition(cast["ines"]))["component-definition"]

    assert shelf.faults() == {}
    assert shelf.import_all() == 2
    components = {one["title"]: one for one in body["components"]}
    answers = components["Remote Access"]["control-implementations"][0]["implemented-requirements"]
    assert [one["control-id"] for one in answers] == ["mcb-15", "mcb-16"]
    assert {one["description"] for one in answers} == {matrix.statement}
    assert "control-implementations" not in components["Mea Acceptance"]
    assert component_definition(cast["ines"]).content() == component_definition(cast["ines"]).content()


def test_a_reader_gets_their_processes_only(matrix, cast):
    mine = told(component_definition(cast["malik"]))["component-definition"]

    assert [one["title"] for one in mine["components"]] == ["Mea Acceptance"]


def test_more_cells_ask_no_more(matrix, company, cast):
    with CaptureQueriesContext(connection) as few:
        component_definition(cast["ines"]).content()
    cell(company, "MCB-18", control=matrix)
    cell(company, "MCB-15", process="mea-acceptance", control=matrix)

    with CaptureQueriesContext(connection) as more:
        component_definition(cast["ines"]).content()

    assert len(more) == len(few) <= 30


# What our checks notice and no schema does


@pytest.fixture
def sound(company) -> dict:
    return told(catalog(loaded()))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda body: body["metadata"].update({"oscal-version": "1.2.9"}), "1.2.9"),
        (lambda body: body.update(uuid="c26f4c5e-8a1e-11ef-b864-0242ac120002"), "no UUID of version 4 or 5"),
        (lambda body: body["groups"][0]["controls"][0].update(id="5.1"), "no token"),
        (lambda body: body["groups"][0]["controls"][0].update(id=body["groups"][1]["id"]), "stands 2 times"),
        (lambda body: body["groups"][0].update(title="Two\nlines"), "not on one line"),
        (lambda body: body["metadata"].update({"last-modified": "2026-11-20T10:00:00"}), "has no zone"),
        (
            lambda body: body["metadata"]["responsible-parties"][0].update({"role-id": "nobody"}),
            "names nothing in roles",
        ),
        (lambda body: body["metadata"]["parties"].clear(), "names nothing in parties"),
        (lambda body: body.update(links=[{"href": "#5d1c9cfd-9dc4-4f3a-9d59-1a0a8f1f7b11"}]), "in the file"),
    ],
)
def test_each_trap_is_noticed(sound, wrong, said):
    assert faults(sound) == []
    broken = copy.deepcopy(sound)

    wrong(broken["catalog"])

    assert any(said in sentence for sentence in faults(broken)), faults(broken)


def test_a_wrong_hash_is_noticed(sound):
    link = {"href": "a.txt", "hashes": [{"algorithm": "SHA-256", "value": "0" * 64}]}
    sound["catalog"]["back-matter"] = {
        "resources": [{"uuid": "5d1c9cfd-9dc4-4f3a-9d59-1a0a8f1f7b11", "rlinks": [link]}]
    }

    assert faults(sound) == []
    assert "other bytes" in faults(sound, read=lambda href: b"something")[0]


# What every file has in common


@given(st.text())
def test_any_text_becomes_a_title_a_text_and_a_part_of_an_id(text):
    assert line(text) == line(line(text))
    assert len(line(text).splitlines()) == 1
    assert prose(text) == prose(text).strip()
    assert token(f"A{text}") == token(f"A{text}")
    assert set(token(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-")


@given(st.dates(), st.sampled_from(["UTC", "Europe/Lisbon", "Asia/Dubai", "America/St_Johns", "Asia/Kathmandu"]))
def test_any_day_is_a_moment_with_a_zone(day, zone):
    found = datetime.fromisoformat(moment(day, zone))

    assert found.date() == day
    assert moment(day, zone)[-3] == ":"
    assert moment(day, zone, at=time(23, 59)) > moment(day, zone)


def test_days_of_long_ago_and_far_off_are_told_in_utc_or_their_zone():
    assert moment(date(1, 1, 1), "Asia/Dubai") == "0001-01-01T00:00:00+00:00"
    assert moment(date(9999, 12, 31), "Asia/Dubai") == "9999-12-31T00:00:00+04:00"
    assert moment(datetime(2026, 11, 20, 10, tzinfo=UTC)) == "2026-11-20T10:00:00+00:00"


def test_a_list_that_is_read_while_it_is_written_is_left_out_when_it_is_empty():
    parts = {
        "uuid": "x",
        "some": iter([1, {"a": "ü"}]),
        "none": iter([]),
        "held": {"more": iter([2]), "less": iter([])},
    }

    assert told(Document("model", "name.json", parts)) == {
        "model": {"uuid": "x", "some": [1, {"a": "ü"}], "held": {"more": [2]}}
    }


# How one gets them


@pytest.fixture
def no_broker(monkeypatch):
    monkeypatch.setattr("foundation.jobs.wake", lambda uuid: False)


def test_the_page_of_a_framework_offers_its_catalog(company, browse, no_broker):
    client, framework = browse("ines"), company.framework
    page = client.get(framework.get_absolute_url()).content.decode()
    address = reverse("foundation:ask_report", args=["oscal-catalog", framework.uuid])

    client.post(address)
    job = Job.objects.get()
    jobs.run(job.uuid)
    job.refresh_from_db()
    taken = client.get(reverse("foundation:job_file", args=[job.uuid]))

    assert address in page
    assert (job.state, job.result_name) == ("done", "mcb.catalog.json")
    assert json.loads(b"".join(taken.streaming_content))["catalog"]["metadata"]["title"] == str(framework)
    assert taken["Content-Type"].startswith("application/json")
    assert Event.objects.filter(kind="report.downloaded").count() == 1


def test_the_page_of_processes_offers_their_component_definition(company, cast, browse, no_broker):
    client = browse("samir")
    page = client.get(reverse("assurance:processes")).content.decode()
    address = reverse("foundation:ask_report", args=["oscal-components", cast["samir"].uuid])

    client.post(address)
    jobs.run(Job.objects.get().uuid)

    assert address in page
    assert Job.objects.get().result_name == "processes.component-definition.json"
    assert browse("emma").post(address).status_code == 404


def test_outsiders_are_offered_nothing(company, browse):
    address = reverse("foundation:ask_report", args=["oscal-catalog", company.framework.uuid])

    assert {browse(name).post(address).status_code for name in ("claire", "igor")} == {404}
