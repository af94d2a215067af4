import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assurance.actions import add_control
from assurance.models import Control
from assurance.workflows import CONTROL
from audits.models import Audit
from audits.workflows import AUDIT
from foundation.approvals import decide_approval, take_step
from foundation.models.trail import Event
from foundation.models.work import Approval
from foundation.refusals import Refusal, Refused, WrongState
from foundation.workflow import Workflow
from tests.company import TODAY, plan_audit


@pytest.fixture
def control(company, cast):
    return add_control(
        on=TODAY,
        actor=cast["ines"],
        unit=company.units["TS"],
        code="C-1",
        statement="Sessions are recorded.",
        kind="detective",
    )


def test_a_step_moves_the_state_and_writes_one_event(control, cast):
    CONTROL.move(control, "operate", actor=cast["ines"], on=TODAY)

    assert Control.objects.get().state == Control.State.OPERATING
    assert Event.objects.about(control).filter(kind="control.operate").count() == 1


def test_a_step_from_the_wrong_state_is_refused_with_a_sentence(control, cast):
    with pytest.raises(WrongState, match="“Retire” is not possible while this is “Draft”"):
        CONTROL.move(control, "retire", actor=cast["ines"], on=TODAY, reason="old")


def test_a_step_without_the_permission_is_refused(control, cast):
    with pytest.raises(PermissionDenied):
        CONTROL.move(control, "operate", actor=cast["samir"], on=TODAY)


def test_a_step_that_needs_a_reason_asks_for_it(control, cast):
    CONTROL.move(control, "operate", actor=cast["ines"], on=TODAY)

    with pytest.raises(ValidationError) as refused:
        CONTROL.move(control, "retire", actor=cast["ines"], on=TODAY, reason="  ")

    assert "reason" in refused.value.message_dict


def test_a_stale_row_does_not_win_against_a_newer_state(control, cast):
    stale = Control.objects.get()
    CONTROL.move(control, "operate", actor=cast["ines"], on=TODAY)

    with pytest.raises(WrongState):
        CONTROL.move(stale, "operate", actor=cast["ines"], on=TODAY)


def test_a_guard_of_an_upper_app_stands_in_the_way(control, cast, monkeypatch):
    monkeypatch.setattr(CONTROL, "guards", {"operate": [lambda row, **_facts: Refusal("upper", "Not yet.")]})

    with pytest.raises(Refused, match="Not yet"):
        CONTROL.move(control, "operate", actor=cast["ines"], on=TODAY)


def test_available_steps_say_why_one_is_refused(control, cast, monkeypatch):
    monkeypatch.setattr(CONTROL, "guards", {"operate": [lambda row, **_facts: Refusal("upper", "Not yet.")]})

    [offered] = CONTROL.available(control, cast["ines"], TODAY)

    assert (offered.step.name, str(offered.refusal)) == ("operate", "Not yet.")
    assert CONTROL.available(control, cast["samir"], TODAY) == []


def test_a_step_with_data_cannot_be_moved_from_a_door(company, cast):
    audit = plan_audit(company)

    with pytest.raises(RuntimeError, match=r"audits\.postpone_audit"):
        AUDIT.move(audit, "postpone", actor=cast["petra"], on=TODAY, reason="late")


def test_an_imported_row_arrives_in_its_state_and_says_so(control, cast):
    CONTROL.place(control, "retired", actor=cast["ines"], on=TODAY, source="a list")

    assert Control.objects.get().state == "retired"
    assert "Imported" in Event.objects.about(control).first().content.summary


def test_a_workflow_declared_twice_fails():
    with pytest.raises(RuntimeError):
        Workflow("control", Control, "draft")


def test_a_second_person_cancels_what_the_first_asked_to_cancel(company, cast):
    audit = plan_audit(company)

    approval = take_step(actor=cast["petra"], subject=audit, step="cancel", on=TODAY, reason="The site is closed.")
    assert Audit.objects.get().state == Audit.State.PLANNED

    decide_approval(actor=cast["ines"], approval=approval, yes=True)
    assert Audit.objects.get().state == Audit.State.CANCELLED


def test_nobody_moves_a_two_person_step_alone(company, cast):
    with pytest.raises(RuntimeError, match="second person"):
        AUDIT.move(plan_audit(company), "cancel", actor=cast["petra"], on=TODAY, reason="closed")


def test_a_refused_approval_changes_nothing_but_itself(company, cast):
    audit = plan_audit(company)
    approval = take_step(actor=cast["petra"], subject=audit, step="cancel", on=TODAY, reason="The site is closed.")

    decide_approval(actor=cast["helena"], approval=approval, yes=False, note="It reopens.")

    assert Audit.objects.get().state == Audit.State.PLANNED
    assert Approval.objects.get().decision == Approval.Decision.NO


def test_an_approval_whose_step_is_no_longer_possible_stays_waiting(company, cast):
    audit = plan_audit(company)
    approval = take_step(actor=cast["petra"], subject=audit, step="cancel", on=TODAY, reason="The site is closed.")
    Audit.objects.update(state=Audit.State.CLOSED)

    with pytest.raises(WrongState):
        decide_approval(actor=cast["ines"], approval=approval, yes=True)

    assert Approval.objects.get().decision == Approval.Decision.WAITING
