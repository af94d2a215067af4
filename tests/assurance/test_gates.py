"""Gates: nothing passes without fresh evidence, a waiver needs a second person and an end, and K-19 counts (M-04)."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assurance.actions import (
    accept_evidence,
    add_gate,
    add_product,
    add_product_version,
    add_supplier,
    change_gate,
    let_pass,
    let_pass_with_conditions,
    open_pass,
    prove_pass,
    retire_process,
    turn_back,
    upload_evidence,
    waive_gate,
)
from assurance.figures import gate_discipline, k19
from assurance.models import Control, Evidence, EvidenceFile, Gate, GatePass, ProductVersion
from assurance.offers.gates import ended_waivers, to_decide
from assurance.workflows.gate_rules import missing_of
from foundation.access import robot
from foundation.approvals import decide_approval, take_step
from foundation.figures import figures_on
from foundation.models.work import Approval
from foundation.refusals import Refused, WrongState
from tests.assurance import cells
from tests.company import TODAY
from tests.kept import kept_text

DAY = timedelta(days=1)
MOST = 12
S = GatePass.State


@pytest.fixture(autouse=True)
def on_the_day(company_day):
    """Every door says it is the day of the company."""


@pytest.fixture
def control(company) -> Control:
    cells.in_force(company)
    return cells.control(company, "C-REC")


@pytest.fixture
def gate(company, cast, control) -> Gate:
    """The gate of remote access, which Samir owns; it blocks and requires one control."""
    facts = {"code": "G-REMOTE", "name": "Session ticket", "controls": [control]}
    return add_gate(actor=cast["ines"], process=company.processes["remote-access"], **facts)


@pytest.fixture
def row(gate, cast) -> GatePass:
    return opened(gate, cast)


def opened(gate, cast, who="samir", title="Ticket 4711", **more) -> GatePass:
    return open_pass(actor=cast[who], gate=gate, kind="ticket", title=title, on=TODAY, **more)


def paper(company, cast, as_of=TODAY, text="Every session is recorded.", **more) -> Any:
    """Handed in by Samir, not accepted yet."""
    facts = {"unit": company.units["TS"], "title": "Session register", "as_of": as_of, **more}
    return upload_evidence(actor=cast["samir"], kept=kept_text("register.txt", text), **facts)


def shown(company, cast, row, control, as_of=TODAY, **more) -> Any:
    """Accepted evidence, attached to what stands at the gate."""
    version = paper(company, cast, as_of, **more)
    prove_pass(actor=cast["samir"], gate_pass=row, control=control, evidence=[version])
    return accept_evidence(actor=cast["ines"], evidence=version, on=TODAY)


def ask_waiver(cast, row, who="samir", until=TODAY + 30 * DAY, reason="The customer is down.") -> Approval:
    return take_step(actor=cast[who], subject=row, step="waive", on=TODAY, reason=reason, given={"until": until})


def waived(cast, row, until=TODAY + 30 * DAY, by="ines") -> GatePass:
    decide_approval(actor=cast[by], approval=ask_waiver(cast, row, until=until), yes=True)
    row.refresh_from_db()
    return row


def release(company, cast) -> ProductVersion:
    facts = {"code": "GW", "name": "Gateway", "unit": company.units["TS"], "owner": company.person("samir")}
    return add_product_version(actor=cast["ines"], product=add_product(actor=cast["ines"], **facts), number="6.2")


def send(client, address, body):
    return client.post(f"/api/v1/{address}/", body, content_type="application/json")


# What a blocking gate asks for


def test_m04_a_release_does_not_pass_a_blocking_gate_without_accepted_evidence(company, cast, gate):
    row = open_pass(actor=cast["samir"], gate=gate, kind="release", version=release(company, cast), on=TODAY)

    with pytest.raises(Refused) as refused:
        let_pass(actor=cast["samir"], gate_pass=row, on=TODAY)

    assert refused.value.code == "M-04"
    assert "C-REC" in str(refused.value.sentence)
    row.refresh_from_db()
    assert row.state == S.OPEN


def test_m04_it_passes_with_accepted_evidence_of_the_control(company, cast, row, control):
    shown(company, cast, row, control)

    let_pass(actor=cast["samir"], gate_pass=row, on=TODAY)

    assert (row.state, row.was_complete, row.decided_by) == (S.PASSED, True, cast["samir"])


def test_m04_evidence_of_the_control_itself_counts_too(company, cast, row, control):
    cells.prove(company, control)

    assert missing_of(row, on=TODAY) == []


def test_m04_evidence_older_than_the_opening_does_not_count(company, cast, row, control):
    shown(company, cast, row, control, as_of=TODAY - DAY)

    assert missing_of(row, on=TODAY) == [control]


def test_m04_evidence_nobody_has_accepted_does_not_count(company, cast, row, control):
    prove_pass(actor=cast["samir"], gate_pass=row, control=control, evidence=[paper(company, cast)])

    assert missing_of(row, on=TODAY) == [control]


def test_m04_evidence_whose_validity_or_period_is_over_does_not_count(company, cast, gate, control):
    facts = {"kind": "ticket", "title": "Loaded", "opened_on": date(2025, 1, 1)}
    row = open_pass(actor=robot(), gate=gate, on=TODAY, **facts)
    shown(company, cast, row, control, as_of=date(2025, 6, 1))
    shown(company, cast, row, control, as_of=date(2026, 6, 1), valid_until=TODAY - DAY, text="Another")

    assert missing_of(row, on=TODAY) == [control]
    assert missing_of(row, on=date(2026, 6, 1)) == []


def test_m04_a_damaged_file_does_not_count(company, cast, row, control):
    version = shown(company, cast, row, control)
    EvidenceFile.objects.filter(version=version).update(suspect_since=version.created_at)

    assert missing_of(row, on=TODAY) == [control]


def test_m04_every_missing_control_is_named(company, cast, gate, control, row):
    other = cells.control(company, "C-LOG")
    change_gate(actor=cast["ines"], gate=gate, controls=[control, other])

    with pytest.raises(Refused, match="C-LOG, C-REC"):
        let_pass(actor=cast["samir"], gate_pass=row, on=TODAY)


def test_m04_evidence_of_one_control_does_not_count_for_another(company, cast, gate, control, row):
    other = cells.control(company, "C-LOG")
    change_gate(actor=cast["ines"], gate=gate, controls=[control, other])
    shown(company, cast, row, control)

    assert missing_of(row, on=TODAY) == [other]


def test_m04_conditions_do_not_lead_around_a_blocking_gate(cast, row):
    with pytest.raises(Refused):
        let_pass_with_conditions(actor=cast["samir"], gate_pass=row, on=TODAY, conditions="Later.")


def test_m04_a_gate_that_does_not_block_lets_pass_and_the_record_says_what_was_missing(cast, gate):
    row = opened(change_gate(actor=cast["ines"], gate=gate, blocking=False), cast)

    let_pass_with_conditions(actor=cast["samir"], gate_pass=row, on=TODAY, conditions="Recorder by Friday.")

    assert (row.state, row.was_complete, row.conditions) == (S.CONDITIONAL, False, "Recorder by Friday.")


@pytest.mark.parametrize("less", [{"blocking": False}, {"controls": []}])
def test_s07_a_gate_asks_for_no_less_while_something_waits_there(browse, cast, gate, row, less):
    answer = send(browse("samir"), f"gates/{gate.uuid}/change", less)
    change_gate(actor=cast["samir"], gate=gate, name="Other name")
    turn_back(actor=cast["samir"], gate_pass=row, on=TODAY, reason="No consent.")
    change_gate(actor=cast["samir"], gate=gate, **less)

    assert (answer.status_code, answer.json()["code"]) == (409, "M-04")
    assert row.ref in answer.content.decode()


def test_s07_the_form_says_what_waits_at_the_gate(browse, gate, row):
    answer = browse("samir").post(reverse("assurance:gate_edit", args=[gate.uuid]), {"name": "Consent", "order": 2})

    gate.refresh_from_db()
    assert answer.status_code == 409
    assert row.ref in answer.content.decode()
    assert (gate.blocking, gate.controls.count()) == (True, 1)


@pytest.mark.parametrize(("days", "fits"), [(7, True), (8, False)])
def test_m04_what_is_put_before_a_gate_is_opened_a_week_back_at_most(browse, gate, days, fits):
    body = {"kind": "ticket", "title": "Ticket 9", "opened_on": str(TODAY - days * DAY)}

    answer = send(browse("samir"), f"gates/{gate.uuid}/passes", body)

    assert (answer.status_code, GatePass.objects.exists()) == ((201, True) if fits else (400, False))


def test_what_is_turned_back_has_a_reason(cast, row):
    with pytest.raises(ValidationError):
        turn_back(actor=cast["samir"], gate_pass=row, on=TODAY, reason=" ")
    turn_back(actor=cast["samir"], gate_pass=row, on=TODAY, reason="No consent.")

    assert (row.state, row.was_complete) == (S.FAILED, False)


def test_what_is_decided_is_not_decided_again(company, cast, row, control):
    shown(company, cast, row, control)
    let_pass(actor=cast["samir"], gate_pass=row, on=TODAY)

    with pytest.raises(WrongState):
        turn_back(actor=cast["samir"], gate_pass=row, on=TODAY, reason="After all.")


@pytest.mark.parametrize("name", ["omar", "helena", "priya", "emma", "adam", "tobias"])
def test_others_neither_open_prove_nor_decide(company, cast, gate, row, control, name):
    with pytest.raises(PermissionDenied):
        opened(gate, cast, who=name)
    with pytest.raises(PermissionDenied):
        prove_pass(actor=cast[name], gate_pass=row, control=control, evidence=[])
    with pytest.raises(PermissionDenied):
        turn_back(actor=cast[name], gate_pass=row, on=TODAY, reason="No.")


# Subjects


@pytest.mark.parametrize(("kind", "field"), [("release", "version"), ("supplier", "supplier"), ("bid", "title")])
def test_a_pass_names_its_subject(cast, gate, kind, field):
    with pytest.raises(ValidationError) as refused:
        open_pass(actor=cast["samir"], gate=gate, kind=kind, on=TODAY)

    assert field in refused.value.error_dict


def test_a_supplier_waits_once_at_a_gate(company, cast, gate):
    facts = {"country": "XB", "category": "ems", "criticality": "critical", "owner": company.person("samir")}
    supplier = add_supplier(actor=cast["ines"], unit=company.units["TS"], name="Halcyon", on=TODAY, **facts)
    open_pass(actor=cast["ines"], gate=gate, kind="supplier", supplier=supplier, on=TODAY)

    with pytest.raises(ValidationError, match="waits at this gate already"):
        open_pass(actor=cast["ines"], gate=gate, kind="supplier", supplier=supplier, on=TODAY)


def test_nothing_stands_at_the_gate_of_a_process_that_does_not_run(company, cast, gate):
    type(gate.process).objects.filter(pk=gate.process_id).update(state="draft")

    with pytest.raises(WrongState):
        opened(Gate.objects.get(pk=gate.pk), cast)


def test_a_process_at_whose_gate_something_waits_is_not_retired(company, cast, row):
    with pytest.raises(Refused, match="waits at one of its gates"):
        retire_process(actor=cast["ines"], process=row.gate.process, on=TODAY, reason="Merged.")


def test_evidence_is_added_for_required_controls_alone(company, cast, row):
    with pytest.raises(ValidationError, match="does not require"):
        prove_pass(actor=cast["samir"], gate_pass=row, control=cells.control(company, "C-9"), evidence=[])


# Waivers


def test_m04_a_waiver_has_reason_approver_and_end(cast, row):
    waived(cast, row)

    assert row.state == S.WAIVED
    assert (row.waiver_reason, row.waiver_until) == ("The customer is down.", TODAY + 30 * DAY)
    assert (row.waiver_asked_by, row.waiver_approved_by) == (cast["samir"], cast["ines"].person)


def test_m04_without_a_reason_or_with_an_end_that_is_past_there_is_no_waiver(cast, row):
    with pytest.raises(ValidationError):
        ask_waiver(cast, row, reason=" ")
    with pytest.raises(Refused, match="ends after today"):
        ask_waiver(cast, row, until=TODAY)


def test_s07_who_asks_for_a_waiver_does_not_approve_it_by_verb_or_api(browse, cast, row):
    approval = ask_waiver(cast, row, who="ines")

    with pytest.raises(Refused) as refused:
        decide_approval(actor=cast["ines"], approval=approval, yes=True)
    answer = send(browse("ines"), f"approvals/{approval.uuid}/decide", {"yes": True})

    assert refused.value.code == "S-07"
    assert (answer.status_code, answer.json()["code"]) == (409, "S-07")
    row.refresh_from_db()
    assert row.state == S.OPEN


def test_s07_nor_by_a_second_account(company, cast, row):
    approval = ask_waiver(cast, row, who="ines")
    second = cast["carla"]
    type(second).objects.filter(pk=second.pk).update(person=company.person("ines"))
    second.refresh_from_db()

    with pytest.raises(Refused):
        decide_approval(actor=second, approval=approval, yes=True)


def test_s07_a_manager_of_the_unit_approves_by_the_api(browse, cast, row):
    approval = ask_waiver(cast, row)

    answer = send(browse("helena"), f"approvals/{approval.uuid}/decide", {"yes": True})

    assert answer.status_code == 200, answer.content
    row.refresh_from_db()
    assert (row.state, row.waiver_approved_by.name) == (S.WAIVED, "Helena Brandt")


@pytest.mark.parametrize("name", ["samir", "malik", "priya", "emma"])
def test_others_approve_no_waiver(cast, row, name):
    approval = ask_waiver(cast, row, who="carla")

    with pytest.raises(PermissionDenied):
        decide_approval(actor=cast[name], approval=approval, yes=True)


def test_the_verb_of_a_waiver_alone_is_refused(cast, row):
    with pytest.raises(Refused):
        waive_gate(actor=cast["ines"], gate_pass=row, on=TODAY, reason="Now.", until=TODAY + DAY)


def test_the_database_refuses_a_waiver_without_an_end(cast, row):
    facts = {"waiver_reason": "Now.", "decided_on": TODAY, "decided_by": cast["ines"], "was_complete": False}

    with pytest.raises(IntegrityError), transaction.atomic():
        GatePass.objects.filter(pk=row.pk).update(state="waived", **facts)


def test_m04_a_waiver_expires_by_the_day_and_waits_in_my_work_from_two_weeks_before(cast, row):
    end = TODAY + 30 * DAY
    waived(cast, row, until=end)

    assert [GatePass.objects.with_standing(day).get().standing for day in (end, end + DAY)] == ["waived", "expired"]
    assert [ended_waivers(cast["samir"], end - n * DAY).count() for n in (14, 13, 0, -1)] == [0, 1, 1, 1]
    assert row.state == S.WAIVED


def test_an_expired_waiver_is_renewed_by_another_approval(cast, row):
    waived(cast, row, until=TODAY + DAY)

    waived(cast, row, until=TODAY + 60 * DAY, by="carla")

    assert (row.waiver_until, row.waiver_approved_by) == (TODAY + 60 * DAY, cast["carla"].person)


def test_what_waits_is_the_owners_to_decide(cast, row):
    assert [line.held_by for line in to_decide(cast["samir"], TODAY)] == ["Samir Haddad"]
    assert to_decide(cast["ines"], TODAY).count() == 1
    assert not to_decide(cast["priya"], TODAY).exists()


# K-19


def decided(company, cast, gate, control) -> None:
    """One passed with all evidence, one turned back without, one waived with all evidence, one waived and expired."""
    whole = opened(gate, cast, title="Whole")
    shown(company, cast, whole, control)
    let_pass(actor=cast["samir"], gate_pass=whole, on=TODAY)
    turn_back(actor=cast["samir"], gate_pass=opened(gate, cast, title="Back", opened_on=TODAY), on=TODAY, reason="No.")
    waived(cast, opened(gate, cast, title="Waived"))
    waived(cast, opened(gate, cast, title="Ended"), until=TODAY + DAY)
    GatePass.objects.filter(title="Back").update(was_complete=False)
    opened(gate, cast, title="Open")


def test_k19_counts_decisions_with_all_evidence_and_a_waiver_is_no_pass(company, cast, gate, control):
    decided(company, cast, gate, control)

    found = gate_discipline(GatePass.objects.all(), on=TODAY + 2 * DAY)

    assert (found.figure.numerator, found.figure.denominator) == (1, 4)
    assert (found.waived, found.expired) == (2, 1)
    assert found.areas["TS"] == found.figure


def test_k19_looks_back_365_days_and_is_empty_without_decisions(company, cast, gate, control):
    decided(company, cast, gate, control)

    late = gate_discipline(GatePass.objects.all(), on=TODAY + 365 * DAY)

    assert gate_discipline(GatePass.objects.all(), on=TODAY + 364 * DAY).figure.denominator == 4
    assert (late.figure.denominator, late.figure.share) == (0, None)


def test_k19_and_k17_are_among_the_figures(company, cast, gate, control):
    decided(company, cast, gate, control)

    figures = figures_on(TODAY)

    assert (figures["K-19"]["numerator"], figures["K-19"]["denominator"], figures["K-19"]["value"]) == (1, 4, 25.0)
    assert figures["K-19"]["parts"]["waived"] == 2
    assert figures["K-17"]["denominator"] == 0
    assert figures["K-17"]["value"] is None


def test_k19_of_a_regional_manager_is_of_the_region(company, cast, gate, control):
    decided(company, cast, gate, control)

    assert k19(cast["malik"], on=TODAY).figure.denominator == 0
    assert k19(cast["helena"], on=TODAY).figure.denominator == 4


def test_m04_waivers_show_on_the_board(browse, company, cast, gate, control):
    decided(company, cast, gate, control)

    page = browse("ines").get(reverse("foundation:board")).content.decode()

    assert "Gate discipline" in page
    assert "2 waivers" in page


def test_each_number_of_the_tile_opens_the_decisions_it_counts(browse, company, cast, gate, control):
    decided(company, cast, gate, control)
    turn_back(actor=cast["samir"], gate_pass=opened(gate, cast, title="Long ago"), on=TODAY, reason="No.")
    GatePass.objects.filter(title="Long ago").update(decided_on=TODAY - 365 * DAY)
    client = browse("ines")
    page = client.get(reverse("foundation:board")).content.decode()

    links = re.findall(r'<a href="(/assurance/gates/passes/[^"]+)">(?:of )?(\d+)', page)
    found = [(int(said), len(client.get(url.replace("&amp;", "&")).context["list"].rows)) for url, said in links]

    assert found == [(1, 1), (4, 4), (2, 2), (0, 0)]


# Doors


def test_a_ticket_goes_through_the_gate_by_pages(browse, company, cast, gate, control):
    samir = browse("samir")
    body = {"kind": "ticket", "title": "Ticket 9", "opened_on": "2026-11-20"}

    samir.post(reverse("assurance:pass_open", args=[gate.uuid]), body)
    row = GatePass.objects.get()
    version = accept_evidence(actor=cast["ines"], evidence=paper(company, cast), on=TODAY)
    proof = {"control": control.uuid, "evidence": [version.uuid]}
    before = samir.post(reverse("foundation:step", args=["gate_pass", row.uuid, "pass"]))
    samir.post(reverse("assurance:pass_prove", args=[row.uuid]), proof)
    samir.post(reverse("foundation:step", args=["gate_pass", row.uuid, "pass"]))

    row.refresh_from_db()
    assert before.status_code == 409
    assert row.state == S.PASSED


def test_a_gate_is_added_and_changed_by_pages(browse, company, control):
    process, ines = company.processes["remote-access"], browse("ines")
    typed = {"code": "G-1", "name": "Consent", "order": 1, "blocking": "on", "controls": [control.uuid]}

    ines.post(reverse("assurance:gate_add", args=[process.uuid]), typed)
    gate = Gate.objects.get()
    ines.post(reverse("assurance:gate_edit", args=[gate.uuid]), {"name": "Consent", "order": 2})

    gate.refresh_from_db()
    assert (gate.order, gate.blocking, gate.controls.count()) == (2, False, 0)


def test_a_ticket_goes_through_the_gate_by_the_api(browse, company, cast, control):
    process, samir = company.processes["remote-access"], browse("samir")
    gate = send(
        samir, f"processes/{process.uuid}/gates", {"code": "G-1", "name": "Consent", "controls": [control.uuid]}
    )
    ticket = {"kind": "ticket", "title": "Ticket 9", "opened_on": "2026-11-20"}
    made = send(samir, f"gates/{gate.json()['uuid']}/passes", ticket).json()
    refused = send(samir, f"gate-passes/{made['uuid']}/steps/pass", {})
    version = accept_evidence(actor=cast["ines"], evidence=paper(company, cast), on=TODAY)

    send(samir, f"gate-passes/{made['uuid']}/evidence", {"control": str(control.uuid), "evidence": [str(version.uuid)]})
    passed = send(samir, f"gate-passes/{made['uuid']}/steps/pass", {})

    assert (refused.status_code, refused.json()["code"]) == (409, "M-04")
    assert (passed.status_code, passed.json()["standing"]) == (200, "passed")


def test_evidence_of_a_pass_is_seen_by_who_sees_the_pass(company, cast, row, control):
    version = shown(company, cast, row, control)

    seen = {name: Evidence.objects.visible_to(cast[name]).filter(pk=version.evidence_id).exists() for name in cast}

    assert seen["tobias"]
    assert not seen["omar"]


def test_the_page_names_no_evidence_that_is_graded_above_the_reader(browse, company, cast, row, control):
    address = shown(company, cast, row, control, grading="confidential").get_absolute_url()

    pages = {name: browse(name).get(row.get_absolute_url()).content.decode() for name in ("ines", "helena")}

    assert address in pages["ines"]
    assert address not in pages["helena"]


def test_the_pages_take_twelve_queries_at_most(browse, company, cast, gate, control, row):
    shown(company, cast, row, control)
    waived(cast, opened(gate, cast, title="Waived"))

    for who in ("ines", "samir"):
        client = browse(who)
        for address in (
            gate.get_absolute_url(),
            row.get_absolute_url(),
            GatePass.objects.get(state="waived").get_absolute_url(),
            reverse("assurance:gates"),
            reverse("assurance:passes"),
        ):
            client.get(address)
            with CaptureQueriesContext(connection) as counted:
                assert client.get(address).status_code == 200
            assert len(counted) <= MOST, address + "\n".join(one["sql"][:160] for one in counted)
