"""The status of a cell, worked out in one statement: the order of the gaps (M-03) and the freshness of evidence (T-40)."""

from datetime import date, timedelta

import pytest

from assurance.actions import edit_cell
from assurance.actions.proof import renew
from assurance.models import Cell, Control, Document, DocumentVersion, Process
from foundation.directory.models import Person
from tests.assurance.cells import ENDED, cell, control, document, in_force, prove, standing
from tests.company import TODAY


@pytest.fixture
def guided(company):
    """A cell with a control, an owner and guidance, in an active process; nothing proves it yet."""
    in_force(company)
    return cell(company, control=control(company))


def test_m03_a_cell_has_exactly_one_status_and_the_first_gap_names_it(company, guided):
    assert standing(guided) == "no_evidence"
    prove(company, guided)
    assert standing(guided) == "fresh"
    Person.objects.filter(pk=company.person("samir").pk).update(left_on=TODAY - timedelta(days=1))
    assert standing(guided) == "no_owner"
    Control.objects.update(state=Control.State.RETIRED)
    assert standing(guided) == "no_control"
    Cell.objects.update(applicable=False, reason="Nobody logs in from outside.")
    assert standing(guided) == "not_applicable"


def test_a_cell_without_any_control_has_no_control(company):
    assert standing(cell(company)) == "no_control"


@pytest.mark.parametrize("state", [Control.State.DRAFT, Control.State.RETIRED])
def test_only_a_control_in_operation_counts(company, guided, state):
    prove(company, guided)
    Control.objects.update(state=state)

    assert standing(guided) == "no_control"


@pytest.mark.parametrize("state", ["draft", "in_review", "approved", "superseded", "withdrawn"])
def test_m07_without_a_document_in_effect_a_cell_has_no_control(company, guided, state):
    prove(company, guided)
    DocumentVersion.objects.update(state=state, effective_to=TODAY if state in ENDED else None)

    assert standing(guided) == "no_control"


def test_one_document_in_effect_is_enough(company, guided):
    prove(company, guided)
    guided.control.guidance.add(document(company, "OLD", state="withdrawn"))

    assert standing(guided) == "fresh"


def test_a_process_whose_owner_left_makes_its_cells_ownerless(company, guided):
    prove(company, guided)
    Process.objects.filter(pk=guided.process_id).update(owner=None)

    assert standing(guided) == "no_owner"


def test_the_own_owner_of_a_cell_stands_before_that_of_its_control(company, guided):
    prove(company, guided)
    Control.objects.update(owner=None)
    assert standing(guided) == "no_owner"

    edit_cell(actor=company.cast["ines"], cell=guided, control=guided.control, owner=company.person("emma"), on=TODAY)

    assert standing(guided) == "fresh"


def test_an_own_owner_who_left_is_not_replaced_by_that_of_the_control(company, guided):
    prove(company, guided)
    edit_cell(actor=company.cast["ines"], cell=guided, control=guided.control, owner=company.person("emma"), on=TODAY)
    Person.objects.filter(pk=company.person("emma").pk).update(left_on=TODAY - timedelta(days=1))

    assert standing(guided) == "no_owner"


@pytest.mark.parametrize(
    ("as_of", "valid_until", "expected"),
    [
        (date(2025, 11, 20), None, "expiring"),
        (date(2025, 11, 19), None, "stale"),
        (date(2025, 12, 20), None, "expiring"),
        (date(2025, 12, 21), None, "fresh"),
        (date(2026, 9, 1), date(2026, 11, 19), "stale"),
    ],
)
def test_t40_freshness_counts_from_the_day_evidence_speaks_for(company, guided, as_of, valid_until, expected):
    prove(company, guided, as_of, valid_until=valid_until)

    assert standing(guided) == expected


def test_t40_the_latest_of_several_wins(company, guided):
    prove(company, guided, date(2026, 9, 1))
    prove(company, guided, date(2025, 1, 1))

    guided.refresh_from_db()
    assert guided.fresh_until == date(2027, 9, 1)


def test_evidence_of_the_control_counts_in_its_cells(company, guided):
    prove(company, guided.control)

    assert standing(guided) == "fresh"


def test_evidence_nobody_accepted_does_not_count(company, guided):
    prove(company, guided, accepted=False)

    assert standing(guided) == "no_evidence"


def test_only_cells_of_active_processes_are_counted(company, guided):
    assert Cell.objects.in_force().count() == 1
    Process.objects.update(state=Process.State.RETIRED)

    assert not Cell.objects.in_force().exists()


def test_the_status_of_all_cells_is_one_statement(company, guided, django_assert_num_queries):
    cell(company, "MCB-16")
    with django_assert_num_queries(1):
        found = list(Cell.objects.standing_on(TODAY).values_list("standing", flat=True))

    assert sorted(found) == ["no_control", "no_evidence"]


def test_dates_are_worked_out_again_for_thousands_of_cells_in_few_queries(
    company, guided, django_assert_max_num_queries
):
    prove(company, guided)
    Cell.objects.update(fresh_until=None)

    with django_assert_max_num_queries(8):
        assert renew(Cell.objects.all()) == 1
    assert Document.objects.count() == 1
