"""Gates: what they require, what passes them, what a waiver needs, and who may."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assurance.actions import (
    add_gate,
    change_gate,
    fail_gate,
    link_evidence,
    open_pass,
    pass_conditionally,
    pass_gate,
    prove_pass,
    revoke_evidence,
    unlink_evidence,
)
from assurance.gate_proofs import required_of
from assurance.models import Control, EvidenceLink, Gate, GatePass
from assurance.workflows import CONTROL
from foundation.access import robot
from foundation.approvals import take_step
from foundation.models.trail import Event, Notification
from foundation.refusals import Refused, WrongState
from tests.assurance.cells import cell
from tests.assurance.gates import at_the_gate, gate, paper, proven
from tests.assurance.supply import supplier
from tests.company import TODAY

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
pytestmark = pytest.mark.usefixtures("company_day")


@pytest.fixture
def tested(company, control):
    """A second control, which Samir owns too."""
    facts = {"code": "C-TEST", "statement": "Tickets are sampled.", "kind": "detective"}
    return Control.objects.create(unit=company.units["TS"], owner=company.person("samir"), **facts)


@pytest.fixture
def remote(company, control, tested) -> Gate:
    return gate(company, [control, tested])


@pytest.fixture
def ticket(company, remote) -> GatePass:
    return at_the_gate(company, remote)


def misses(row, on=TODAY):
    return {one.control.code: one.miss for one in required_of(row.gate, on=on, at=row)}


def seen(name, cast):
    return GatePass.objects.visible_to(cast[name]).exists()


# What a blocking gate asks for


def test_m04_a_blocking_gate_refuses_and_names_the_controls_that_lack_evidence(company, cast, ticket, control):
    proven(company, ticket, control)

    with pytest.raises(Refused) as refused:
        pass_gate(actor=cast["samir"], gate_pass=ticket, on=TODAY)

    assert refused.value.code == "M-04"
    assert "C-TEST: No evidence" in str(refused.value.sentence)
    assert "C-REC" not in str(refused.value.sentence)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.decided_on, ticket.was_complete) == ("open", None, None)


def test_m04_it_passes_with_accepted_evidence_for_each_required_control(company, cast, ticket, control, tested):
    proven(company, ticket, control)
    proven(company, ticket, tested)

    pass_gate(actor=cast["samir"], gate_pass=ticket, on=TODAY)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.decided_on, ticket.decided_by, ticket.was_complete) == (
        "passed", TODAY, cast["samir"], True,
    )  # fmt: skip
    assert not ticket.missed.exists()


@pytest.mark.parametrize("step", ["pass", "pass_conditionally"])
def test_m04_conditions_do_not_open_a_blocking_gate_either(cast, ticket, step):
    given = {"conditions": "The test follows on Monday."} if step == "pass_conditionally" else {}

    with pytest.raises(Refused):
        take_step(actor=cast["ines"], subject=ticket, step=step, on=TODAY, given=given)


def test_m04_evidence_counts_only_when_it_is_newer_than_the_opening(company, ticket, control):
    proven(company, ticket, control, TODAY - DAY)
    assert misses(ticket)["C-REC"] == "older"

    proven(company, ticket, control, TODAY)
    assert misses(ticket)["C-REC"] == ""


def test_m04_evidence_counts_only_once_somebody_accepted_it(company, ticket, control):
    proven(company, ticket, control, accepted=False)

    assert misses(ticket)["C-REC"] == "waiting"


def test_m04_evidence_has_to_be_fresh_on_the_day_of_the_decision(company, company_day, ticket, control):
    proven(company, ticket, control, valid_until=TODAY + WEEK)

    assert misses(ticket, TODAY + WEEK)["C-REC"] == ""
    assert misses(ticket, TODAY + WEEK + DAY)["C-REC"] == "stale"


def test_m04_evidence_of_a_revoked_acceptance_no_longer_counts(company, cast, ticket, control):
    version = proven(company, ticket, control)

    revoke_evidence(actor=cast["ines"], evidence=version, on=TODAY, reason="The wrong month.")

    assert misses(ticket)["C-REC"] == "waiting"


def test_m04_a_damaged_file_proves_nothing(company, ticket, control):
    version = proven(company, ticket, control)
    version.files.update(suspect_since="2026-11-20T09:00Z")

    assert misses(ticket)["C-REC"] == "damaged"


def test_m04_evidence_of_the_control_and_of_its_cell_in_the_process_counts_too(company, cast, ticket, control, tested):
    place = cell(company, control=tested)

    link_evidence(actor=cast["samir"], version=paper(company), subject=control, purpose="control")
    link_evidence(actor=cast["samir"], version=paper(company), subject=place, purpose="cell")

    assert misses(ticket) == {"C-REC": "", "C-TEST": ""}


def test_m04_evidence_of_the_cell_of_another_process_does_not_count(company, cast, ticket, control):
    place = cell(company, process="mea-acceptance", control=control)

    link_evidence(actor=cast["samir"], version=paper(company), subject=place, purpose="cell")

    assert misses(ticket)["C-REC"] == "none"


def test_m04_a_retired_control_is_missed_until_it_is_taken_out_of_the_gate(
    company, cast, remote, ticket, control, tested
):
    proven(company, ticket, control)
    CONTROL.place(tested, Control.State.RETIRED, actor=robot(), on=TODAY, source="the tests")
    assert misses(ticket)["C-TEST"] == "retired"

    change_gate(actor=cast["ines"], gate=remote, controls=[control])

    pass_gate(actor=cast["samir"], gate_pass=ticket, on=TODAY)


def test_m04_a_gate_that_does_not_block_lets_pass_and_keeps_what_was_missing(company, cast, control):
    row = at_the_gate(company, gate(company, [control], blocking=False))

    pass_gate(actor=cast["samir"], gate_pass=row, on=TODAY)

    assert (row.state, row.was_complete) == ("passed", False)
    assert list(row.missed.all()) == [control]
    assert Event.objects.about(row).get(kind="gate_pass.pass").content.details["missing"] == ["C-REC"]


def test_m04_evidence_that_comes_after_the_decision_changes_nothing_of_it(company, cast, ticket, control):
    fail_gate(actor=cast["ines"], gate_pass=ticket, on=TODAY, reason="No test report.")

    with pytest.raises(WrongState):
        proven(company, ticket, control)

    ticket.refresh_from_db()
    assert ticket.was_complete is False


def test_evidence_is_attached_for_a_required_control_only(company, cast, control, tested):
    row = at_the_gate(company, gate(company, [control]))

    with pytest.raises(ValidationError) as refused:
        prove_pass(actor=cast["samir"], row=row, control=tested, evidence=[paper(company)])

    assert "control" in refused.value.message_dict


def test_evidence_is_taken_away_while_the_gate_is_open_and_not_afterwards(company, cast, ticket, control):
    version = proven(company, ticket, control)
    unlink_evidence(actor=cast["samir"], link=EvidenceLink.objects.about(ticket).get(), reason="The wrong month.")
    assert misses(ticket)["C-REC"] == "none"

    prove_pass(actor=cast["samir"], row=ticket, control=control, evidence=[version])
    fail_gate(actor=cast["ines"], gate_pass=ticket, on=TODAY, reason="Half of it is missing.")

    with pytest.raises(WrongState):
        unlink_evidence(actor=cast["samir"], link=EvidenceLink.objects.about(ticket).get(), reason="Late.")


# Coming to a gate


def test_a_release_and_a_supplier_are_named_by_their_rows(company, cast, remote):
    boards = supplier(company)

    row = open_pass(actor=cast["samir"], gate=remote, kind="supplier", supplier=boards, on=TODAY)

    assert (row.title, row.supplier, row.ref) == (str(boards), boards, "GP-2026-0001")
    assert Event.objects.about(row).filter(kind="gate_pass.opened").exists()


def test_the_same_subject_stands_at_a_gate_once(company, ticket, remote):
    with pytest.raises(ValidationError) as refused:
        at_the_gate(company, remote)

    assert "at the gate already" in str(refused.value)


def test_a_release_without_a_version_is_refused(cast, remote):
    with pytest.raises(ValidationError):
        open_pass(actor=cast["samir"], gate=remote, kind="release", title="6.2", on=TODAY)


def test_nothing_comes_to_a_gate_of_a_retired_process(company, cast, remote):
    type(remote.process).objects.filter(pk=remote.process_id).update(state="retired")
    remote.process.refresh_from_db()

    with pytest.raises(ValidationError):
        at_the_gate(company, remote)


@pytest.mark.parametrize("who", ["ines", "helena", "emma", "priya", "omar", "adam"])
def test_only_who_answers_for_the_process_opens_a_gate(company, cast, remote, who):
    with pytest.raises(PermissionDenied):
        at_the_gate(company, remote, by=who)


def test_the_deputy_answers_for_the_gate_too(company, cast, remote):
    type(remote.process).objects.filter(pk=remote.process_id).update(deputy=company.person("omar"))
    remote.process.refresh_from_db()

    row = at_the_gate(company, remote, by="omar")

    assert seen("omar", cast)
    assert Notification.objects.filter(user=cast["samir"], event__kind="gate_pass.opened").exists()
    assert row.opened_by == cast["omar"]


@pytest.mark.parametrize("who", ["helena", "emma", "priya", "omar", "adam"])
def test_others_decide_nothing(cast, ticket, who):
    with pytest.raises(PermissionDenied):
        fail_gate(actor=cast[who], gate_pass=ticket, on=TODAY, reason="Late.")


def test_a_condition_and_a_failure_need_their_words(company, cast, control):
    row = at_the_gate(company, gate(company))

    with pytest.raises(ValidationError):
        pass_conditionally(actor=cast["ines"], gate_pass=row, on=TODAY, conditions=" ")
    with pytest.raises(ValidationError):
        fail_gate(actor=cast["ines"], gate_pass=row, on=TODAY, reason=" ")


def test_who_opened_it_and_the_owner_are_told_of_the_decision(company, cast, ticket):
    fail_gate(actor=cast["ines"], gate_pass=ticket, on=TODAY, reason="No test report.")

    told = Notification.objects.get(user=cast["samir"], event__kind="gate_pass.fail")
    assert "No test report." in told.event.content.summary


def test_what_is_decided_stays_decided(cast, ticket):
    fail_gate(actor=cast["ines"], gate_pass=ticket, on=TODAY, reason="No test report.")

    with pytest.raises(WrongState):
        pass_gate(actor=cast["ines"], gate_pass=ticket, on=TODAY)


# Gates themselves


def test_a_gate_is_added_by_officers_and_its_owner_is_told(company, cast, control):
    facts = {"process": company.processes["remote-access"], "code": "GA", "name": "Release", "order": 2}

    add_gate(actor=cast["ines"], controls=[control], blocking=True, **facts)

    assert Notification.objects.filter(user=cast["samir"], event__kind="gate.added").exists()
    with pytest.raises(PermissionDenied):
        add_gate(actor=cast["samir"], blocking=True, **facts | {"code": "GB"})


def test_the_owner_tightens_a_gate_and_does_not_loosen_it(company, cast, control, tested):
    row = gate(company, [control])
    change_gate(actor=cast["samir"], gate=row, controls=[control, tested], name="Ticket")

    with pytest.raises(Refused) as fewer:
        change_gate(actor=cast["samir"], gate=row, controls=[tested])
    with pytest.raises(Refused) as softer:
        change_gate(actor=cast["samir"], gate=row, controls=[control, tested], blocking=False)

    assert (fewer.value.field, softer.value.field) == ("controls", "blocking")
    row.refresh_from_db()
    assert (row.name, row.blocking, row.controls.count()) == ("Ticket", True, 2)


def test_an_officer_loosens_a_gate_and_the_change_is_on_record(company, cast, control, tested):
    row = gate(company, [control, tested])

    change_gate(actor=cast["ines"], gate=row, controls=[control], blocking=False)

    details = Event.objects.about(row).get(kind="gate.changed").content.details
    assert details["controls"] == {"from": ["C-REC", "C-TEST"], "to": ["C-REC"]}
    assert details["blocking"] == {"from": True, "to": False}


def test_a_retired_control_is_not_required_anew(company, cast, control):
    CONTROL.place(control, Control.State.RETIRED, actor=robot(), on=TODAY, source="the tests")

    with pytest.raises(ValidationError) as refused:
        gate(company, [control])

    assert "controls" in refused.value.message_dict


def test_gates_are_seen_inside_and_what_stands_at_them_by_those_who_answer_or_assure(cast, ticket):
    assert all(Gate.objects.visible_to(cast[name]).exists() for name in ("ines", "helena", "samir", "emma", "adam"))
    assert not any(Gate.objects.visible_to(cast[name]).exists() for name in ("malik", "omar", "claire", "igor"))
    assert all(seen(name, cast) for name in ("ines", "helena", "samir", "tobias"))
    assert not any(seen(name, cast) for name in ("malik", "omar", "emma", "adam", "claire", "igor"))
