"""The heat map as PDF: what it says, to whom, and the job that makes it."""

import io
import re
from datetime import UTC, datetime, timedelta

import pypdf
import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assurance.models import Process
from assurance.paper import grid
from assurance.paper import matrix as paper
from assurance.paper.matrix import Asked, matrix_pdf, told
from foundation import jobs
from foundation.directory.models import RoleGrant
from foundation.models import Job
from foundation.models.trail import Event
from tests.assurance.cells import cell, control, in_force, prove
from tests.company import TODAY

AT = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr("foundation.jobs.wake", lambda uuid: False)


@pytest.fixture
def rows(company):
    """Technical services: one fresh, one without evidence, one stale. Delivery, Middle East and Africa: no control."""
    in_force(company)
    first = control(company)
    company.processes["remote-access"].regions.set([company.units["HQ"]])
    company.processes["mea-acceptance"].regions.set([company.units["MEA"]])
    fresh, _empty, stale = (cell(company, ref, control=first) for ref in ("MCB-15", "MCB-16", "MCB-18"))
    cell(company, "MCB-15", process="mea-acceptance")
    prove(company, fresh)
    prove(company, stale, as_of=TODAY - timedelta(days=500))
    return first


def printed(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages)).replace("\u200b", "")


def said(user, query: str = "") -> dict:
    return told(Asked(QueryDict(query), user, TODAY), at=AT, progress=lambda done, total: None)


def pdf(user, query: str = "") -> str:
    asked = Asked(QueryDict(query), user, TODAY)
    return printed(matrix_pdf(asked, at=AT, progress=lambda done, total: None))


def boxes(found: dict) -> dict[str, list[str]]:
    return {row["code"]: [box["letter"] + box["text"] for box in row["boxes"]] for row in found["map"]["rows"]}


# What it says


def test_m03_the_paper_says_figures_heat_map_and_gaps(rows, cast):
    words = pdf(cast["ines"])

    for each in ("Integration matrix", "As it stood on 20 Nov 2026", "None: everything in this scope"):
        assert each in words
    assert "Technical services 1/3 33.3 % 1/3 33.3 % 1 1 0 0" in words
    assert "Delivery 0/1 0 % 0/0 n/a 0 0 0 1" in words
    assert "All 1/4 25 % 1/3 33.3 % 1 1 0 1" in words
    assert "F Fresh E Expiring S Stale N No evidence O No owner C No control – Not applicable" in words
    assert "3 cells are gaps." in words
    assert re.search(r"Remote Access MCB-16 [^.]*No evidence Samir Haddad", words)
    assert "Page 1 of 1" in words


def test_a_box_has_a_letter_and_a_tone(rows, cast):
    found = said(cast["ines"])

    assert found["map"]["head"] == ["Delivery", "Technical services"]
    assert boxes(found) == {"MCB-15": ["C", "F"], "MCB-16": ["", "N"], "MCB-18": ["", "S"]}
    assert [box["tone"] for box in found["map"]["rows"][0]["boxes"]] == ["bad", "good"]
    assert [box["tone"] for box in found["map"]["rows"][1]["boxes"]] == ["", "bad"]


def test_a_box_of_several_cells_says_the_worst_and_how_many_are_covered(rows, cast, company):
    other = company.processes["mea-acceptance"]
    Process.objects.filter(pk=other.pk).update(area=company.processes["remote-access"].area)

    found = said(cast["ines"])

    assert found["map"]["head"] == ["Technical services"]
    assert boxes(found)["MCB-15"] == ["C1/2"]


def test_the_filters_narrow_it_and_stand_in_words(rows, cast):
    found = said(cast["ines"], "area=TS&status=stale&status=no_evidence")

    assert dict(found["facts"])["Filters"] == "Status: Stale\nStatus: No evidence\nArea: Technical services"
    assert list(boxes(found)) == ["MCB-16", "MCB-18"]
    assert [row["status"] for row in found["gaps"]["rows"]] == ["No evidence", "Stale"]
    assert found["figures"]["total"] == ["All", "1/3  33.3\u00a0%", "1/3  33.3\u00a0%", "1", "1", "0", "0"]


def test_it_is_printed_by_families_and_by_regions_too(rows, cast):
    found = said(cast["ines"], "rows=families&columns=regions")

    assert found["map"]["corner"] == "Family"
    assert found["map"]["head"] == ["Headquarters", "Middle East and Africa"]
    assert {row["code"] for row in found["map"]["rows"]} == {"MCB"}
    assert sum(box["letter"] == "C" for row in found["map"]["rows"] for box in row["boxes"]) == 1


@pytest.mark.parametrize("query", ["requirement=NONE", "rows=families&requirement=NONE"])
def test_an_empty_matrix_is_a_sentence(rows, cast, query):
    words = pdf(cast["ines"], query)

    assert "No cell matches the filters." in words
    assert "There is no gap among these cells." in words


def test_a_large_matrix_is_read_in_windows_and_cut_with_a_sentence(rows, cast, monkeypatch):
    monkeypatch.setattr(grid, "WINDOW", 1)
    monkeypatch.setattr("assurance.figures.grid.WINDOW", 1)
    monkeypatch.setattr(grid, "MOST_ROWS", 2)
    monkeypatch.setattr(paper, "MOST_ROWS", 2)
    monkeypatch.setattr(paper, "MOST_GAPS", 1)
    heard = []
    asked = Asked(QueryDict(""), cast["ines"], TODAY)

    found = told(asked, at=AT, progress=lambda done, total: heard.append((done, total)))

    assert heard == [(1, 3), (2, 3)]
    assert list(boxes(found)) == ["MCB-15", "MCB-16"]
    assert found["map"]["more"].startswith("Only the first 2 requirements are printed.")
    assert len(found["gaps"]["rows"]) == 1
    assert found["gaps"]["more"].startswith("Only the first 1 of 3 gaps are printed.")


# Whom it says it to


def test_a_reader_of_a_region_gets_their_region_only(rows, cast):
    words = pdf(cast["malik"])

    assert "All 0/1 0 %" in words
    assert "Technical services" not in words
    assert "Remote Access" not in words
    assert "1 cell is a gap." in words


def ask(client, user, query: str = ""):
    address = reverse("foundation:ask_report", args=["matrix", user.uuid])
    return client.post(address, {"query": query})


def made() -> Job:
    job = Job.objects.order_by("-pk").first()
    jobs.run(job.uuid)
    job.refresh_from_db()
    return job


@pytest.mark.parametrize("name", ["emma", "claire", "igor"])
def test_who_does_not_read_the_matrix_gets_no_paper_of_it(rows, cast, browse, name):
    assert ask(browse(name), cast[name]).status_code == 404
    assert not Job.objects.exists()


def test_nobody_asks_for_what_somebody_else_sees(rows, cast, browse):
    assert ask(browse("malik"), cast["ines"]).status_code == 404


# The job


def test_it_is_asked_for_beside_the_workbook_and_taken(rows, cast, browse):
    client = browse("ines")
    page = client.get(f"{reverse('assurance:matrix')}?area=TS&rows=families").content.decode()
    query = re.search(r'name="query" value="([^"]*)"', page)[1].replace("&amp;", "&")

    answer = ask(client, cast["ines"], query)
    job = made()
    ready = client.get(answer["Location"]).content.decode()
    taken = client.get(reverse("foundation:job_file", args=[job.uuid]))

    assert query == "?rows=families&columns=areas&area=TS"
    assert (job.state, job.message) == ("done", "3 cells of the matrix.")
    assert f'<a href="{reverse("assurance:matrix")}">Integration matrix</a>' in ready
    words = printed(b"".join(taken.streaming_content))
    assert "Area: Technical services" in words
    assert taken["Content-Disposition"].startswith('attachment; filename="integration-matrix-')
    assert Event.objects.filter(kind="report.downloaded", content__actor=cast["ines"]).count() == 1


def test_the_same_wish_is_not_worked_on_twice_another_one_is(rows, cast, browse):
    client = browse("ines")
    first, again, other = (ask(client, cast["ines"], query) for query in ("area=TS", "area=TS", "area=DEL"))

    assert first["Location"] == again["Location"] != other["Location"]


def test_what_the_address_does_not_know_is_left_out(rows, cast, browse):
    ask(browse("ines"), cast["ines"], "area=TS&user=1&progress=x&at=2020-01-01")

    assert Job.objects.get().parameters["query"] == "area=TS"
    assert made().state == "done"


def test_who_has_lost_the_role_gets_neither_paper_nor_file(rows, cast, browse):
    client = browse("ines")
    ask(client, cast["ines"])
    job = made()
    ask(client, cast["ines"], "area=TS")

    RoleGrant.objects.filter(user=cast["ines"]).exclude(role="EMP").delete()

    assert made().state == "failed"
    assert browse("ines").get(reverse("foundation:job_file", args=[job.uuid])).status_code == 404


def test_the_paper_asks_no_more_for_more_cells(rows, cast, company):
    with CaptureQueriesContext(connection) as few:
        said(cast["ines"])
    for ref in ("MCB-16", "MCB-18"):
        cell(company, ref, process="mea-acceptance", control=rows)

    with CaptureQueriesContext(connection) as more:
        found = said(cast["ines"])

    assert len(found["gaps"]["rows"]) == 5
    assert len(more) == len(few) <= 20
