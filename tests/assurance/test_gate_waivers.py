"""Waivers of gates: a reason, a last day, another person; expired ones follow from the day."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assurance.actions import waive_gate
from assurance.models import GatePass
from foundation.approvals import decide_approval, take_step
from foundation.models.work import Approval
from foundation.refusals import Refused
from tests.assurance.gates import asked, at_the_gate, gate, waived
from tests.company import TODAY

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
pytestmark = pytest.mark.usefixtures("company_day")


@pytest.fixture
def remote(company, control):
    return gate(company, [control])


@pytest.fixture
def ticket(company, remote) -> GatePass:
    return at_the_gate(company, remote)


def test_m04_a_waiver_waits_for_another_person_and_keeps_reason_last_day_and_who_approved(company, cast, ticket):
    asked(company, ticket, TODAY + WEEK)
    ticket.refresh_from_db()
    assert ticket.state == "open"

    decide_approval(actor=cast["helena"], approval=Approval.objects.get(), yes=True)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.waiver_until, ticket.was_complete) == ("waived", TODAY + WEEK, False)
    assert ticket.waiver_reason == "The recorder is repaired on Monday."
    assert (ticket.waiver_asked_by, ticket.waiver_approved_by, ticket.decided_by) == (
        cast["samir"], company.person("helena"), None,
    )  # fmt: skip


def test_s07_who_asked_for_a_waiver_never_approves_it(company, cast, remote, ticket):
    approval = asked(company, ticket, TODAY + WEEK)
    cast["samir"].role_grants.create(role="CO", unit=company.units["MN"], from_on=TODAY - DAY)
    cast["samir"].__dict__.pop("_live_grants", None)

    with pytest.raises(Refused) as refused:
        decide_approval(actor=cast["samir"], approval=approval, yes=True)

    assert refused.value.code == "S-07"
    ticket.refresh_from_db()
    assert ticket.state == "open"


@pytest.mark.parametrize("who", ["emma", "priya", "malik", "omar", "adam"])
def test_m04_a_waiver_is_approved_by_officers_and_the_managers_of_the_unit_alone(company, cast, ticket, who):
    approval = asked(company, ticket, TODAY + WEEK)

    with pytest.raises(PermissionDenied):
        decide_approval(actor=cast[who], approval=approval, yes=True)


def test_m04_without_an_approval_nothing_is_waived(cast, ticket):
    with pytest.raises(Refused) as refused:
        waive_gate(actor=cast["samir"], gate_pass=ticket, on=TODAY, reason="Late.", until=TODAY + WEEK)

    assert refused.value.code == "S-07"


def test_m04_a_waiver_needs_a_reason(cast, ticket):
    with pytest.raises(ValidationError) as refused:
        take_step(
            actor=cast["samir"], subject=ticket, step="waive", on=TODAY, reason=" ", given={"until": TODAY + WEEK}
        )

    assert "reason" in refused.value.message_dict


def test_m04_a_waiver_ends_on_a_day_to_come(company, ticket):
    with pytest.raises(Refused) as refused:
        asked(company, ticket, TODAY - DAY)

    assert refused.value.field == "until"


def test_m04_a_waiver_approved_after_its_last_day_is_refused(company, cast, company_day, ticket):
    approval = asked(company, ticket, TODAY + DAY)
    company_day.move_to("2026-11-22T10:00Z")

    with pytest.raises(Refused):
        decide_approval(actor=cast["helena"], approval=approval, yes=True)


def test_m04_an_expired_waiver_follows_from_its_last_day_and_is_not_stored(company, ticket):
    waived(company, ticket, TODAY + WEEK)

    on_its_last_day = GatePass.objects.with_standing(TODAY + WEEK).get()
    the_day_after = GatePass.objects.with_standing(TODAY + WEEK + DAY).get()

    assert (on_its_last_day.standing, the_day_after.standing) == ("waived", "expired")
    assert the_day_after.state == "waived"


def test_a_waived_subject_comes_to_the_gate_again(company, remote, ticket):
    waived(company, ticket, TODAY + WEEK)
    assert list(GatePass.objects.left_open()) == [ticket]

    at_the_gate(company, remote)

    assert not GatePass.objects.left_open().exists()
