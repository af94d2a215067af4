"""Steps off the plain way of a finding, taken by programs; and the check of the effect by who did the work (E-04)."""

import pytest

from audits.models import Finding
from foundation.access import Role
from foundation.approvals import decide_approval
from foundation.models.work import Approval
from tests.audits.chain import implemented, paper
from tests.audits.conftest import company_day  # noqa: F401  a fixture
from tests.company import grant

pytestmark = pytest.mark.usefixtures("company_day")


def test_a_program_asks_for_a_later_date_and_reads_the_old_one(program, finding, cast):
    path = f"findings/{finding.uuid}/"
    body = {"due_step": "action", "new_due_on": "2027-03-01", "reason": "The supplier delivers in March."}

    far = program("samir").post(f"{path}steps/extend/", {**body, "new_due_on": "2027-06-01"})
    answer = program("samir").post(f"{path}steps/extend/", body)

    assert (far.status_code, far.json()["code"], far.json()["field"]) == (409, "T-13", "new_due_on")
    assert answer.status_code == 202
    for who in ("ines", "leo"):
        decide_approval(actor=cast[who], approval=Approval.objects.get(decision="waiting"), yes=True)
    [moved] = program("samir").get(path).json()["extensions"]
    assert (moved["from_on"], moved["to_on"], moved["confirmed_by"]["name"]) == (
        "2027-02-18",
        "2027-03-01",
        "Leo Brandt",
    )


def test_who_did_the_work_does_not_check_it_through_the_api_either(program, finding, cast, company):
    """E-04: P implemented the action and holds the officer's role as well."""
    grant(cast["samir"], (Role.CO, company.units["MN"]))
    implemented(finding, cast)
    body = {"method": "sample", "sample": "Ten.", "evidence": [str(paper(cast["samir"]).uuid)]}

    answer = program("samir").post(f"findings/{finding.uuid}/steps/verify/", {**body, "early_reason": "All seen."})

    finding.refresh_from_db()
    assert (answer.status_code, answer.json()["code"]) == (409, "S-05")
    assert finding.state == Finding.State.IMPLEMENTED


def test_the_limit_of_a_body_is_refused_for_our_own_audits(program, finding):
    body = {"cap_source": "letter", "counted_from": "2027-01-16"}

    answer = program("ines").post(f"findings/{finding.uuid}/steps/set_cap/", body)

    assert (answer.status_code, answer.json()["code"]) == (409, "type")


def test_an_officer_ends_an_accepted_risk_through_the_api_with_a_reason(program, finding, cast):
    path = f"findings/{finding.uuid}/"
    body = {"expires_on": "2027-06-30", "review_on": "2027-03-01", "reason": "A new gateway comes."}
    program("samir").post(f"{path}steps/accept_risk/", body)
    decide_approval(actor=cast["helena"], approval=Approval.objects.get(decision="waiting"), yes=True)

    early = program("helena").post(f"{path}steps/review_risk/", {"reason": "It stands."})
    silent = program("ines").post(f"{path}steps/withdraw_risk/", {})
    ended = program("ines").post(f"{path}steps/withdraw_risk/", {"reason": "The gateway does not come."})

    assert (early.status_code, early.json()["code"]) == (409, "review")
    assert (silent.status_code, ended.status_code) == (400, 200)
    found = program("samir").get(path).json()
    assert (found["state"], found["acceptances"][0]["ended_on"]) == ("issued", "2026-11-20")
