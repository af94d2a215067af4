"""E-09, told through the API: evidence of a closed finding on hold, a later version, a deletion, a damaged file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assurance.actions import link_evidence
from assurance.models import Cell, EvidenceFile, EvidenceVersion, Requirement
from audits.models import Finding
from audits.workflows import FINDING
from foundation import sweeps
from foundation.access import robot
from foundation.demonstration import pdf
from foundation.files.disk import DiskStore
from tests.api.conftest import Program, token_of
from tests.company import TODAY


@pytest.fixture
def call(cast, lena, company_day):
    """`call("ines")` is a program with a token of hers."""

    def called(name: str) -> Program:
        return Program(Client(), {"Authorization": f"Bearer {token_of(cast[name])}"})

    return called


def paper(words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("report.pdf", pdf("Recorder test", [words], foot="Meridane Networks"), "application/pdf")


@pytest.fixture
def first(call, company, cast, finding, control) -> dict:
    """Version 1 of report.pdf, accepted, linked to a finding that is closed and to a control, and on legal hold."""
    facts = {"title": "Recorder test", "as_of": "2026-11-01", "unit": str(company.units["TS"].uuid)}
    made = call("samir").upload("evidence/", facts | {"files": paper("All recorded.")})
    assert made.status_code == 201, made.content
    [version] = made.json()["versions"]
    assert call("ines").post(f"evidence-versions/{version['uuid']}/steps/accept/").json()["state"] == "accepted"
    row = EvidenceVersion.objects.get(uuid=version["uuid"])
    for subject, purpose in ((finding, "correction"), (control, "control")):
        link_evidence(actor=cast["samir"], version=row, subject=subject, purpose=purpose)
    Finding.objects.filter(pk=finding.pk).update(closed_on=TODAY)
    FINDING.place(finding, Finding.State.CLOSED, actor=robot(), on=TODAY, source="the tests")
    hold = {"matter": "Case 7", "reason": "A suit is expected."}
    assert call("lena").post(f"evidence/{made.json()['uuid']}/holds/", hold).status_code == 201
    return made.json()


def changed(call, first) -> dict:
    path = f"evidence/{first['uuid']}/versions/"
    answer = call("samir").upload(path, {"as_of": "2026-11-19", "files": paper("All but one.")})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_e09_changed_bytes_become_version_2_and_the_finding_still_shows_version_1(call, first, finding, browse):
    second = changed(call, first)

    page = browse("samir").get(finding.get_absolute_url()).content.decode()
    assert (second["number"], second["state"]) == (2, "submitted")
    assert f"{first['ref']} v1" in page
    assert f"{first['ref']} v2" not in page


def test_m13_the_old_version_is_still_downloaded_by_right(call, first):
    changed(call, first)
    path = f"evidence-files/{first['versions'][0]['files'][0]['uuid']}/content/"

    taken = call("samir").get(path)

    assert b"".join(taken.streaming_content).startswith(b"%PDF")
    assert call("emma").get(path).status_code == 404


def test_e09_nobody_deletes_what_is_held(call, first, browse):
    version = first["versions"][0]["uuid"]
    dispose = f"evidence-versions/{version}/steps/dispose/"

    by_adam = reverse("foundation:step", args=["evidence", version, "dispose"])
    assert browse("adam").post(by_adam, {"reason": "Old."}).status_code == 404
    assert call("ines").send("delete", f"evidence/{first['uuid']}/").status_code == 405
    assert call("lena").post(dispose, {"reason": "Old."}).status_code == 403
    refused = call("ines").post(dispose, {"reason": "Old."})
    assert (refused.status_code, refused.json()["code"]) == (409, "hold")
    assert EvidenceVersion.objects.get(uuid=version).state == "accepted"


def test_e09_the_night_job_finds_an_altered_file_and_raises_the_alarm(
    call, first, finding, company, control, settings, browse
):
    cell = Cell.objects.create(
        process=company.processes["remote-access"], requirement=Requirement.objects.first(), control=control
    )
    Cell.objects.update(fresh_until=TODAY)
    file = EvidenceFile.objects.get(uuid=first["versions"][0]["files"][0]["uuid"])
    place = DiskStore(Path(settings.FILES_ROOT)).place(file.sha256)
    place.chmod(0o640)
    place.write_bytes(b"%PDF-1.4 something else")

    sweeps.run_due(datetime.combine(TODAY, datetime.min.time(), UTC) + timedelta(hours=10))

    for name in ("ines", "carla"):
        kinds = [notice["kind"] for notice in call(name).get("notifications/").json()["results"]]
        assert "evidence.damaged" in kinds
    kept_back = call("samir").get(f"evidence-files/{file.uuid}/content/")
    assert (kept_back.status_code, kept_back.json()["code"]) == (409, "damaged")
    assert call("ines").get(f"evidence-files/{file.uuid}/").json()["suspect_since"] is not None
    cell.refresh_from_db()
    assert cell.fresh_until is None
    address = reverse("assurance:evidence", args=[first["uuid"]])
    assert "is no longer what was uploaded" in browse("ines").get(address).content.decode()
    assert "Damaged, kept back" in browse("samir").get(finding.get_absolute_url()).content.decode()


def test_a_disposed_file_is_gone_for_programs_too(call, first):
    file = EvidenceFile.objects.get()
    EvidenceFile.objects.update(disposed_at=datetime.now(UTC))

    gone = call("ines").get(f"evidence-files/{file.uuid}/content/")

    assert (gone.status_code, gone.json()["code"]) == (410, "disposed")


def test_s15_only_counsel_lifts_a_hold_by_program_and_on_the_page(call, first, browse):
    [hold] = call("ines").get("legal-holds/").json()["results"]
    path, reason = f"legal-holds/{hold['uuid']}/lift/", {"reason": "Settled."}
    page = reverse("assurance:hold_lift", args=[hold["uuid"]])

    assert [call(name).post(path, reason).status_code for name in ("ines", "samir")] == [403, 404]
    assert browse("ines").post(page, reason).status_code == 403
    assert browse("lena").post(page, reason).status_code == 302
    assert call("lena").post(path, reason).status_code == 409
    assert call("lena").get(f"legal-holds/{hold['uuid']}/").json()["lifted_by"] == "Lena Fischer"


def test_a_request_is_asked_answered_and_accepted_by_programs(call, company, control):
    body = {"about": "assurance.control", "row": str(control.uuid), "title": "October", "due_on": "2026-12-01"}
    asked = call("ines").post("evidence-requests/", body | {"asked_of": str(company.person("emma").uuid)})
    assert asked.status_code == 201, asked.content
    path = f"evidence-requests/{asked.json()['uuid']}/steps"

    answered = call("emma").upload(f"{path}/answer/", {"files": paper("Nobody left.")})
    accepted = call("ines").post(f"{path}/accept/")

    assert (answered.status_code, answered.json()["state"]) == (200, "answered"), answered.content
    assert (accepted.status_code, accepted.json()["state"]) == (200, "accepted"), accepted.content


def test_a_twin_is_named_before_a_program_saves_it(call, first, company):
    facts = {"title": "Once more", "as_of": "2026-11-01", "unit": str(company.units["TS"].uuid)}
    samir = call("samir")
    told = samir.upload("evidence/", facts | {"files": paper("All recorded.")})
    saved = samir.upload("evidence/", facts | {"again": "true", "files": paper("All recorded.")})

    assert told.status_code == 400
    assert first["ref"] in told.json()["again"][0]
    assert saved.status_code == 201
    assert [twin["ref"] for twin in saved.json()["same_as"]] == [first["ref"]]
