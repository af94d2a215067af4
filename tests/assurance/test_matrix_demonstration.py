"""The integration matrix of the demonstration at its reference day: the promised figures, in every way to ask for them."""

import json
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pypdf
import pytest
from django.core.management import call_command
from django.http import QueryDict

from assurance.actions import check_matrix
from assurance.figures import integration, rows_of, trend
from assurance.models import Area, Cell, Gate, GatePass, MatrixSnapshot, Process
from assurance.paper.matrix import Asked, matrix_pdf
from assurance.workflows.gate_rules import missing_of
from foundation.access import robot
from foundation.directory.models import Unit, User

D0 = date(2026, 11, 20)
STRINGS = {
    "RD": "FFFFFSXFSF--F--F-FFF",
    "SC": "FFF---F-FSFF-----XFF",
    "SM": "FFE----------O--FFFS",
    "DEL": "FFF-----FF-XFFFF-ESF",
    "TS": "FFF-----F---FFSF-FFC",
}
LETTERS = {
    "F": "fresh",
    "X": "expiring",
    "S": "stale",
    "E": "no_evidence",
    "O": "no_owner",
    "C": "no_control",
    "-": "not_applicable",
}
AREAS = {"RD": (13, 15, 86.7), "SC": (10, 11, 90.9), "SM": (5, 8, 62.5), "DEL": (11, 13, 84.6), "TS": (9, 11, 81.8)}


@pytest.fixture
def demo(demonstrated, db):
    """The demonstration, for one test."""


def told(**options):
    out = StringIO()
    call_command("figures", on=D0.isoformat(), stdout=out, **options)
    return out.getvalue()


def test_m03_each_area_stands_as_the_story_says(demo):
    rows = Cell.objects.standing_on(D0).order_by("process__area__order", "requirement__order")
    found = {}
    for area, ref, standing in rows.values_list("process__area__code", "requirement__ref", "standing"):
        found.setdefault(area, {})[ref] = standing

    wanted = {
        area: {f"MCB-{number:02d}": LETTERS[letter] for number, letter in enumerate(letters, start=1)}
        for area, letters in STRINGS.items()
    }
    assert found == wanted


def test_a_requirement_sits_at_one_process_of_its_area_in_turn(demo):
    cell = Cell.objects.select_related("process").get(process__area__code="SM", requirement__ref="MCB-14")

    assert cell.process.code == "SM-CLM"


def test_k01_and_k02_are_as_promised(demo):
    figures = json.loads(told(json=True))
    first, second = figures["K-01"], figures["K-02"]

    assert (first["numerator"], first["denominator"], first["value"], first["cut_off"]) == (48, 58, 82.8, "2026-11-20")
    assert (second["numerator"], second["denominator"], second["value"]) == (48, 56, 85.7)
    assert first["parts"]["gaps"] == {"stale": 6, "no_evidence": 2, "no_owner": 1, "no_control": 1}
    for area, (numerator, denominator, value) in AREAS.items():
        assert first["parts"][area] == {"numerator": numerator, "denominator": denominator, "value": value}


def test_k17_is_as_promised_and_k19_counts_the_thirty_decisions(demo):
    figures = json.loads(told(json=True))

    assert (figures["K-17"]["numerator"], figures["K-17"]["denominator"], figures["K-17"]["value"]) == (5, 8, 62.5)
    assert (figures["K-19"]["numerator"], figures["K-19"]["denominator"], figures["K-19"]["value"]) == (24, 30, 80.0)
    assert (figures["K-19"]["parts"]["waived"], figures["K-19"]["parts"]["expired_waivers"]) == (3, 1)


def test_m04_what_passed_a_gate_had_its_evidence_on_the_table_that_day(demo):
    decided = GatePass.objects.exclude(state="open").select_related("gate")

    whole = {row.ref: not missing_of(row, on=row.decided_on) for row in decided}

    assert Gate.objects.count() == 12
    assert whole == {row.ref: row.was_complete for row in decided}


def test_every_figure_of_audits_is_told_in_the_same_form(demo):
    figures = json.loads(told(json=True))

    assert all({"numerator", "denominator", "value", "cut_off", "parts"} == set(one) for one in figures.values())
    assert (figures["K-03"]["value"], figures["K-03"]["parts"]["full_year"]["value"]) == (81.3, 68.4)
    assert figures["K-03"]["parts"]["cancelled"] == {"value": 1}
    assert figures["K-04"]["value"] == 75.0
    assert figures["K-05"]["value"] == 71.4
    assert figures["K-05"]["parts"]["missed"]["rows"] == ["F-002", "F-003", "F-008", "F-013"]
    assert figures["K-06"]["parts"]["minor"]["mean"] == 168.1
    assert figures["K-07"]["parts"] == {
        "major": {"n": 4, "mean": 78, "max": 131},
        "minor": {"n": 8, "mean": 130.5, "max": 228},
    }
    assert figures["K-08"]["parts"] == {
        "action": {"F-003": 41, "F-013": 48},
        "ofi_disposition": {"F-026": 114, "F-028": 18},
        "awaiting_verification": ["F-004", "F-015"],
        "risk_accepted": [],
        "rungs": {"action": {"4": 2}, "ofi_disposition": {"2": 2}},
    }


def test_without_json_each_figure_is_a_line(demo):
    assert "K-01    82.8      48 of 58  Integration coverage" in told()


def test_a_cell_counts_in_each_region_of_its_process_and_once_in_the_total(demo):
    found = integration(rows_of(Cell.objects.all(), on=D0))

    wanted = {unit.code: 0 for unit in Unit.objects.filter(kind="region")}
    for process in Process.objects.prefetch_related("regions"):
        for region in process.regions.all():
            wanted[region.code] += process.cells.count()
    assert {code: one.number for code, one in found.regions.items()} == wanted
    assert sum(one.number for one in found.regions.values()) > found.whole.number == 100


def test_the_parts_of_the_matrix_add_up(demo):
    found = integration(rows_of(Cell.objects.all(), on=D0))

    for parts in (found.areas, found.frameworks, found.families, found.processes):
        assert sum(one.applicable for one in parts.values()) == 58
        assert sum(one.covered for one in parts.values()) == 48


def test_an_empty_population_has_no_value(demo):
    found = integration(rows_of(Cell.objects.none(), on=D0))

    assert found.whole.integration.told == {"numerator": 0, "denominator": 0, "value": None}


def test_the_snapshots_tell_how_it_went(demo):
    days = trend(D0)

    assert (days[-1].on, days[-1].coverage.covered, days[-1].coverage.applicable) == (D0, 48, 58)
    assert len(days) > 10
    assert trend(D0, area="SM")[-1].coverage.integration.told["value"] == 62.5
    assert MatrixSnapshot.objects.filter(on=D0, region="MEA").exists()


def test_no_date_of_proof_is_wrong(demo):
    assert [check_matrix(actor=robot(), zone=zone) for zone in {unit.zone for unit in Unit.objects.all()}] == [0] * len(
        {unit.zone for unit in Unit.objects.all()}
    )


def test_m03_the_paper_says_the_promised_figures(demo):
    asked = Asked(QueryDict(""), User.objects.get(name="Ines Moreau"), D0)
    made = matrix_pdf(asked, at=datetime(2026, 11, 20, 10, tzinfo=UTC), progress=lambda done, total: None)
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(made)).pages)
    words = " ".join(words.split())

    assert "All 48/58 82.8 % 48/56 85.7 % 6 2 1 1" in words
    for code, (covered, applicable, share) in AREAS.items():
        assert f"{Area.Code(code).label} {covered}/{applicable} {share} %" in words
    assert "10 cells are gaps." in words
