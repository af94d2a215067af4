"""What is put into the matrix, changed, taken out by two persons, and proven; many cells at once after a preview."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assurance.actions import (
    accept_evidence,
    add_version,
    change_cells,
    edit_cell,
    edit_control,
    exclude_cell,
    include_cell,
    preview_cells,
    propose_exclusion,
    put_into_matrix,
    revoke_evidence,
    set_guidance,
    unlink_evidence,
)
from assurance.models import Cell, Evidence, EvidenceLink
from foundation.approvals import decide_approval, take_step
from foundation.refusals import Refused, WrongState
from tests.assurance.cells import cell, control, in_force, prove, standing
from tests.company import TODAY
from tests.kept import kept_text

REASON = "No session enters from outside."


@pytest.fixture
def row(company):
    in_force(company)
    return cell(company, control=control(company))


def until(row: Cell) -> date | None:
    row.refresh_from_db()
    return row.fresh_until


# Into the matrix, and who answers


def test_m03_requirements_are_put_into_the_matrix_of_a_process_once(company, cast, row):
    process, wanted = row.process, list(company.framework.requirements.all())

    added = put_into_matrix(actor=cast["ines"], process=process, requirements=wanted)

    assert [one.requirement.ref for one in added] == ["MCB-16", "MCB-18"]
    with pytest.raises(ValidationError, match="owes all of these"):
        put_into_matrix(actor=cast["ines"], process=process, requirements=wanted)


def test_a_heading_is_no_cell(company, cast):
    company.framework.requirements.filter(ref="MCB-16").update(assessable=False)

    with pytest.raises(ValidationError, match="assessable"):
        cell(company, "MCB-16")


@pytest.mark.parametrize("name", ["samir", "priya", "helena", "emma"])
def test_only_officers_put_requirements_into_the_matrix(company, cast, name):
    with pytest.raises(PermissionDenied):
        put_into_matrix(
            actor=cast[name],
            process=company.processes["remote-access"],
            requirements=company.framework.requirements.all(),
        )


def test_the_owner_of_the_process_names_who_answers_and_they_hear_of_it(company, cast, row):
    edit_cell(actor=cast["samir"], cell=row, control=row.control, owner=company.person("emma"), on=TODAY)

    row.refresh_from_db()
    assert row.owner == company.person("emma")
    assert cast["emma"].notifications.filter(event__kind="cell.edited").exists()


@pytest.mark.parametrize("name", ["omar", "priya", "helena"])
def test_nobody_else_changes_a_cell(cast, row, name):
    with pytest.raises(PermissionDenied):
        edit_cell(actor=cast[name], cell=row, control=None, owner=None, on=TODAY)


def test_a_retired_control_meets_nothing_new(company, cast, row):
    old = control(company, "OLD")
    take_step(actor=cast["ines"], subject=old, step="retire", on=TODAY, reason="Replaced.")

    with pytest.raises(ValidationError, match="retired"):
        edit_cell(actor=cast["ines"], cell=row, control=old, owner=None, on=TODAY)


# Not applicable


def test_m03_what_does_not_apply_is_decided_by_a_second_person(company, cast, row):
    asked = propose_exclusion(actor=cast["samir"], cell=row, reason=REASON, on=TODAY)
    assert standing(row) == "no_evidence"

    decide_approval(actor=cast["ines"], approval=asked, yes=True)

    row.refresh_from_db()
    assert (standing(row), row.reason, row.decided_by) == ("not_applicable", REASON, company.person("ines"))


def test_who_asked_does_not_decide(cast, row):
    asked = propose_exclusion(actor=cast["ines"], cell=row, reason=REASON, on=TODAY)

    with pytest.raises(Refused, match="yourself"):
        decide_approval(actor=cast["ines"], approval=asked, yes=True)
    decide_approval(actor=cast["carla"], approval=asked, yes=True)


def test_the_owner_of_the_process_never_decides_even_as_an_officer(company, cast, row):
    row.process.owner = company.person("carla")
    row.process.save()
    asked = propose_exclusion(actor=cast["ines"], cell=row, reason=REASON, on=TODAY)

    with pytest.raises(Refused, match="answer for this process"):
        decide_approval(actor=cast["carla"], approval=asked, yes=True)


def test_no_verb_goes_past_the_second_person(cast, row):
    with pytest.raises(Refused, match="second person"):
        exclude_cell(actor=cast["ines"], cell=row, reason=REASON, on=TODAY)


def test_an_exclusion_needs_a_reason_and_is_asked_once(cast, row):
    with pytest.raises(ValidationError, match="does not apply"):
        propose_exclusion(actor=cast["samir"], cell=row, reason=" ", on=TODAY)
    propose_exclusion(actor=cast["samir"], cell=row, reason=REASON, on=TODAY)
    with pytest.raises(ValidationError, match="asked already"):
        propose_exclusion(actor=cast["ines"], cell=row, reason=REASON, on=TODAY)


def test_what_applies_again_counts_again(cast, row):
    asked = propose_exclusion(actor=cast["samir"], cell=row, reason=REASON, on=TODAY)
    decide_approval(actor=cast["ines"], approval=asked, yes=True)

    include_cell(actor=cast["samir"], cell=row)

    assert standing(row) == "no_evidence"
    with pytest.raises(WrongState):
        include_cell(actor=cast["samir"], cell=row)


# The date follows the proof


def test_the_date_follows_acceptance_and_its_revocation(company, cast, row):
    version = prove(company, row, date(2026, 9, 1), accepted=False)
    assert until(row) is None

    accept_evidence(actor=cast["ines"], evidence=version, on=TODAY)
    assert until(row) == date(2027, 9, 1)
    revoke_evidence(actor=cast["ines"], evidence=version, on=TODAY, reason="Another quarter.")
    assert until(row) is None


def test_the_step_that_revokes_goes_through_the_verb(company, cast, row):
    version = prove(company, row)

    take_step(actor=cast["ines"], subject=version, step="revoke", on=TODAY, reason="Another quarter.")

    assert until(row) is None


def test_a_superseded_version_counts_until_its_time_is_over(company, cast, row):
    version = prove(company, row, date(2026, 9, 1))
    newer = add_version(actor=cast["priya"], evidence=version.evidence, as_of=TODAY, kept=kept_text())
    accept_evidence(actor=cast["ines"], evidence=newer, on=TODAY)

    assert until(row) == date(2027, 9, 1)


def test_the_date_follows_a_link_that_is_taken_away(company, cast, row):
    prove(company, row)

    unlink_evidence(actor=cast["samir"], link=EvidenceLink.objects.get(), reason="Wrong process.")

    assert until(row) is None


def test_who_may_not_change_the_cell_takes_no_evidence_away(company, cast, row):
    prove(company, row)

    with pytest.raises(PermissionDenied):
        unlink_evidence(actor=cast["omar"], link=EvidenceLink.objects.get(), reason="Wrong process.")


def test_the_date_follows_the_period_of_the_control(company, cast, row):
    prove(company, row, date(2026, 9, 1))

    edit_control(actor=cast["ines"], control=row.control, evidence_freshness_months=1, on=TODAY)

    assert until(row) == date(2026, 10, 1)
    assert standing(row) == "stale"


def test_the_date_follows_the_control_of_the_cell(company, cast, row):
    other = control(company, "C-2", evidence_freshness_months=3)
    prove(company, other, date(2026, 11, 1))

    edit_cell(actor=cast["ines"], cell=row, control=other, owner=None, on=TODAY)

    assert until(row) == date(2027, 2, 1)


# Controls


def test_an_owner_edits_the_own_control_and_no_other(company, cast, row):
    edited = edit_control(
        actor=cast["samir"], control=row.control, frequency="Every night", design="effective", on=TODAY
    )
    assert (edited.frequency, edited.design) == ("Every night", "effective")

    with pytest.raises(PermissionDenied):
        edit_control(actor=cast["omar"], control=row.control, frequency="Never", on=TODAY)


def test_both_owners_hear_when_a_control_changes_hands(company, cast, row):
    edit_control(actor=cast["ines"], control=row.control, owner=company.person("emma"), on=TODAY)

    for name in ("samir", "emma"):
        assert cast[name].notifications.filter(event__kind="control.edited").exists()


def test_m07_a_control_that_loses_its_guidance_is_no_control(company, cast, row):
    prove(company, row)

    set_guidance(actor=cast["ines"], control=row.control, documents=[])

    assert standing(row) == "no_control"


def test_a_retired_control_is_a_record(cast, row):
    take_step(actor=cast["ines"], subject=row.control, step="retire", on=TODAY, reason="Replaced.")
    row.control.refresh_from_db()

    with pytest.raises(WrongState):
        edit_control(actor=cast["ines"], control=row.control, frequency="Never", on=TODAY)


# Many at once


def test_a_preview_says_what_changes_and_what_does_not_and_changes_nothing(company, cast, row):
    far = cell(company, process="mea-acceptance")
    emma = company.person("emma")

    lines = preview_cells(actor=cast["samir"], cells=[row, far], act="owner", owner=emma, on=TODAY)

    assert [line.changes for line in lines] == [True, False]
    assert "roles" in str(lines[1].refusal)
    assert not Cell.objects.filter(owner=emma).exists()


def test_many_cells_get_an_owner_and_those_that_have_it_say_so(company, cast, row):
    other, emma = cell(company, "MCB-16"), company.person("emma")
    edit_cell(actor=cast["ines"], cell=other, control=None, owner=emma, on=TODAY)
    other.refresh_from_db()

    lines = change_cells(actor=cast["samir"], cells=[row, other], act="owner", owner=emma, on=TODAY)

    assert [line.changes for line in lines] == [True, False]
    assert Cell.objects.filter(owner=emma).count() == 2


def test_many_cells_are_asked_to_be_left_out_one_decision_each(company, cast, row):
    other = cell(company, "MCB-16")

    change_cells(actor=cast["samir"], cells=[row, other], act="exclude", reason=REASON, on=TODAY)
    again = preview_cells(actor=cast["samir"], cells=[row], act="exclude", reason=REASON, on=TODAY)

    assert [line.changes for line in again] == [False]
    assert cast["ines"].notifications.filter(event__kind="approval.asked").count() == 2


def test_one_piece_of_evidence_proves_many_cells(company, cast, row):
    other = cell(company, "MCB-16", control=row.control)
    version = prove(company, row)

    lines = change_cells(actor=cast["ines"], cells=[row, other], act="evidence", evidence=[version])

    assert [line.changes for line in lines] == [False, True]
    assert standing(other) == "fresh"


def test_evidence_of_a_cell_is_seen_by_who_answers_for_it_and_not_by_managers(company, cast, row):
    evidence = prove(company, row).evidence
    Evidence.objects.update(grading="confidential", unit=company.units["MN"])

    seen = {name for name in cast if Evidence.objects.visible_to(cast[name]).filter(pk=evidence.pk).exists()}

    assert {"samir", "ines"} <= seen
    assert not {"helena", "omar", "emma"} & seen
