"""Audits by bodies from outside: recorded, begun, their findings logged, closed on the body's letter."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assurance.models import EvidenceLink, EvidenceVersion, Requirement
from audits.actions import (
    attach_letter,
    begin_external,
    close_audit,
    issue_report,
    log_external,
    record_external_report,
    review_report,
    schedule_audit,
    write_report,
)
from audits.models import Audit, Finding
from audits.workflows import AUDIT
from foundation.approvals import decide_approval, take_step
from foundation.models.work import Due
from foundation.refusals import Refused
from tests.audits.chain import paper
from tests.company import TODAY, plan_audit

pytestmark = pytest.mark.usefixtures("company_day")

S = Audit.State
DAY = timedelta(days=1)
BODY = "Kestrel Certification"
GIVEN = {"summary": "The system is kept up.", "conclusion": "minors"}


@pytest.fixture
def outside(company) -> Audit:
    """A planned surveillance audit by a body from outside, which Tobias leads on our side."""
    return plan_audit(company, kind=Audit.Kind.SURVEILLANCE, organisation=BODY)


@pytest.fixture
def begun(outside, cast) -> Audit:
    return begin_external(actor=cast["tobias"], audit=outside, began_on=TODAY, on=TODAY)


def found(audit: Audit, company, kind: str = "minor", **facts: object) -> Finding:
    said = {"statement": "Two sessions have no recording.", "objective_evidence": "Sessions 4 and 9."}
    where = {"requirement": Requirement.objects.first(), "process": company.processes["remote-access"]}
    words = {"external_ref": "NC-07", "external_grade": "Category B", "owner": company.person("samir")}
    return log_external(
        actor=company.cast["tobias"], audit=audit, type=kind, on=TODAY, **{**said, **where, **words, **facts}
    )


def recorded(audit: Audit, cast, **facts: object) -> EvidenceVersion:
    letter = paper(cast["tobias"])
    given = {"issued_on": TODAY, "ended_on": TODAY, "evidence": [letter], **GIVEN, **facts}
    record_external_report(actor=cast["tobias"], audit=audit, on=TODAY, **given)
    return letter


def test_a_surveillance_audit_goes_from_record_to_closure_on_the_letter(begun, company, cast):
    limit = date(2026, 12, 11)
    finding = found(begun, company, limit_on=limit)

    letter = recorded(begun, cast)

    finding.refresh_from_db()
    report = begun.report
    assert (begun.state, begun.actual_start, begun.actual_end) == (S.FOLLOW_UP, TODAY, TODAY)
    assert (report.issued_on, report.reviewer, len(report.sha256)) == (TODAY, None, 64)
    assert report.content["findings"][0]["external"] == "NC-07 Category B"
    assert (finding.state, finding.cap_on, finding.cap_source) == (Finding.State.ISSUED, limit, "letter")
    assert max(due.due_on for due in Due.objects.about(finding)) <= limit

    asked = take_step(actor=cast["ines"], subject=finding, step="void", on=TODAY, reason="The body took it back.")
    decide_approval(actor=cast["tobias"], approval=asked, yes=True)
    with pytest.raises(Refused, match="ends with its letter") as refusal:
        close_audit(actor=cast["ines"], audit=begun, on=TODAY)
    assert refusal.value.code == "letter"
    EvidenceVersion.objects.filter(pk=letter.pk).update(state=EvidenceVersion.State.ACCEPTED)
    close_audit(actor=cast["ines"], audit=begun, on=TODAY)
    assert begun.state == S.CLOSED


def test_the_way_of_an_outside_audit_is_refused_with_its_sentence(begun, company, cast):
    tobias = cast["tobias"]
    facts = {"actor": tobias, "audit": begun, "on": TODAY}
    given = {"evidence": [paper(tobias)], "issued_on": TODAY, "ended_on": TODAY, **GIVEN}
    for field, changes in (
        ("evidence", {"evidence": []}),
        ("ended_on", {"ended_on": None}),
        ("ended_on", {"ended_on": TODAY - DAY}),
        ("ended_on", {"ended_on": TODAY + DAY}),
        ("issued_on", {"issued_on": TODAY - DAY}),
        ("issued_on", {"issued_on": TODAY + DAY}),
    ):
        with pytest.raises(ValidationError) as refusal:
            record_external_report(**facts, **given | changes)
        assert list(refusal.value.error_dict) == [field]
    with pytest.raises(ValidationError, match="Only a nonconformity has a limit"):
        found(begun, company, "observation", limit_on=TODAY)
    AUDIT.place(begun, S.REPORTING, actor=cast["ines"], on=TODAY, source="test")
    for take in (
        lambda: write_report(**facts, **GIVEN),
        lambda: review_report(actor=cast["ines"], audit=begun, on=TODAY),
        lambda: issue_report(**facts),
    ):
        with pytest.raises(Refused, match="The body reports on this audit itself"):
            take()
    with pytest.raises(Refused, match="The body comes on 24 Nov 2026"):
        begin_external(actor=tobias, audit=planned_later(company), began_on=TODAY, on=TODAY)


def planned_later(company) -> Audit:
    days = {"planned_start": TODAY + 4 * DAY, "planned_end": TODAY + 4 * DAY}
    return plan_audit(company, kind=Audit.Kind.CUSTOMER, organisation="Telvia", **days)


def test_the_report_of_a_body_waits_for_complete_findings(begun, company, cast):
    found(begun, company, objective_evidence="")

    with pytest.raises(Refused, match=r"F-2026-0001: A nonconformity needs objective evidence"):
        recorded(begun, cast)


def test_whoever_schedules_records_an_outside_audit_and_names_the_body(company, cast):
    facts = {"title": "Visit", "kind": "government", "method": "on_site", "frameworks": [company.framework]}
    facts |= {"unit": company.units["TS"], "planned_start": TODAY, "planned_end": TODAY, "on": TODAY}

    for name in ("ines", "petra", "leo"):
        made = schedule_audit(actor=cast[name], organisation="Northmark Authority", **facts)
        assert (made.state, made.organisation) == (S.PLANNED, "Northmark Authority")
    with pytest.raises(ValidationError, match="Name the body that audits") as refusal:
        schedule_audit(actor=cast["petra"], organisation=" ", **facts)
    assert list(refusal.value.error_dict) == ["organisation"]


def test_our_own_audit_cannot_take_the_way_of_an_outside_one(audit, company, cast):
    own = {"actor": cast["tobias"], "on": TODAY}
    letter = [paper(cast["tobias"])]
    with pytest.raises(Refused, match="This audit is our own"):
        begin_external(audit=plan_audit(company), began_on=TODAY, **own)
    with pytest.raises(Refused, match="This audit is our own"):
        found(audit, company)
    with pytest.raises(Refused, match="This audit is our own"):
        record_external_report(audit=audit, issued_on=TODAY, ended_on=TODAY, evidence=letter, **GIVEN, **own)
    AUDIT.place(audit, S.ISSUED, actor=cast["ines"], on=TODAY, source="test")
    with pytest.raises(Refused, match="This audit is our own"):
        attach_letter(audit=audit, evidence=letter, **own)

    close_audit(audit=audit, **own)
    assert audit.state == S.CLOSED


def test_the_pages_of_an_outside_audit(browse, outside, company, cast, django_assert_max_num_queries):
    lead = browse("tobias")
    page = lead.get(outside.get_absolute_url()).content.decode()
    assert "Note that the body began" in page
    assert "Prepared" not in page.split("Steps")[0]
    assert lead.post(door(outside, "begin_external"), {"began_on": "2026-11-21"}).status_code == 422
    assert lead.post(door(outside, "begin_external"), {"began_on": "2026-11-20"}).status_code == 302
    assert "Write the report" not in lead.get(outside.get_absolute_url()).content.decode()
    words = {"external_ref": "OBS-1", "external_grade": "Remark", "type": "observation", "statement": "Seen."}
    about = {"requirement": str(Requirement.objects.first().uuid)}
    assert lead.post(door(outside, "log_external"), words | about).status_code == 302
    given = {**GIVEN, "conclusion": "conforms", "ended_on": "2026-11-20", "issued_on": "2026-11-20"}
    refused = lead.post(door(outside, "record_external_report"), given)
    assert refused.status_code == 422
    assert "Attach the report or letter of the body." in refused.content.decode()
    assert "The system is kept up." in refused.content.decode()
    assert lead.post(door(outside, "record_external_report"), given | {"files": letter_file()}).status_code == 302

    outside.refresh_from_db()
    assert outside.state == S.ISSUED
    officer = browse("ines")
    refused = officer.get(outside.get_absolute_url()).content.decode()
    assert "ends with its letter" in refused
    assert "From the body:" in refused
    assert "Reviewed by" not in officer.get(reverse("audits:report", args=[outside.uuid])).content.decode()
    with django_assert_max_num_queries(12):
        officer.get(outside.get_absolute_url())


def door(audit: Audit, step: str) -> str:
    return reverse("foundation:step", args=["audit", audit.uuid, step])


def letter_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("letter.txt", b"We found that the system conforms.\n", "text/plain")


def test_the_api_takes_an_outside_audit_to_its_end(program, company, cast):
    petra, tobias = program("petra"), program("tobias")
    body = {"title": "Surveillance 2", "kind": "surveillance", "method": "on_site", "planned_start": "2026-11-20"}
    body |= {"planned_end": "2026-11-20", "unit": str(company.units["TS"].uuid)}
    body |= {"frameworks": [str(company.framework.uuid)], "lead": str(company.person("tobias").uuid)}
    assert "Name the body that audits" in petra.post("audits/", body).content.decode()
    made = petra.post("audits/", body | {"organisation": BODY})
    assert made.status_code == 201
    audit = Audit.objects.get(uuid=made.json()["uuid"])
    steps = f"audits/{audit.uuid}/steps"
    assert tobias.post(f"{steps}/begin_external/", {"began_on": "2026-11-20"}).status_code == 200
    given = {**GIVEN, "conclusion": "conforms", "ended_on": "2026-11-20", "issued_on": "2026-11-20"}
    assert tobias.upload(f"{steps}/record_external_report/", given | {"files": letter_file()}).status_code == 200
    assert tobias.upload(f"{steps}/attach_letter/", {"files": letter_file()}).status_code == 200
    audit.refresh_from_db()
    assert audit.state == S.ISSUED
    officer = program("ines", "sign")
    assert officer.post(f"{steps}/close/").status_code == 409

    for link in EvidenceLink.objects.about(audit):
        assert officer.post(f"evidence-versions/{link.version.uuid}/steps/accept/").status_code == 200
    assert officer.post(f"{steps}/close/").status_code == 200
    audit.refresh_from_db()
    assert audit.state == S.CLOSED
