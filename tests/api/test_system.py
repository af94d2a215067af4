"""The record of the assurance system by API: the rules of the pages hold."""

from assurance.actions import submit_scope, write_scope
from assurance.models import GovernanceRole, ScopeStatement
from tests.company import TODAY

S = ScopeStatement.State


def test_s06_by_api_who_wrote_a_scope_does_not_approve_it(program, company, cast):
    scope = write_scope(actor=cast["ines"], unit=company.units["MN"], text="Research.")
    submit_scope(actor=cast["ines"], scope=scope, on=TODAY)

    own = program("ines").post(f"scopes/{scope.uuid}/steps/approve/", {})
    state = ScopeStatement.objects.get(pk=scope.pk).state
    other = program("carla").post(f"scopes/{scope.uuid}/steps/approve/", {})

    assert (own.status_code, state, other.status_code) == (409, S.IN_REVIEW, 200)
    assert "You wrote this version." in str(own.json())
    assert other.json()["approved_by"] == cast["carla"].name


def test_a_seat_by_api_is_filled_and_ended(program, company, cast):
    facts = {"kind": "chair", "unit": str(company.units["MN"].uuid), "person": str(company.person("helena").uuid)}

    made = program("ines").post("seats/", {**facts, "from_on": TODAY.isoformat(), "duties": ""})
    again = program("ines").post("seats/", {**facts, "from_on": TODAY.isoformat(), "duties": ""})
    ended = program("ines").post(f"seats/{made.json()['uuid']}/end/", {"until_on": TODAY.isoformat(), "reason": ""})

    assert (made.status_code, again.status_code, ended.status_code) == (201, 400, 200)
    assert "holds this seat" in again.json()["kind"][0]
    assert GovernanceRole.objects.get().until_on == TODAY
