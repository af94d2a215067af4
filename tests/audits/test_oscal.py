"""Audits as OSCAL: what the files say to whom, that trestle takes them, that they repeat, and that hashes match."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assurance.models import EvidenceFile, EvidenceLink, EvidenceVersion, Requirement
from assurance.oscal import catalog
from audits.actions import answer_item, log_finding, write_paper
from audits.models import Audit, ChecklistItem, CorrectiveAction, Finding, PlanSession, Report, RiskAcceptance
from audits.oscal import Asked, assessment_plan, assessment_results, plan_of_action
from foundation import files, jobs
from foundation.models import Job
from foundation.models.rooms import GrantedObject
from foundation.models.trail import Event
from foundation.refusals import Refused
from foundation.rows import pointer
from tests.assurance.cells import prove
from tests.audits import chain
from tests.company import TODAY, plan_audit
from tests.oscal import Shelf

WRITERS = (assessment_plan, assessment_results, plan_of_action)


def body(document) -> dict[str, Any]:
    (found,) = json.loads(document.content()).values()
    return found


def results(audit, user) -> dict[str, Any]:
    return body(assessment_results(Asked([audit.pk], user)))["results"][0]


def by_ref(parts: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    found = {}
    for part in parts:
        said = {one["name"]: one["value"] for one in part.get("props", ())}
        found[said.get("ref") or said.get("requirement") or part["title"]] = part
    return found


@pytest.fixture
def acted(finding, cast):
    """A major with a plan of two actions, in an audit whose report is issued."""
    chain.issued(finding.audit, cast)
    return chain.in_action(finding, cast, owners=("samir", "emma"))


# What the results say


def test_a_major_is_an_observation_a_finding_and_a_risk(acted, cast):
    told = results(acted.audit, cast["ines"])

    found = by_ref(told["findings"])[acted.ref]
    risk = told["risks"][0]
    assert found["target"] == {
        "type": "objective-id",
        "target-id": "mcb_mcb-15_obj",
        "status": {"state": "not-satisfied", "reason": "fail"},
    }
    assert found["description"] == "Two of five sampled sessions have no recording."
    assert found["related-risks"] == [{"risk-uuid": risk["uuid"]}]
    assert (risk["status"], risk["statement"]) == ("remediating", chain.CAUSE["text"])
    assert risk["deadline"].startswith("2027-")
    assert [one["title"] for one in risk["remediations"]] == [
        "Correction",
        "Corrective action 1",
        "Corrective action 2",
    ]
    observed = next(one for one in told["observations"] if one["types"] == ["finding"])
    assert (observed["description"], observed["collected"]) == (
        "Sample of five, seed 4471.",
        "2026-11-20T00:00:00+00:00",
    )


def test_requirements_that_conform_are_findings_that_say_so(acted, cast):
    told = results(acted.audit, cast["ines"])

    met = [one["title"] for one in told["findings"] if one["target"]["status"]["state"] == "satisfied"]
    assert met == ["MCB-16 Vulnerability handling and patch delivery", "MCB-18 Incident response and disclosure"]
    assert told["attestations"][0]["parts"][0]["title"] == "Conforms with minor nonconformities"
    assert [one["title"] for one in told["assessment-log"]["entries"]] == ["Opening meeting", "Closing meeting"]


def test_methods_come_from_the_answer_and_from_the_working_papers(audit, cast, company_day):
    first, second = audit.items.order_by("order")[:2]
    answer_item(actor=cast["priya"], item=first, result="conforms", methods=["sample", "document_review"])
    answer_item(actor=cast["priya"], item=second, result="conforms", note="Only the team reads this.")
    facts = {"kind": "interview", "title": "Talk", "text": "What was said.", "persons": "Shift lead", "item": second}
    write_paper(actor=cast["priya"], audit=audit, on=TODAY, at=audit.items.get(pk=second.pk).answered_at, **facts)

    told = results(audit, cast["priya"])

    assert [one["methods"] for one in told["observations"]] == [["EXAMINE", "TEST"], ["INTERVIEW"]]
    assert "Only the team reads this." not in json.dumps(told)
    assert "What was said." not in json.dumps(told)


def test_evidence_is_a_resource_with_the_hash_of_its_bytes(finding, company, cast, tmp_path):
    version = prove(company, finding)
    shelf = Shelf(tmp_path)
    shelf.put(catalog(company.framework))

    told = shelf.put(assessment_results(Asked([finding.audit_id], cast["ines"])))["assessment-results"]

    kept = EvidenceFile.objects.get(version=version)
    resource = next(one for one in told["back-matter"]["resources"] if one["title"].startswith(version.evidence.ref))
    link = resource["rlinks"][0]
    with files.open_stored(kept.sha256) as stream:
        shelf.stored = {link["href"]: stream.read()}
    assert link["href"].endswith(reverse("assurance:evidence_file", args=[kept.uuid]))
    assert link["hashes"] == [{"algorithm": "SHA-256", "value": kept.sha256}]
    observed = next(one for one in told["results"][0]["observations"] if one["types"] == ["finding"])
    assert observed["relevant-evidence"][0]["href"] == f"#{resource['uuid']}"
    shelf.put(assessment_plan(Asked([finding.audit_id], cast["ines"])))
    assert shelf.faults() == {}
    shelf.stored = {link["href"]: b"something else"}
    assert list(shelf.faults()) == [f"{finding.audit.ref.lower()}.assessment-results.json"]


def test_an_action_is_an_item_with_its_milestone_and_a_finding_without_a_plan_waits_for_one(acted, cast, audit):
    told = body(plan_of_action(Asked([audit.pk], cast["ines"])))

    assert [(one["title"], one["description"]) for one in told["poam-items"]] == [
        (f"{acted.ref}, action 1", "Action of samir"),
        (f"{acted.ref}, action 2", "Action of emma"),
    ]
    assert told["risks"][0]["remediations"][1]["tasks"][0]["timing"] == {
        "on-date": {"date": "2027-01-19T00:00:00+00:00"}
    }
    CorrectiveAction.objects.all().delete()
    waits = body(plan_of_action(Asked([audit.pk], cast["ines"])))["poam-items"]
    assert [one["title"] for one in waits] == [f"{acted.ref}: a plan is awaited"]


def test_what_has_not_happened_yet_is_refused(company, cast):
    planned = plan_audit(company)

    with pytest.raises(Refused, match="was begun"):
        assessment_results(Asked([planned.pk], cast["ines"]))
    with pytest.raises(Refused, match="nothing to act on"):
        plan_of_action(Asked([planned.pk], cast["ines"]))
    with pytest.raises(Refused, match="no audit here"):
        assessment_plan(Asked([planned.pk], cast["malik"]))


# Whom they say it to


def test_the_audited_are_told_what_was_found_and_no_checklist(acted, cast):
    told = results(acted.audit, cast["samir"])

    assert [one["types"] for one in told["observations"]] == [["finding"]]
    assert told["reviewed-controls"]["control-selections"][0]["include-controls"] == [{"control-id": "mcb-15"}]
    assert "activities" not in body(assessment_plan(Asked([acted.audit_id], cast["samir"])))["local-definitions"]


def test_a_draft_is_told_to_the_team_alone(audit, cast):
    item = audit.items.get(number="MCB-16")
    facts = {"type": "major", "statement": "A patch is missing.", "objective_evidence": "Seen.", "on": TODAY}
    process, owner = audit.processes.get(), cast["samir"].person
    log_finding(actor=cast["priya"], audit=audit, item=item, process=process, owner=owner, **facts)

    assert "A patch is missing." in json.dumps(results(audit, cast["tobias"]))
    assert "A patch is missing." not in json.dumps(results(audit, cast["ines"]))
    with pytest.raises(Refused):
        plan_of_action(Asked([audit.pk], cast["tobias"]))


def test_somebody_from_outside_is_told_what_was_found_and_nobody_s_name(acted, cast):
    for row in (acted.audit, acted):
        facts = {"from_at": datetime(2020, 1, 1, tzinfo=UTC), "until_at": datetime(2099, 1, 1, tzinfo=UTC)}
        facts |= {"user": cast["claire"], "grant_uuid": uuid4(), "max_grading": "confidential"}
        GrantedObject.objects.create(**pointer(row), **facts)

    told = body(assessment_results(Asked([acted.audit_id], cast["claire"])))

    names = [user.name for user in cast.values()]
    assert acted.statement in json.dumps(told)
    assert not [name for name in names if name in json.dumps(told)]
    assert chain.CAUSE["text"] not in json.dumps(told)
    assert "remediations" not in told["results"][0]["risks"][0]


def test_a_room_can_narrow_what_is_told(acted, cast):
    asked = Asked([acted.audit_id], cast["ines"])

    none = replace(asked, findings=Finding.objects.none(), versions=EvidenceVersion.objects.none())

    assert "risks" in body(assessment_results(asked))["results"][0]
    assert "risks" not in body(assessment_results(none))["results"][0]


# That they hold


def test_a_set_of_audits_is_one_file_of_each_kind(acted, company, cast, tmp_path):
    other = plan_audit(company, title="Acceptance", process="mea-acceptance")
    Audit.objects.filter(pk=other.pk).update(actual_start=TODAY, state="in_progress")
    shelf, asked = Shelf(tmp_path), Asked([acted.audit_id, other.pk], cast["ines"])

    told = [shelf.put(write(asked)) for write in WRITERS]
    shelf.put(catalog(company.framework))

    assert len(told[1]["assessment-results"]["results"]) == 2
    assert shelf.faults() == {}
    assert shelf.import_all() == 4


def test_many_audits_are_read_in_pieces_and_say_the_same(acted, company, cast, monkeypatch):
    other = plan_audit(company, title="Acceptance", process="mea-acceptance")
    heard = []
    keys = [acted.audit_id, other.pk]
    whole = [write(Asked(keys, cast["ines"])).content() for write in WRITERS]

    monkeypatch.setattr("audits.oscal.material.AT_ONCE", 1)
    asked = Asked(keys, cast["ines"], progress=lambda done, total: heard.append((done, total)))

    assert [write(asked).content() for write in WRITERS] == whole
    assert set(heard) >= {(1, 2), (2, 2)}


def test_more_of_everything_asks_no_more(acted, audit, cast):
    asked = Asked([audit.pk], cast["ines"])
    with CaptureQueriesContext(connection) as few:
        [write(replace(asked)).content() for write in WRITERS]
    for number in range(3):
        Finding.objects.create(**a_finding(audit, number))

    with CaptureQueriesContext(connection) as more:
        [write(replace(asked)).content() for write in WRITERS]

    assert len(more) <= len(few) <= 75


def test_more_audits_ask_no_more(acted, cast):
    few = [acted.audit_id, another(acted.audit, 0).pk]
    many = [*few, *(another(acted.audit, number).pk for number in range(1, 29))]

    asked = [queries_of(keys, cast["ines"]) for keys in (few, many)]

    assert asked[0] == asked[1]


def another(audit, number):
    """A further audit that was begun, with a finding."""
    row = Audit.objects.get(pk=audit.pk)
    row.pk, row.uuid, row.ref, row._state.adding = None, uuid4(), f"A-X-{number:04d}", True
    row.save()
    Finding.objects.create(**a_finding(row, number))
    return row


def queries_of(keys, user):
    """How many queries the three files of these audits ask."""
    with CaptureQueriesContext(connection) as asked:
        for write in WRITERS:
            write(Asked(keys, user)).content()
    return len(asked)


def a_finding(audit, number, **facts):
    about = {"type": "minor", "title": "More", "statement": "More.", "state": "issued", "raised_on": TODAY}
    return {"audit": audit, "unit": audit.unit, "ref": f"F-X-{number:04d}", **about, **facts}


# Fifty random audits

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40)
days = st.dates(date(1900, 1, 1), date(9998, 1, 1))
maybe_days = st.none() | days
answers = st.fixed_dictionaries(
    {
        "result": st.sampled_from(["", *ChecklistItem.Result.values]),
        "methods": st.lists(st.sampled_from(ChecklistItem.Method.values), max_size=3),
        "question": words,
        "number": words.map(lambda text: text[:20]),
        "note": words,
    }
)
found = st.fixed_dictionaries(
    {
        "type": st.sampled_from(Finding.Type.values),
        "state": st.sampled_from([one for one in Finding.State.values if one != "closed"]),
        "title": words,
        "statement": words,
        "objective_evidence": st.just("") | words,
        "correction": st.just("") | words,
        "external_ref": st.just("") | words,
        "external_grade": st.just("") | words,
        "raised_on": days,
        "issued_on": maybe_days,
        "corrected_on": maybe_days,
        "cap_on": maybe_days,
        "systemic": st.booleans(),
    }
)
audits = st.fixed_dictionaries(
    {
        "audit": st.fixed_dictionaries(
            {"title": words, "objectives": words, "scope": st.just("") | words, "organisation": st.just("") | words}
        ),
        "start": days,
        "answers": st.lists(answers, max_size=4),
        "findings": st.lists(
            st.tuples(found, st.booleans(), st.booleans(), st.lists(st.tuples(words, days, maybe_days), max_size=3)),
            max_size=4,
        ),
        "sessions": st.lists(st.tuples(words, days), max_size=2),
        "summary": st.none() | words,
    }
)


def made(company, drawn) -> Audit:
    """Rows as they were drawn, whatever the verbs would say of them."""
    cast = company.cast
    audit = plan_audit(company, title="Random")
    start = {"planned_start": drawn["start"], "planned_end": drawn["start"], "actual_start": drawn["start"]}
    Audit.objects.filter(pk=audit.pk).update(**drawn["audit"], **start, state="issued")
    requirements = list(Requirement.objects.filter(framework=company.framework))
    for order, facts in enumerate(drawn["answers"], start=1):
        told = {"order": order, "title": facts["question"], "answered_by": cast["priya"].person} | facts
        told["answered_at"] = company.framework.created_at if facts["result"] else None
        ChecklistItem.objects.create(audit=audit, requirement=requirements[order % 3], **told)
    for number, (facts, has_requirement, has_proof, actions) in enumerate(drawn["findings"]):
        _found(company, audit, number, facts, requirements[0] if has_requirement else None, has_proof, actions)
    for topic, day in drawn["sessions"]:
        times = {"starts": "09:00", "ends": "10:00"}
        PlanSession.objects.create(audit=audit, topic=topic, day=day, auditor=cast["tobias"].person, **times)
    if drawn["summary"] is not None:
        Report.objects.create(audit=audit, summary=drawn["summary"], conclusion="open", issued_on=TODAY)
    return audit


def _found(company, audit, number, facts, requirement, has_proof, actions):
    people = {"owner": company.person("samir"), "raised_by": company.person("priya"), "requirement": requirement}
    finding = Finding.objects.create(**a_finding(audit, number, **people, **facts))
    for order, (text, due_on, done) in enumerate(actions, start=1):
        told = {"text": text, "due_on": due_on, "implemented_on": done, "owner": company.person("emma")}
        CorrectiveAction.objects.create(finding=finding, order=order, **told)
    if facts["state"] == "risk_accepted":
        told = {"accepted_on": TODAY, "review_on": TODAY, "expires_on": date(2027, 11, 20), "state_before": "action"}
        who = {"asked_by": company.person("samir"), "accepted_by": company.person("helena")}
        RiskAcceptance.objects.create(finding=finding, reason=facts["title"], **told, **who)
    if has_proof:
        proof = {"version": chain.paper(company.cast["priya"]), "purpose": "objective"}
        EvidenceLink.objects.create(**proof, **pointer(finding), added_by=company.cast["priya"])


@given(drawn=audits)
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_audit_becomes_files_that_trestle_takes_and_nothing_is_wrong_with(company, cast, tmp_path_factory, drawn):
    shelf = Shelf(tmp_path_factory.mktemp("oscal"))
    with transaction.atomic():
        audit = made(company, drawn)
        asked = Asked([audit.pk], cast["ines"])
        shelf.put(catalog(company.framework))
        for write in WRITERS:
            if write is plan_of_action and not _acts(audit):
                continue
            shelf.put(write(asked))
            assert write(replace(asked)).content() == shelf.files[write(asked).name]
        transaction.set_rollback(True)

    assert shelf.faults() == {}
    assert shelf.import_all() >= 3


def _acts(audit) -> bool:
    return audit.findings.nonconformities().exclude(state__in=["draft", "void"]).exists()


# How one gets them


@pytest.fixture
def no_broker(monkeypatch):
    monkeypatch.setattr("foundation.jobs.wake", lambda uuid: False)


def made_job() -> Job:
    job = Job.objects.order_by("-pk").first()
    jobs.run(job.uuid)
    job.refresh_from_db()
    return job


def test_the_page_of_an_audit_offers_what_there_is(acted, company, cast, browse, no_broker):
    client, planned = browse("ines"), plan_audit(company)
    page = client.get(acted.audit.get_absolute_url()).content.decode()
    early = client.get(planned.get_absolute_url()).content.decode()
    address = reverse("foundation:ask_report", args=["oscal-results", acted.audit.uuid])

    client.post(address)
    job = made_job()
    taken = client.get(reverse("foundation:job_file", args=[job.uuid]))

    assert [name in page for name in ("oscal-plan", "oscal-results", "oscal-milestones")] == [True, True, True]
    assert [name in early for name in ("oscal-plan", "oscal-results", "oscal-milestones")] == [True, False, False]
    assert (job.state, job.result_name) == ("done", f"{acted.audit.ref.lower()}.assessment-results.json")
    assert b"".join(taken.streaming_content) == assessment_results(Asked([acted.audit_id], cast["ines"])).content()
    assert Event.objects.about(acted.audit).filter(kind="report.downloaded").count() == 1
    assert client.post(reverse("foundation:ask_report", args=["oscal-results", planned.uuid])).status_code == 404


def test_the_list_of_findings_offers_the_plan_of_action_and_the_log_says_who_took_it(acted, cast, browse, no_broker):
    client = browse("ines")
    address = reverse("foundation:ask_report", args=["oscal-milestones-of-several", cast["ines"].uuid])

    offered = address in client.get(reverse("audits:findings")).content.decode()
    client.post(address, {"query": "kind=unannounced"})
    job = made_job()

    assert offered
    assert (job.state, job.result_name) == ("done", f"{acted.audit.ref.lower()}.plan-of-action-and-milestones.json")
    told = Event.objects.filter(kind="list.exported").latest("pk").content
    assert (told.actor, told.details["list"], told.details["format"]) == (cast["ines"], "audits", "json")
    assert browse("emma").post(address).status_code == 404


def test_a_program_asks_for_them_too(acted, cast, program, no_broker):
    answer = program("ines").post(f"audits/{acted.audit.uuid}/papers/", {"name": "oscal-results"})

    assert answer.status_code == 202
    assert made_job().state == "done"
