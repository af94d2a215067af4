"""An audit from its schedule to its close through the API alone, by the people whose parts these are."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import requests
import time_machine

from audits.models import Audit, Finding
from tests.api.caller import Caller, schema_of
from tests.api.conftest import token_of
from tests.company import TODAY
from tests.foundation.door import with_password


@pytest.fixture
def clock() -> Iterator[None]:
    with time_machine.travel(datetime.combine(TODAY, datetime.min.time(), UTC).replace(hour=9), tick=True):
        yield


@pytest.fixture
def callers(clock, live_server, company) -> Iterator[Callable[[str], Caller]]:
    """`callers("priya")` is her program; it finds out from the server's own schema what it can call."""
    with requests.Session() as http:
        schema = schema_of(http, live_server.url, token_of(with_password(company.cast["petra"]), "read"))
        known = {
            name: Caller(http, live_server.url, schema, token_of(company.cast[name], SCOPES.get(name, "write")))
            for name in company.cast
            if name in INSIDE
        }
        yield known.__getitem__


SCOPES = {"tobias": "sign", "ines": "sign"}  # who issues the report, and who closes the audit
INSIDE = ("petra", "tobias", "priya", "samir", "leo", "ines")
CAUSE = {
    "method": "five_whys",
    "whys": ["The recorder was off.", "Nobody switches it on after an update."],
    "text": "The recorder is not part of the update procedure.",
    "category": "method",
    "similar_found": False,
    "similar_where": "All twelve gateways: none.",
    "correction": "Switched on, and the two sessions reconstructed from logs.",
}


def test_the_first_audit(callers):
    audit = scheduled(callers)
    prepared(callers, audit)
    finding = fieldwork(callers, audit)
    answered(callers, finding)
    verified(callers, finding)
    reported(callers, audit)

    assert Audit.objects.get(uuid=audit).state == "closed"
    assert Finding.objects.get(uuid=finding).state == "closed"
    story = callers("ines").call("finding_events", uuid=finding)["results"]
    assert [event["actor"] for event in story if event["kind"] == "finding.verify"] == ["Leo Brandt"]


def named(caller: Caller, operation: str, field: str, value: str) -> str:
    """The uuid of the row of a list whose field has the value."""
    rows = caller.call(operation, page_size=200)["results"]
    return next(row["uuid"] for row in rows if row[field] == value)


def scheduled(callers) -> str:
    petra = callers("petra")
    body = {
        "title": "Remote access",
        "kind": "unannounced",
        "method": "on_site",
        "unit": named(petra, "unit_list", "code", "TS"),
        "frameworks": [named(petra, "framework_list", "code", "MCB")],
        "processes": [named(petra, "process_list", "code", "REMOTE-ACCESS")],
        "planned_start": TODAY.isoformat(),
        "planned_end": TODAY.isoformat(),
        "lead": named(petra, "person_list", "name", "Tobias Lindqvist"),
    }
    audit = petra.call("audit_create", body)
    assert audit["state"] == "planned"
    return audit["uuid"]


def prepared(callers, audit: str) -> None:
    tobias = callers("tobias")
    tobias.call("audit_step_initiate", uuid=audit)
    tobias.call("audit_step_set_team", {"members": [named(tobias, "person_list", "name", "Priya Raman")]}, uuid=audit)
    wanted = [row["uuid"] for row in tobias.call("requirement_list", framework="MCB", assessable="true")["results"]]
    tobias.call("audit_step_build_checklist", {"requirements": wanted}, uuid=audit)
    tobias.call("audit_step_review_documents", {"documents": "Remote access procedure 2.1"}, uuid=audit)
    tobias.call("audit_step_prepare", uuid=audit)
    opened = tobias.call("audit_step_open", {"attendees": "Head of remote access"}, uuid=audit)
    assert opened["state"] == "in_progress"
    assert [seat["person"]["name"] for seat in opened["team"]] == ["Tobias Lindqvist", "Priya Raman"]


def fieldwork(callers, audit: str) -> str:
    priya = callers("priya")
    items = priya.call("checklist_item_list", audit=audit)["results"]
    for item in items[1:]:
        answer = {"result": "conforms", "methods": ["sample"], "note": "Five of five."}
        priya.call("checklist_item_partial_update", answer, uuid=item["uuid"])
    facts = {"title": "Session register", "as_of": TODAY.isoformat(), "kind": "record"}
    piece = priya.call("evidence_create", facts, file=b"Session register of October: two have no recording.\n")
    [version] = piece["versions"]
    priya.call("checklist_item_evidence", {"evidence": [version["uuid"]]}, uuid=items[0]["uuid"])
    body = {
        "type": "major",
        "statement": "Two of five sampled sessions have no recording.",
        "objective_evidence": "Sample of five, seed 4471.",
        "process": named(priya, "process_list", "code", "REMOTE-ACCESS"),
        "evidence": [version["uuid"]],
    }
    finding = priya.call("checklist_item_findings", body, uuid=items[0]["uuid"])
    assert (finding["state"], finding["owner"]["name"]) == ("draft", "Samir Haddad")
    issued = callers("tobias").call("finding_step_issue", uuid=finding["uuid"])
    assert issued["state"] == "issued"
    return finding["uuid"]


def answered(callers, finding: str) -> None:
    samir = callers("samir")
    emma = named(samir, "person_list", "name", "Emma Cole")
    action = {"text": "The update procedure checks the recorder.", "owner": emma, "due_on": "2026-12-18"}
    plan = samir.call("finding_step_submit_plan", CAUSE | {"actions": [action]}, uuid=finding)
    assert plan["state"] == "plan_submitted"
    callers("tobias").call("finding_step_accept_plan", uuid=finding)
    samir.call(
        "finding_step_correct", {"text": "Both reconstructed."}, uuid=finding, file=b"Recording 1, recording 2.\n"
    )
    [planned] = samir.call("action_list", finding=finding)["results"]
    assert planned["owner"]["name"] == "Emma Cole"
    samir.call("action_complete", uuid=planned["uuid"], file=b"Update procedure, version 7.\n")
    assert samir.call("finding_step_implement", uuid=finding)["state"] == "implemented"


def verified(callers, finding: str) -> None:
    leo = callers("leo")
    person = named(leo, "person_list", "name", "Leo Brandt")
    callers("tobias").call("finding_step_name_verifier", {"verifier": person}, uuid=finding)
    judged = {
        "method": "sample",
        "sample": "Ten sessions of this week.",
        "early_reason": "Each update is recorded daily.",
    }
    closed = leo.call("finding_step_verify", judged, uuid=finding, file=b"Ten of ten recorded.\n")
    assert (closed["state"], closed["verifications"][0]["by"]["name"]) == ("closed", "Leo Brandt")


def reported(callers, audit: str) -> None:
    tobias = callers("tobias")
    tobias.call("audit_step_hold_closing", {"attendees": "Head of remote access"}, uuid=audit)
    tobias.call("audit_step_write_report", {"summary": "One major, closed.", "conclusion": "minors"}, uuid=audit)
    callers("ines").call("audit_step_review_report", {"agreed": True}, uuid=audit)
    tobias.call("audit_step_issue", uuid=audit)
    [report] = tobias.call("report_list", audit=audit)["results"]
    assert len(report["sha256"]) == 64
    assert callers("ines").call("audit_step_close", uuid=audit)["state"] == "closed"
