"""The register of corrective actions: what it says, whose it is, and that it is read in pieces."""

from datetime import UTC, datetime
from io import BytesIO

import openpyxl
from django.urls import reverse
from pypdf import PdfReader

from audits.models import CorrectiveAction, Finding, Verification
from audits.paper import register
from audits.paper.register import actions_of, register_pdf, register_xlsx
from foundation import jobs
from foundation.models import Job
from tests.company import TODAY

NOON = datetime(2026, 11, 20, 12, 30, 15, tzinfo=UTC)


def acted(finding, company, *, text="Recorder starts with the session.", order=1, **facts):
    return CorrectiveAction.objects.create(
        finding=finding, order=order, text=text, owner=company.person("omar"), due_on=TODAY, **facts
    )


def rows_of(user) -> list[tuple]:
    book = openpyxl.load_workbook(BytesIO(register_xlsx(user, at=NOON, progress=lambda done, total: None)))
    return [row[:1] + row[5:] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]


def text_of(user) -> str:
    pdf = register_pdf(user, at=NOON, progress=lambda done, total: None)
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\u200b", "").split()
    )


def test_it_says_each_action_with_its_owner_dates_and_the_state_of_the_check(finding, company, cast):
    acted(finding, company, implemented_on=TODAY)
    acted(finding, company, text="=SUM(A1) #import", order=2)
    said = "Not checked yet"
    for state, result, wanted in (
        ("action", None, said),
        ("implemented", None, "Waits for the check"),
        ("action", "not_effective", "Not effective"),
        ("implemented", None, "Waits for the check"),
        ("closed", "effective", "Effective"),
    ):
        Finding.objects.filter(pk=finding.pk).update(state=state, closed_on=TODAY)
        if result:
            Verification.objects.create(
                finding=finding, by=company.person("leo"), on=TODAY, method="sample", sample="Five", result=result
            )
        assert [row[-1] for row in rows_of(cast["ines"])] == [wanted, wanted]

    midnight = NOON.replace(hour=0, minute=0, second=0, tzinfo=None)
    owner = str(company.person("omar"))
    assert rows_of(cast["ines"]) == [
        (finding.ref, 1, "Recorder starts with the session.", owner, midnight, midnight, "Effective"),
        (finding.ref, 2, "'=SUM(A1) #import", owner, midnight, None, "Effective"),
    ]
    text = text_of(cast["ines"])
    for part in (f"{finding.ref}/1", "Recorder starts with the session.", "#import", owner, "20 Nov 2026", "Effective"):
        assert part in text, part


def test_it_holds_what_its_reader_may_see_and_nothing_void(finding, company, cast):
    acted(finding, company)

    assert {name: actions_of(cast[name]).count() for name in ("ines", "omar", "malik", "emma")} == {
        "ines": 1, "omar": 1, "malik": 0, "emma": 0,
    }  # fmt: skip
    assert "There is no action you may see." in text_of(cast["malik"])
    Finding.objects.filter(pk=finding.pk).update(state="void")
    assert actions_of(cast["ines"]).count() == 0


def test_it_is_read_in_pieces_with_progress_and_a_pdf_is_cut_with_a_sentence(
    finding, company, cast, monkeypatch, django_assert_max_num_queries
):
    for number in range(1, 6):
        acted(finding, company, order=number)
    monkeypatch.setattr(register, "ROWS_PER_FETCH", 2)
    monkeypatch.setattr(register, "MOST_ROWS", 3)
    heard = []

    with django_assert_max_num_queries(8):
        register_xlsx(cast["ines"], at=NOON, progress=lambda done, total: heard.append((done, total)))

    assert heard == [(2, 5), (4, 5)]
    assert "Only the first 3 of 5 actions are printed. The workbook has them all." in text_of(cast["ines"])


def test_it_is_asked_for_beside_the_findings_and_taken_by_oneself_only(finding, company, cast, browse):
    acted(finding, company)
    client = browse("ines")
    page = client.get(reverse("audits:findings")).content.decode()
    for name, said in (("actions", "pdf"), ("actions-workbook", "xlsx")):
        address = reverse("foundation:ask_report", args=[name, cast["ines"].uuid])
        assert f'action="{address}"' in page
        assert browse("malik").post(address).status_code == 404

        answer = client.post(address)
        job = Job.objects.get()
        jobs.run(job.uuid)

        job.refresh_from_db()
        assert (job.state, job.message) == ("done", "1 corrective action.")
        assert job.result_name.endswith(f".{said}")
        assert "Findings</a>" in client.get(answer["Location"]).content.decode()
        assert client.get(reverse("foundation:job_file", args=[job.uuid])).status_code == 200
        Job.objects.all().delete()
