"""The heat map, its list and the sheet of a cell: what they show, whom they show it, and how little they ask."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from assurance.figures import tally
from assurance.models import Cell, Document, MatrixSnapshot, Process, Requirement
from foundation.lists import bulk
from foundation.models.work import Approval
from tests.assurance.cells import cell, control, in_force, prove
from tests.company import TODAY

MATRIX, LIST = reverse("assurance:matrix"), reverse("assurance:cells")


@pytest.fixture
def rows(company):
    """A fresh cell and one without evidence of technical services, and one without control in delivery."""
    in_force(company)
    first = control(company)
    company.processes["remote-access"].regions.set([company.units["HQ"], company.units["MEA"]])
    company.processes["mea-acceptance"].regions.set([company.units["MEA"]])
    fresh, empty = cell(company, "MCB-15", control=first), cell(company, "MCB-16", control=first)
    bare = cell(company, "MCB-15", process="mea-acceptance")
    prove(company, fresh)
    return [fresh, empty, bare]


def text(response) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def shown(response) -> set[str]:
    """The cells of a list by their uuids."""
    return set(re.findall(r'href="/assurance/matrix/([0-9a-f-]{36})/"', response.content.decode()))


def test_m03_the_heat_map_says_how_each_cell_stands(company, rows, browse):
    page = text(browse("ines").get(MATRIX))

    assert "33.3 %" in page.replace("\xa0", " ")
    assert "Technical services, MCB-15: Fresh, " in page
    assert "Technical services, MCB-16: No evidence" in page
    assert "Delivery, MCB-15: No control" in page


def test_every_number_opens_the_rows_it_counts(company, rows, browse):
    client = browse("ines")
    page = client.get(MATRIX).content.decode()

    numbers = re.findall(r'<a href="([^"]*matrix/list/[^"]*)">(\d+)</a>', page)
    assert len(numbers) == 6
    for address, number in numbers:
        assert len(shown(client.get(address.replace("&amp;", "&")))) == int(number), address


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=no_control", {2}),
        ("status=fresh&status=no_evidence", {0, 1}),
        ("area=TS", {0, 1}),
        ("region=MEA", {0, 1, 2}),
        ("region=HQ", {0, 1}),
        ("framework=MCB&requirement=MCB-16", {1}),
        ("process=MEA-ACCEPTANCE", {2}),
    ],
)
def test_the_address_filters_list_and_heat_map_alike(company, rows, browse, query, found):
    client = browse("ines")
    wanted = {str(rows[number].uuid) for number in found}

    assert shown(client.get(f"{LIST}?{query}")) == wanted
    boxes = shown(client.get(f"{MATRIX}?{query}&columns=processes"))
    assert boxes == wanted


def test_who_answers_is_a_filter(company, rows, browse):
    samir = company.person("samir").uuid

    assert shown(browse("ines").get(f"{LIST}?owner={samir}")) == {str(row.uuid) for row in rows[:2]}
    assert shown(browse("ines").get(f"{MATRIX}?owner={samir}")) == {str(row.uuid) for row in rows[:2]}


@pytest.mark.parametrize("columns", ["areas", "regions", "processes"])
@pytest.mark.parametrize("by", ["requirements", "families"])
def test_every_way_to_cut_the_matrix_costs_at_most_twelve_queries(
    company, rows, browse, by, columns, django_assert_max_num_queries
):
    client = browse("ines")
    address = f"{MATRIX}?rows={by}&columns={columns}"
    client.get(address)

    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_list_and_sheet_cost_at_most_twelve_queries(company, rows, browse, django_assert_max_num_queries):
    client = browse("ines")
    for address in (LIST, rows[0].get_absolute_url()):
        client.get(address)
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_a_confidential_guiding_document_is_not_named_to_whoever_answers_for_a_cell(company, rows, browse):
    Document.objects.update(grading="confidential")
    Cell.objects.filter(pk=rows[0].pk).update(owner=company.person("emma"))
    address = rows[0].get_absolute_url()

    named = {name: "DOC-C-1" in text(browse(name).get(address)) for name in ("ines", "emma")}

    assert named == {"ines": True, "emma": False}


def test_a_cell_says_what_is_missing_and_the_next_step(company, rows, browse):
    page = text(browse("ines").get(rows[2].get_absolute_url()))

    assert "No control meets the requirement in this process. Choose one." in page


def test_a_manager_of_a_region_sees_what_counts_there_whoever_owns_the_process(company, rows, cast, browse):
    assert set(Cell.objects.visible_to(cast["malik"])) == set(rows)
    assert browse("malik").get(rows[0].get_absolute_url()).status_code == 200
    assert set(Cell.objects.visible_to(cast["omar"])) == {rows[2]}
    assert browse("omar").get(rows[0].get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["emma", "adam", "claire", "igor"])
def test_the_matrix_is_not_there_for_others(company, rows, browse, name):
    assert browse(name).get(MATRIX).status_code == 404
    assert browse(name).get(LIST).status_code == 404


def test_the_owner_of_the_process_works_on_a_cell_by_its_sheets(company, rows, browse):
    client, row = browse("samir"), rows[1]
    emma = company.person("emma")

    client.post(reverse("assurance:cell_edit", args=[row.uuid]), {"owner": emma.uuid, "control": row.control.uuid})
    client.post(reverse("assurance:cell_exclude", args=[row.uuid]), {"reason": "Nobody patches from here."})

    row.refresh_from_db()
    assert row.owner == emma
    assert Approval.objects.about(row).get().reason == "Nobody patches from here."


def test_a_control_left_out_of_a_change_by_program_stays(company, rows, browse):
    emma, address = company.person("emma"), f"/api/v1/cells/{rows[0].uuid}/edit/"

    kept = browse("ines").post(address, {"owner": str(emma.uuid)}, content_type="application/json")
    rows[0].refresh_from_db()

    assert (kept.status_code, rows[0].owner, rows[0].control is not None) == (200, emma, True), kept.content


def test_a_process_owner_chooses_among_own_controls_and_those_of_the_unit_and_above(company, rows, browse):
    wanted = Requirement.objects.get(framework__code="MCB", ref="MCB-15")
    for code, unit in (("C-ABOVE", "MN"), ("C-ELSEWHERE", "MEADEL")):
        control(company, code, owner="omar", unit=company.units[unit]).requirements.add(wanted)
    page = text(browse("samir").get(reverse("assurance:cell_edit", args=[rows[0].uuid])))

    assert ("C-ABOVE" in page, "C-ELSEWHERE" in page) == (True, False)


def test_counts_are_the_same_out_of_a_cache_that_writes_json(company, rows, browse, monkeypatch):
    client, kept = browse("ines"), tally.cache.get
    counted = client.get(MATRIX).context["page"].chips
    monkeypatch.setattr(tally.cache, "get", lambda *asked: json.loads(json.dumps(kept(*asked))))

    assert client.get(MATRIX).context["page"].chips == counted
    assert sum(number for _standing, number, _url, _chosen in counted) == len(rows)


def test_many_cells_are_previewed_before_they_change(company, rows, browse):
    client, change = browse("ines"), reverse("assurance:cells_change")
    emma = company.person("emma")
    ticked = {"row": [str(row.uuid) for row in rows], "step": "owner"}

    asked = client.post(change, ticked)
    seen = client.post(change, {**ticked, "seen": "yes", "owner": emma.uuid})
    assert not Cell.objects.filter(owner=emma).exists()
    client.post(change, {**ticked, "seen": "yes", "go": "yes", "owner": emma.uuid})

    assert "Answers for them" in text(asked)
    assert "Do it" in text(seen)
    assert Cell.objects.filter(owner=emma).count() == 3


def test_the_list_goes_out_as_a_workbook(company, rows, browse):
    response = browse("ines").get(f"{LIST}?export=xlsx")

    assert response["Content-Type"].startswith("application/vnd.openxmlformats")


def test_counts_follow_every_change(company, rows, browse):
    client = browse("ines")
    assert "33.3 %" in text(client.get(MATRIX)).replace("\xa0", " ")
    prove(company, rows[1])
    assert "66.7 %" in text(client.get(MATRIX)).replace("\xa0", " ")
    type(rows[0].control).objects.update(owner=None)

    assert "0 %" in text(client.get(MATRIX)).replace("\xa0", " ")


@pytest.fixture
def nights(rows):
    """Two nights, on which a tenth was covered of everything, a fifth in MEA and three tenths in HQ."""
    for day in (TODAY - timedelta(days=2), TODAY - timedelta(days=1)):
        for region, covered in (("", 1), ("MEA", 2), ("HQ", 3)):
            for status, number in (("fresh", covered), ("stale", 10 - covered)):
                MatrixSnapshot.objects.create(on=day, area="TS", region=region, status=status, number=number)


@pytest.mark.parametrize(
    ("name", "query", "share"),
    [
        ("ines", "", 10),
        ("ines", "region=MEA", 20),
        ("ines", "area=TS", 10),
        ("ines", "area=TS&area=DEL", None),
        ("ines", "requirement=MCB-15", None),
        ("malik", "", 20),
        ("malik", "region=MEA", 20),
        ("malik", "region=HQ", None),
    ],
)
def test_the_line_of_the_last_days_is_of_just_what_the_page_counts(company, nights, browse, name, query, share):
    elsewhere = Process.objects.filter(pk=company.processes["remote-access"].pk)
    elsewhere.update(unit=company.units["HQ"], owner=company.person("helena"))
    elsewhere.get().regions.set([company.units["HQ"]])

    line = browse(name).get(f"{MATRIX}?{query}").context.get("spark")

    assert (line.values if line else None) == ([share, share] if share else None)


def test_there_is_no_line_of_a_foreign_region_where_nothing_counts_now(company, nights, browse):
    Process.objects.filter(pk=company.processes["remote-access"].pk).update(state="draft")

    assert browse("malik").get(f"{MATRIX}?region=HQ").context.get("spark") is None


def test_too_many_cells_are_refused_with_all_of_them_still_ticked(rows, browse, monkeypatch):
    monkeypatch.setattr(bulk, "BULK_LIMIT", 2)
    client, ticked = browse("ines"), {"row": [str(row.uuid) for row in rows], "step": "owner"}

    answer = client.post(reverse("assurance:cells_change"), ticked)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose at most 2 rows at a time." in page
    assert all(f'value="{row.uuid}" checked' in page for row in rows)


def test_a_process_owner_is_offered_the_controls_they_see_and_the_present_one(company, rows, cast, browse):
    far = control(company, "C-FAR", owner="omar", unit=company.units["MEADEL"])
    far.requirements.set([rows[1].requirement])
    near = control(company, "C-NEAR")
    near.requirements.set([rows[1].requirement])
    Cell.objects.filter(pk=rows[1].pk).update(control=control(company, "C-NOW", owner="omar"))
    client, body = browse("samir"), {"control": str(far.uuid)}

    page = client.get(reverse("assurance:cell_edit", args=[rows[1].uuid])).content.decode()
    answer = client.post(f"/api/v1/cells/{rows[1].uuid}/edit/", body, content_type="application/json")

    assert {code for code in ("C-NOW", "C-NEAR", "C-FAR") if code in page} == {"C-NOW", "C-NEAR"}
    assert answer.status_code == 400
