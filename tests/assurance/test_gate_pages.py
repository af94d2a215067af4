"""The pages and the API of gates: what they say, what they cost, what they refuse."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assurance.actions import add_product, add_product_version
from assurance.models import Gate, GatePass
from foundation.models.work import Approval
from tests.assurance.gates import asked, at_the_gate, gate, paper, proven, waived
from tests.company import TODAY

WEEK = timedelta(days=7)
pytestmark = pytest.mark.usefixtures("company_day")


@pytest.fixture
def remote(company, control) -> Gate:
    return gate(company, [control])


@pytest.fixture
def ticket(company, remote) -> GatePass:
    return at_the_gate(company, remote)


@pytest.fixture
def late(company, remote) -> GatePass:
    """A waiver that ends in a week."""
    return waived(company, at_the_gate(company, remote, "TCK-9"), TODAY + WEEK)


def step(row, name):
    return reverse("foundation:step", args=["gate_pass", row.uuid, name])


# Cost


@pytest.mark.parametrize("page", ["gates", "gate_passes"])
def test_a_list_costs_twelve_queries_at_most(browse, ticket, late, page, django_assert_max_num_queries):
    client = browse("ines")

    with django_assert_max_num_queries(12):
        response = client.get(reverse(f"assurance:{page}"))

    assert len(response.context["list"].rows) == (1 if page == "gates" else 2)


@pytest.mark.parametrize("who", ["ines", "samir"])
def test_a_record_costs_twelve_queries_at_most(
    company, browse, remote, ticket, late, control, who, django_assert_max_num_queries
):
    proven(company, ticket, control)
    client = browse(who)
    for row in (remote, ticket, late):
        with django_assert_max_num_queries(12):
            assert client.get(row.get_absolute_url()).status_code == 200


# What pages say


def test_m04_the_page_names_the_controls_that_lack_evidence_and_refuses_the_step(browse, ticket):
    client = browse("samir")

    page = client.get(ticket.get_absolute_url()).content.decode()
    refused = client.post(step(ticket, "pass"))

    assert "1 required control still lacks evidence" in page
    assert "C-REC: No evidence" in page
    assert refused.status_code == 409
    ticket.refresh_from_db()
    assert ticket.state == "open"


def test_m04_with_the_evidence_the_page_lets_it_pass(company, browse, ticket, control):
    proven(company, ticket, control)
    client = browse("samir")

    client.post(step(ticket, "pass"))

    ticket.refresh_from_db()
    assert (ticket.state, ticket.was_complete) == ("passed", True)
    assert "Session register" in client.get(ticket.get_absolute_url()).content.decode()


def test_m04_a_waiver_is_asked_for_on_the_page_and_waits(company, browse, ticket):
    samir = browse("samir")

    samir.post(step(ticket, "waive"), {"until": TODAY + WEEK, "reason": "The recorder is repaired on Monday."})

    approval = Approval.objects.get()
    assert (approval.decision, approval.asked_by) == ("waiting", company.person("samir"))
    ticket.refresh_from_db()
    assert ticket.state == "open"


def test_m04_an_expired_waiver_shows_on_its_page_in_the_list_and_on_the_board(browse, late, company_day):
    company_day.move_to("2026-11-28T10:00Z")
    helena = browse("helena")

    page = helena.get(late.get_absolute_url()).content.decode()
    rows = helena.get(reverse("assurance:gate_passes"), {"standing": "expired"}).context["list"].rows
    board = helena.get(reverse("foundation:board")).content.decode()

    assert "The waiver ended on 27 Nov 2026" in page
    assert [row.ref for row in rows] == [late.ref]
    assert "1 waiver expired" in board


def test_the_page_of_the_process_lists_its_gates(company, browse, remote):
    page = browse("ines").get(company.processes["remote-access"].get_absolute_url()).content.decode()

    assert str(remote) in page


def test_who_answers_for_the_gate_has_its_line_in_my_work(browse, company, cast, ticket, late):
    client = browse("samir")

    page = client.get(reverse("foundation:my_work")).content.decode()

    assert ticket.get_absolute_url() in page
    assert late.get_absolute_url() in page


def test_who_may_not_see_the_evidence_reads_only_that_the_control_is_proven(company, browse, ticket, control):
    proven(company, ticket, control, grading="confidential")

    officer = browse("ines").get(ticket.get_absolute_url()).context["lines"]
    manager = browse("helena").get(ticket.get_absolute_url()).context["lines"]

    assert [(line.words, line.piece is not None) for line in officer] == [("Proven", True)]
    assert [(line.words, line.piece) for line in manager] == [("Proven", None)]


def test_the_list_of_a_gate_leaves_as_a_file(browse, remote, ticket):
    response = browse("ines").get(remote.get_absolute_url(), {"export": "csv"})

    assert "TCK-4711" in b"".join(response.streaming_content).decode()


# Forms


def test_a_gate_is_added_changed_and_opened_on_pages(company, browse, cast, control):
    ines, samir = browse("ines"), browse("samir")
    process = company.processes["remote-access"].uuid

    ines.post(
        reverse("assurance:gate_add"),
        {"process": process, "code": "G-9", "name": "Ticket", "order": 1, "blocking": "on", "controls": [control.uuid]},
    )
    made = Gate.objects.get(code="G-9")
    samir.post(
        reverse("assurance:gate_change", args=[made.uuid]),
        {"name": "Tickets", "order": 2, "blocking": "on", "controls": [control.uuid]},
    )
    samir.post(reverse("assurance:gate_open", args=[made.uuid]), {"kind": "ticket", "title": "TCK-1"})

    made.refresh_from_db()
    assert (made.name, made.blocking, list(made.controls.all())) == ("Tickets", True, [control])
    assert made.passes.get().title == "TCK-1"


def test_the_owner_who_would_loosen_the_gate_reads_why_not(browse, remote):
    response = browse("samir").post(
        reverse("assurance:gate_change", args=[remote.uuid]), {"name": remote.name, "order": 1, "blocking": "on"}
    )

    assert response.status_code == 409
    assert "Ask a compliance officer" in response.content.decode()


def test_a_release_is_chosen_among_the_versions_and_not_typed(company, browse, remote):
    owner = {"unit": company.units["TS"], "owner": company.person("samir")}
    product = add_product(actor=company.cast["ines"], code="GW", name="Gateway", **owner)
    version = add_product_version(actor=company.cast["ines"], product=product, number="6.2")
    client = browse("samir")
    address = reverse("assurance:gate_open", args=[remote.uuid])

    typed = client.post(address, {"kind": "release", "title": "6.2"})
    client.post(address, {"kind": "release", "version": version.uuid, "title": "ignored"})

    assert typed.status_code == 422
    assert GatePass.objects.get().title == "Gateway 6.2"


def test_evidence_on_file_is_attached_for_a_control(company, browse, ticket, control):
    version = paper(company)

    browse("samir").post(
        reverse("assurance:gate_prove", args=[ticket.uuid]), {"control": control.uuid, "evidence": [version.uuid]}
    )

    assert "Proven" in browse("samir").get(ticket.get_absolute_url()).content.decode()


# API


def test_m04_the_api_refuses_too_and_says_what_is_missing(browse, ticket):
    client = browse("samir")

    refused = client.post(f"/api/v1/gate-passes/{ticket.uuid}/steps/pass/", {}, content_type="application/json")
    required = client.get(f"/api/v1/gate-passes/{ticket.uuid}/required/").json()["results"]

    assert (refused.status_code, refused.json()["code"]) == (409, "M-04")
    assert [(one["control"]["code"], one["miss"]) for one in required] == [("C-REC", "none")]


def test_s07_the_api_does_not_let_who_asked_approve_a_waiver(company, cast, browse, ticket):
    cast["samir"].role_grants.create(role="CO", unit=company.units["MN"], from_on="2026-01-01")
    given = {"until": str(TODAY + WEEK), "reason": "The recorder is repaired."}
    samir = browse("samir")

    waits = samir.post(
        f"/api/v1/gate-passes/{ticket.uuid}/steps/waive/", given, content_type="application/json"
    )  # fmt: skip
    approval = waits.json()["approval"]
    refused = samir.post(f"/api/v1/approvals/{approval}/decide/", {"yes": True}, content_type="application/json")
    agreed = browse("carla").post(
        f"/api/v1/approvals/{approval}/decide/", {"yes": True}, content_type="application/json"
    )

    assert (waits.status_code, refused.status_code, refused.json()["code"]) == (202, 409, "S-07")
    assert agreed.status_code == 200
    told = samir.get(f"/api/v1/gate-passes/{ticket.uuid}/").json()
    assert (told["state"], told["standing"], told["decided_by"]) == ("waived", "waived", "Carla Stone")
    assert [one["code"] for one in told["missed"]] == ["C-REC"]


def test_the_api_adds_changes_opens_and_proves(company, browse, control):
    ines, samir = browse("ines"), browse("samir")
    process = str(company.processes["remote-access"].uuid)
    body = {"process": process, "code": "G-9", "name": "Ticket", "order": 1, "blocking": True}

    made = ines.post("/api/v1/gates/", body | {"controls": [str(control.uuid)]}, content_type="application/json").json()
    at = f"/api/v1/gates/{made['uuid']}/"
    changed = samir.patch(at, {"name": "Tickets"}, content_type="application/json").json()
    opened = samir.post(f"{at}passes/", {"kind": "ticket", "title": "TCK-1"}, content_type="application/json").json()
    evidence = {"control": str(control.uuid), "evidence": [str(paper(company).uuid)]}
    here = f"/api/v1/gate-passes/{opened['uuid']}/"
    samir.post(f"{here}evidence/", evidence, content_type="application/json")
    passed = samir.post(f"{here}steps/pass/", {}, content_type="application/json").json()

    assert (changed["name"], changed["blocking"], changed["controls"][0]["code"]) == ("Tickets", True, "C-REC")
    assert (passed["state"], passed["was_complete"], passed["decided_by"]) == ("passed", True, "Samir Haddad")
    figures = ines.get("/api/v1/gate-figures/").json()
    assert (figures["numerator"], figures["denominator"]) == (1, 1)


def test_a_waiting_approval_is_seen_by_the_managers_of_the_unit(company, browse, ticket):
    asked(company, ticket, TODAY + WEEK)

    page = browse("helena").get(reverse("foundation:my_work")).content.decode()

    assert "Ask for a waiver" in page
