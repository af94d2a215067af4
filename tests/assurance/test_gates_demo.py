"""The gates of the demonstration, and the figure they give."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from assurance.figures import k19
from assurance.figures.gates import COMPLETE
from assurance.gate_proofs import missing_at
from assurance.lists.gates import PassFilter
from assurance.models import EvidenceLink, Gate, GatePass
from assurance.offers.gates import to_decide, to_replace
from foundation.dates import add_months
from foundation.directory.models import User
from foundation.models.trail import Event

D0 = date(2026, 11, 20)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The whole demonstration, in the database until the module is through."""
    folder = tmp_path_factory.mktemp("demonstration")
    stored = override_settings(FILES_ROOT=folder / "files", INCOMING_ROOT=folder / "incoming")
    with django_db_blocker.unblock(), transaction.atomic(), stored:
        call_command("demo", today=D0.isoformat())
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def here(loaded, db):
    """Every test reads the demonstration."""


def named(name):
    return User.objects.get(name=name)


def test_there_are_twelve_gates_and_thirty_decisions_with_three_waivers_one_of_them_expired():
    decided = GatePass.objects.exclude(state="open").with_standing(D0)

    assert (Gate.objects.count(), decided.count()) == (12, 30)
    assert decided.filter(state="waived").count() == 3
    assert decided.get(standing="expired").title == "MN-Access node 3.4"


def test_every_subject_of_the_domain_and_every_result_is_there():
    assert set(GatePass.objects.values_list("kind", flat=True)) == set(GatePass.Subject.values)
    assert set(GatePass.objects.values_list("state", flat=True)) == set(GatePass.State.values)


def test_k19_twenty_five_of_thirty_decisions_were_taken_on_all_evidence_required():
    found = k19(None, on=D0)

    assert (found.whole.numerator, found.whole.denominator) == (25, 30)
    assert (found.waived, found.expired) == (2, 1)
    assert {code: (one.numerator, one.denominator) for code, one in found.areas.items()} == {
        "RD": (11, 12), "SC": (4, 5), "SM": (3, 4), "DEL": (4, 5), "TS": (3, 4),
    }  # fmt: skip


def test_k19_and_k17_stand_among_the_figures():
    out = StringIO()

    call_command("figures", "--on", D0.isoformat(), "--json", stdout=out)

    told = json.loads(out.getvalue())
    assert (told["K-19"]["numerator"], told["K-19"]["denominator"], told["K-19"]["value"]) == (25, 30, 83.3)
    assert told["K-19"]["parts"]["waivers"] == {"in_force": 2, "expired": 1}
    assert (told["K-17"]["numerator"], told["K-17"]["denominator"], told["K-17"]["value"]) == (5, 8, 62.5)


@pytest.mark.parametrize(
    ("asked", "number"),
    [({}, 30), ({"complete": "true"}, 25), ({"standing": "expired"}, 1), ({"standing": "waived"}, 2)],
)
def test_k19_each_number_leads_to_the_rows_it_counts(asked, number, monkeypatch):
    monkeypatch.setattr("assurance.lists.gates.today", lambda: D0)
    rows = GatePass.objects.visible_to(named("Helena Brandt")).with_standing(D0)
    values = {name: [value] if name == "standing" else value for name, value in asked.items()}

    assert PassFilter({"year": "true", **values}, queryset=rows).qs.count() == number


def test_the_evidence_of_a_complete_decision_counted_on_its_day():
    for row in GatePass.objects.filter(COMPLETE).select_related("gate"):
        for control in row.gate.controls.all():
            version = EvidenceLink.objects.about(row).get(purpose=control.code).version
            judged = Event.objects.about(version).get(kind="evidence.accept").at.date()
            until = add_months(version.as_of, control.evidence_freshness_months)
            assert row.opened_on <= version.as_of <= judged <= row.decided_on <= until, (row, control)


def test_what_is_open_is_ready_or_says_what_is_missing():
    waits = GatePass.objects.waiting().select_related("gate__process")
    found = {
        row.gate.code + " " + row.title.split()[0]: [one.control.code for one in missing_at(row, on=D0)]
        for row in waits
    }

    assert found == {
        "GA MN-Core": ["CTL-09"],
        "G-REMOTE TCK-20931": [],
        "G-REMOTE TCK-20977": ["CTL-15"],
        "G-SUP-ADMIT Pallas": ["CTL-10"],
    }


def test_owners_hold_the_lines_of_their_gates_and_officers_chase_them():
    samir, ines, yuki = named("Samir Haddad"), named("Ines Moreau"), named("Yuki Tanabe")

    mine = to_decide(samir, D0)
    assert {(line.row_detail, line.held_by) for line in mine} == {("G-REMOTE", "Samir Haddad")}
    assert to_decide(ines, D0).count() == 4
    assert [(line.row_title, line.due_by < D0) for line in to_replace(yuki, D0)] == [("MN-Access node 3.4", True)]
