"""The pages of the import centre: the way from a kind to what came of a file, for how many queries, and for whom."""

import resource
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from assurance.models import Supplier
from foundation.models import FileImport
from tests.imported import SUPPLIERS, checked, ran, taken

ALDERA = "Aldera Boards,PT,Materials,Critical,TS,Samir Haddad,Candidate"
NOWHERE = "Nowhere,PT,Materials,Critical,XX,Samir Haddad,Candidate"
FILE = f"{SUPPLIERS}\n{ALDERA}\n{NOWHERE}\n"
MOST_GROWTH = 60_000  # kilobytes


@pytest.fixture
def ines(cast):
    return cast["ines"]


def test_the_whole_way(ines, browse):
    reader = browse("ines")
    add = reverse("foundation:import_add", args=["suppliers"])
    assert "What is read" in reader.get(add).content.decode()

    sent = reader.post(add, {"files": SimpleUploadedFile("rows.csv", FILE.encode())})
    row = FileImport.objects.get()
    assert sent.url == reverse("foundation:import_columns", args=[row.uuid])
    columns = reader.get(sent.url)
    assert "Aldera Boards" in columns.content.decode()
    chosen = {name: field.initial for name, field in columns.context["form"].fields.items()}
    assert reader.post(sent.url, chosen).url == row.get_absolute_url()
    ran(row)
    page = reader.get(row.get_absolute_url()).content.decode()
    assert "Take one line over" in page
    assert "There is no “XX” here that you may see." in page
    mended = reader.get(reverse("foundation:import_errors", args=[row.uuid]), {"export": "csv"})
    assert "Nowhere,PT,Materials" in b"".join(mended.streaming_content).decode()
    reader.post(reverse("foundation:import_take", args=[row.uuid]))
    ran(row)
    assert Supplier.objects.get().name == "Aldera Boards"
    undo = reverse("foundation:import_undo", args=[row.uuid])
    assert reader.post(undo, {"reason": ""}).status_code == 422
    reader.post(undo, {"reason": "The wrong file."})
    ran(row)
    assert not Supplier.objects.exists()
    assert "Undone" in reader.get(row.get_absolute_url()).content.decode()


@pytest.mark.parametrize("page", ["centre", "file", "columns", "kind"])
def test_each_page_costs_few_queries(ines, browse, page, django_assert_max_num_queries):
    lines = "\n".join(ALDERA.replace("Aldera", f"Aldera {n}") for n in range(30))
    row = taken(checked(ines, "suppliers", f"{SUPPLIERS}\n{lines}"))
    url = {
        "centre": reverse("foundation:imports"),
        "file": row.get_absolute_url(),
        "columns": reverse("foundation:import_columns", args=[row.uuid]),
        "kind": reverse("foundation:import_add", args=["suppliers"]),
    }[page]
    reader = browse("ines")
    reader.get(url)  # the kinds of rows are read once per process

    with django_assert_max_num_queries(12):
        answer = reader.get(url)

    assert answer.status_code == 200


def test_another_officer_sees_that_it_was_imported_and_not_what(ines, browse):
    row = checked(ines, "suppliers", FILE)

    page = browse("carla").get(row.get_absolute_url()).content.decode()

    assert "rows.csv" in page
    assert "Aldera" not in page
    assert "Take one line over" not in page


def test_an_administrator_is_offered_units_and_no_suppliers(browse):
    page = browse("adam").get(reverse("foundation:imports")).content.decode()

    assert reverse("foundation:import_add", args=["units"]) in page
    assert reverse("people:hr_imports") in page
    assert reverse("foundation:import_add", args=["suppliers"]) not in page
    assert browse("adam").get(reverse("foundation:import_add", args=["suppliers"])).status_code == 403


def test_a_file_that_is_no_table_comes_back_with_the_sentence(browse):
    sent = {"files": SimpleUploadedFile("rows.csv", b"\n,,\n")}

    page = browse("ines").post(reverse("foundation:import_add", args=["suppliers"]), sent)

    assert page.status_code == 422
    assert "The first line has to name the columns" in page.content.decode()


@pytest.mark.parametrize("kind", ["units", "suppliers", "findings", "certificates", "evidence", "controls", "audits"])
def test_the_template_says_what_may_stand_in_it(browse, kind):
    answer = browse("ines").get(reverse("foundation:import_template", args=[kind, "xlsx"]))

    book = load_workbook(BytesIO(answer.content))
    assert len(book.worksheets) == 3
    assert book.worksheets[0].max_row == 2
    csv = browse("ines").get(reverse("foundation:import_template", args=[kind, "csv"]))
    assert len(csv.content.decode().strip().splitlines()) == 2
    assert browse("ines").get(reverse("foundation:import_template", args=[kind, "pdf"])).status_code == 404


def test_the_list_of_a_kind_leads_to_its_import(browse):
    page = browse("ines").get(reverse("assurance:suppliers")).content.decode()

    assert reverse("foundation:import_add", args=["suppliers"]) in page
    assert (
        reverse("foundation:import_add", args=["suppliers"])
        not in browse("tobias").get(reverse("assurance:suppliers")).content.decode()
    )


def test_fifty_thousand_lines_are_checked_in_bounded_memory(ines):
    """They are read, compared and kept some hundred at a time."""
    checked(ines, "controls", "Control,Statement,Kind,Unit\nCTL-1,Statement,Detective,NOWHERE")  # what is read once
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    lines = (f"CTL-{n:05d},Statement,Detective,NOWHERE" for n in range(50_000))
    row = checked(ines, "controls", "\n".join(["Control,Statement,Kind,Unit", *lines]))

    assert row.counts["refused"] == 50_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_GROWTH
