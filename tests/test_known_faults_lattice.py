"""Self-escalation, move to another scope and flooding: what nobody opens or says beyond what is theirs."""

from collections.abc import Iterator

import pytest
import time_machine

from assurance.actions import add_control
from assurance.models import Control, Requirement
from assurance.workflows import CONTROL
from audits.models import Audit, ChecklistItem
from certifications.actions import approve_grant, ask_question, propose_sample, submit_grant
from certifications.actions.rooms import MOST_SAID
from certifications.models import Grant
from certifications.tasks import sweep_grants
from foundation.approvals import decide_approval
from foundation.directory.actions import open_account, open_account_for
from foundation.directory.models import User
from foundation.models.work import Approval
from foundation.refusals import Refused
from tests.company import TODAY, grant
from tests.room import K, entered, requested

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel("2026-11-20T10:00:00Z", tick=False):
        yield


def far_control(company, code: str = "C-FAR") -> Control:
    facts = {"code": code, "statement": "Far away.", "kind": "detective", "unit": company.units["MEADEL"]}
    row = add_control(
        actor=company.cast["ines"], requirements=[Requirement.objects.get(ref="MCB-15")], **facts, on=TODAY
    )
    return CONTROL.move(row, "operate", actor=company.cast["ines"], on=TODAY)


def asked_for(company, **facts) -> Grant:
    rules = [(K.FRAMEWORK, company.framework), (K.FRAMEWORK_CONTROLS, company.framework)]
    row = requested(company, rules, **facts)
    submit_grant(actor=company.cast["ines"], grant=row, on=TODAY)
    return row


# ── Move to another scope ────────────────────────────────────────────────────────────────────────────────────────────


def test_move_to_another_scope_an_officer_of_a_unit_opens_nothing_of_another(company, cast):
    far_control(company)
    row = asked_for(company)
    grant(cast["emma"], ("CO", company.units["TS"]))

    with pytest.raises(Refused, match="outside the units you answer for"):
        approve_grant(actor=cast["emma"], grant=row, on=TODAY)

    assert not Control.objects.visible_to(cast["claire"]).exists()
    approve_grant(actor=cast["carla"], grant=row, on=TODAY)
    assert Control.objects.visible_to(cast["claire"]).get().code == "C-FAR"


def test_move_to_another_scope_a_room_that_follows_stays_within_what_its_officer_answers_for(company, cast):
    row = asked_for(company, follow=True)
    grant(cast["emma"], ("CO", company.units["TS"]))
    approve_grant(actor=cast["emma"], grant=row, on=TODAY)

    far_control(company)
    sweep_grants(on=TODAY, zone=row.unit.zone)

    assert not Control.objects.visible_to(cast["claire"]).exists()


# ── Self-escalation ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_self_escalation_an_administrator_opens_no_second_account_of_an_auditor_alone(company, cast, audit):
    tobias = company.person("tobias")

    with pytest.raises(Refused, match="second person"):
        open_account(actor=cast["adam"], person=tobias, email="adam.reads@meridane.example", invited=True)
    asked = open_account_for(actor=cast["adam"], person=tobias, email="adam.reads@meridane.example")

    assert isinstance(asked, Approval)
    assert not User.objects.filter(email="adam.reads@meridane.example").exists()
    assert not Audit.objects.visible_to(cast["adam"]).exists()
    assert not ChecklistItem.objects.visible_to(cast["adam"]).exists()


def test_self_escalation_a_second_account_opens_by_another_officer_than_its_person(company, cast):
    facts = {"person": company.person("ines"), "email": "ines.two@meridane.example"}
    asked = open_account_for(actor=cast["adam"], **facts)

    with pytest.raises(Refused, match="your own account"):
        decide_approval(actor=cast["ines"], approval=asked, yes=True)
    decide_approval(actor=cast["carla"], approval=asked, yes=True)

    assert User.objects.get(email="ines.two@meridane.example").person == company.person("ines")


# ── User enumeration ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_user_enumeration_an_employee_lists_nobody_but_themselves(client, cast, company):
    client.force_login(cast["emma"])

    found = client.get("/api/v1/people/").json()["results"]

    assert [row["name"] for row in found] == ["Emma Cole"]


# ── Flooding ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_flooding_a_room_says_so_much_within_an_hour_and_no_more(company, cast, finding):
    row = entered(company, [(K.FINDING, finding)])
    for number in range(MOST_SAID):
        ask_question(actor=cast["claire"], grant=row, text=f"Question {number}?", on=TODAY)

    with pytest.raises(Refused, match="a lot within an hour"):
        ask_question(actor=cast["claire"], grant=row, text="One more?", on=TODAY)
    with pytest.raises(Refused, match="a lot within an hour"):
        propose_sample(actor=cast["claire"], grant=row, population="All", items="1", on=TODAY)

    with time_machine.travel("2026-11-20T11:00:01Z", tick=False):
        assert ask_question(actor=cast["claire"], grant=row, text="And now?", on=TODAY).pk
