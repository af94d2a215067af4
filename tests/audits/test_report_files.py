"""The report of an audit as PDF and its findings as a workbook: what they say, whom they are for, and that they hold."""

import hashlib
import subprocess
from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
import rfc8785
from django.urls import reverse
from pypdf import PdfReader

from audits.actions import answer_item, issue_report, log_finding, review_report, write_report
from audits.models import Audit, Finding
from audits.paper import pdf as paper
from audits.paper import workbook
from audits.paper.pdf import report_pdf
from audits.paper.workbook import findings_xlsx
from foundation import jobs, reports
from foundation.directory.models import RoleGrant
from foundation.models import Event, Job
from foundation.models.rooms import GrantedObject
from foundation.reports import lettering
from foundation.rows import pointer
from tests.audits import chain
from tests.company import TODAY

NOON = datetime(2026, 11, 20, 12, 30, 15, tzinfo=UTC)
HOSTILE = '#import "@preview/x:1.0.0": * *bold* _it_ $x$ <label> @ref `raw` \\ [x] {y} // gone /* gone */ = Head'


def text_of(pdf: bytes) -> str:
    """All the text, with one space wherever it is set apart and without the invisible places to break words."""
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(" ".join(pages).replace("\u200b", "").split())


def pdf_of(audit, user):
    return report_pdf(Audit.objects.select_related("unit", "report").get(pk=audit.pk).report, user=user, at=NOON)


def typed(audit, cast, *, statement="Two sessions have no recording.", evidence="Sample of five.", **facts):
    """A finding as Priya logs it while the audit runs."""
    return log_finding(
        actor=cast["priya"],
        audit=audit,
        item=audit.items.last(),
        type=facts.pop("type", Finding.Type.MINOR),
        statement=statement,
        objective_evidence=evidence,
        process=audit.processes.get(),
        owner=cast["samir"].person,
        on=TODAY,
        **facts,
    )


def drafted(audit, cast, **fields):
    """The audit with a draft of its report."""
    chain.reporting(audit, cast)
    facts = {"summary": "Access is granted and named.", "conclusion": "minors", **fields}
    write_report(actor=cast["tobias"], audit=audit, on=TODAY, **facts)
    return audit


# What the report says


def test_the_report_says_what_iso_19011_asks_for(finding, cast):
    audit = finding.audit
    chain.issued(audit, cast)

    said = text_of(pdf_of(audit, cast["ines"]))

    for part in (
        f"Audit report {audit.ref}", "Remote access", "Unannounced audit, on site", "Technical services",
        "Internal baseline:2026 (Meridane Networks)", "REMOTE-ACCESS Remote Access (owner: Samir Haddad)",
        "Tobias Lindqvist, lead auditor", "Priya Raman, auditor", "20 Nov 2026", "Conforms with minor nonconformities",
        "Access is granted and named.", "1 Major", finding.ref, "Two of five sampled sessions have no recording.",
        "Sample of five, seed 4471.", "MCB-15 Remote access control and logging", "Plan with cause: 4 Dec 2026",
        "looked at samples of the information", "What conforms", "MCB-18 Incident response and disclosure",
        "No exception was made (S-03)", "Quality review Ines Moreau, 20 Nov 2026", "Page 1 of 2",
    ):  # fmt: skip
        assert part in said, part


def test_it_names_when_it_was_made_for_whom_and_the_hash_of_what_it_says(finding, cast):
    audit = finding.audit
    chain.issued(audit, cast)

    said = text_of(pdf_of(audit, cast["ines"]))

    audit.report.refresh_from_db()
    assert f"SHA-256 of the report: {audit.report.sha256}" in said
    assert "Made 20 Nov 2026, 12:30 WET for Ines Moreau" in said
    assert audit.report.sha256 == hashlib.sha256(rfc8785.dumps(audit.report.content)).hexdigest()


def test_a_draft_says_so_on_every_page_and_an_issued_report_does_not(finding, cast):
    audit = drafted(finding.audit, cast)
    draft = PdfReader(BytesIO(pdf_of(audit, cast["tobias"])))
    review_report(actor=cast["ines"], audit=audit, on=TODAY)
    issue_report(actor=cast["tobias"], audit=audit, on=TODAY)

    issued = text_of(pdf_of(audit, cast["tobias"]))

    assert all("DRAFT" in page.extract_text() for page in draft.pages)
    assert "This is a draft." in draft.pages[0].extract_text()
    assert "Issued 20 Nov 2026" in issued
    assert "DRAFT" not in issued


def test_what_was_issued_stays_whatever_becomes_of_the_findings(finding, cast):
    audit = finding.audit
    chain.issued(audit, cast)
    before = pdf_of(audit, cast["ines"])

    Finding.objects.filter(pk=finding.pk).update(title="Another title", statement="Nothing happened.")
    Audit.objects.filter(pk=audit.pk).update(title="Another audit")

    assert pdf_of(audit, cast["ines"]) == before


def test_a_finding_that_was_voided_since_is_marked(finding, cast):
    audit = finding.audit
    chain.issued(audit, cast)
    Finding.objects.filter(pk=finding.pk).update(state=Finding.State.VOID)

    assert "Void since the report was issued" in text_of(pdf_of(audit, cast["ines"]))


def test_the_same_report_at_the_same_moment_is_the_same_file(finding, cast):
    audit = finding.audit
    chain.issued(audit, cast)

    assert pdf_of(audit, cast["ines"]) == pdf_of(audit, cast["ines"])


def test_a_tie_of_the_team_stands_among_the_limitations(finding, cast):
    audit = finding.audit
    unit = audit.unit
    unit.accountable_officer = cast["priya"].person
    unit.save()

    said = text_of(pdf_of(drafted(audit, cast), cast["tobias"]))

    assert "Exceptions (S-03)" in said
    assert "Priya Raman: heads the audited unit" in said


def test_questions_that_were_not_tested_are_a_limitation_and_the_notes_stay_with_the_team(audit, cast):
    item = audit.items.first()
    answer_item(actor=cast["priya"], item=item, result="not_tested", note="The recorder was in repair.")

    said = text_of(pdf_of(drafted(audit, cast), cast["tobias"]))

    assert f"Not tested {item.number} {item.title}" in said
    assert "in repair" not in said


# The file


def test_the_pdf_is_tagged_archivable_titled_and_names_its_language(finding, cast):
    audit = finding.audit
    chain.issued(audit, cast)

    reader = PdfReader(BytesIO(pdf_of(audit, cast["ines"])))

    catalogue = reader.trailer["/Root"]
    metadata = catalogue["/Metadata"].get_object().get_data().decode()
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en"
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A" in metadata.replace("\n", "")
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata.replace("\n", "")
    assert reader.metadata.title == f"Audit report {audit.ref}: Remote access"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert {"/H1", "/H2", "/H3", "/P"} <= tags(catalogue["/StructTreeRoot"])


def tags(node) -> set[str]:
    """The kinds of all parts of the structure."""
    found, open_nodes = set(), [node]
    while open_nodes:
        one = open_nodes.pop().get_object()
        if isinstance(one, list):
            open_nodes += one
        elif hasattr(one, "get"):
            found |= {str(one["/S"])} if "/S" in one else set()
            open_nodes += [one["/K"]] if "/K" in one and not isinstance(one["/K"], int) else []
    return found


def test_every_font_is_in_the_file(finding, cast):
    chain.issued(finding.audit, cast)

    reader = PdfReader(BytesIO(pdf_of(finding.audit, cast["ines"])))

    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    inner = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert fonts
    assert all("Inter" in font["/BaseFont"] for font in fonts)
    assert all("/FontFile2" in one or "/FontFile3" in one for one in inner)


def test_the_pages_can_be_drawn(finding, cast, tmp_path):
    chain.issued(finding.audit, cast)
    (tmp_path / "report.pdf").write_bytes(pdf_of(finding.audit, cast["ines"]))

    drawn = subprocess.run(
        ["pdftoppm", "-r", "40", "-png", "report.pdf", "page"], cwd=tmp_path, capture_output=True, check=True
    )

    assert drawn.stderr == b""
    assert len(list(tmp_path.glob("page-*.png"))) == 2


# What people type


def test_markup_stays_text(audit, cast):
    typed(audit, cast, statement=HOSTILE, evidence=f"{HOSTILE}\n\n= Another\n- list\n+ list\n/ term: x")

    said = text_of(pdf_of(drafted(audit, cast, summary=HOSTILE), cast["tobias"]))

    assert said.count(" ".join(HOSTILE.split())) == 4  # title, statement, evidence, summary
    assert "= Another - list + list / term: x" in said


@pytest.mark.parametrize(
    ("typed_text", "shown"),
    [
        ("Seen 😀 twice", "Seen [U+1F600] twice"),
        ("see \u202egpj.exe", "see [U+202E]gpj.exe"),
        ("a\u2066b\u2069c", "a[U+2066]b[U+2069]c"),
        ("ze\u200bro\ufeff wi\u00addth", "zero width"),
        ("null\x00bell\x07", "null[U+0000]bell[U+0007]"),
        ("机密", "[U+673A][U+5BC6]"),
        ("café Ångström Łódź Ελλάδα Москва", "café Ångström Łódź Ελλάδα Москва"),
        ("cafe\u0301", "café"),
        ("lone \ud800 half", "lone [U+D800] half"),
    ],
)
def test_a_character_without_a_letter_in_the_fonts_stands_as_its_number(typed_text, shown):
    assert lettering.printable(typed_text) == shown


@pytest.mark.parametrize("word", ["שלום", "مرحبا", "Հայ"])
def test_scripts_that_the_fonts_have_are_set_as_they_are(audit, cast, word):
    assert lettering.printable(word) == word

    assert pdf_of(drafted(audit, cast, summary=f"Says {word}."), cast["tobias"]).startswith(b"%PDF")


def test_ten_thousand_characters_without_a_space_stay_on_the_page(audit, cast):
    typed(audit, cast, statement="W" * 10_000)

    pdf = pdf_of(drafted(audit, cast), cast["tobias"])

    assert text_of(pdf).replace(" ", "").count("W") >= 10_000
    assert all(x < 595 - 40 for x in right_ends(pdf))


def right_ends(pdf: bytes) -> list[float]:
    """How far to the right each word box reaches, in points, as poppler measures it."""
    boxes = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [float(line.partition('xMax="')[2].partition('"')[0]) for line in boxes.splitlines() if "<word" in line]


def test_nothing_of_the_machine_can_be_read_by_a_report(audit, cast):
    typed(audit, cast, statement='#read("/etc/passwd") #include "house.typ" #sys.inputs')

    said = text_of(pdf_of(drafted(audit, cast), cast["tobias"]))

    assert '#read("/etc/passwd")' in said
    assert "root:" not in said


# For whom


def test_a_process_owner_gets_an_extract_without_what_concerns_others(finding, cast, company):
    audit = finding.audit
    other = typed(audit, cast, statement="A drill of somebody else has no record.")
    edit_owner(other, cast["leo"].person)
    chain.issued(audit, cast)

    said = text_of(pdf_of(audit, cast["samir"]))

    assert finding.statement in said
    assert "A drill of somebody else" not in said
    assert "This is an extract" in said
    assert "This is an extract" not in text_of(pdf_of(audit, cast["ines"]))


def edit_owner(finding: Finding, person) -> None:
    Finding.objects.filter(pk=finding.pk).update(owner=person, process=None)


def asked(browser, audit, paper="audit"):
    return browser.post(reverse("foundation:ask_report", args=[paper, audit.uuid]))


def made(browser, audit, paper="audit") -> Job:
    """The job of a paper, asked for on the page and carried out."""
    answer = asked(browser, audit, paper)
    assert answer.status_code == 302, answer.status_code
    job = Job.objects.order_by("-pk").first()
    jobs.run(job.uuid)
    job.refresh_from_db()
    return job


def file_of(job):
    return reverse("foundation:job_file", args=[job.uuid])


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr("foundation.jobs.wake", lambda uuid: False)


def test_asked_for_on_the_page_the_report_is_made_and_taken(finding, cast, browse):
    chain.issued(finding.audit, cast)
    helena = browse("helena")

    page = helena.get(reverse("audits:report", args=[finding.audit.uuid])).content.decode()
    job = made(helena, finding.audit)
    ready = helena.get(job.get_absolute_url()).content.decode()
    answer = helena.get(file_of(job))

    assert reverse("foundation:ask_report", args=["audit", finding.audit.uuid]) in page
    assert (job.state, job.done_count, job.total_count) == (Job.State.DONE, 3, 3)
    assert file_of(job) in ready
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"%PDF")
    assert len(content) == int(answer["Content-Length"]) == job.result_size
    assert answer["Content-Disposition"] == f'attachment; filename="{finding.audit.ref.lower()}-report.pdf"'


def test_taking_a_report_stands_in_the_story_of_the_audit(finding, cast, browse):
    chain.issued(finding.audit, cast)
    ines = browse("ines")
    job = made(ines, finding.audit)

    ines.head(file_of(job))
    ines.get(file_of(job))
    ines.get(file_of(job), headers={"Range": "bytes=100-"})

    taken = Event.objects.about(finding.audit).filter(kind="report.downloaded")
    assert [(event.content.actor, event.content.details["sha256"]) for event in taken] == [
        (cast["ines"], job.result_sha256)
    ]


def test_asking_twice_while_it_is_made_starts_one_job(finding, cast, browse):
    chain.issued(finding.audit, cast)
    ines = browse("ines")

    first, second = asked(ines, finding.audit), asked(ines, finding.audit)

    assert first["Location"] == second["Location"]
    assert Job.objects.count() == 1


def test_whoever_cannot_read_the_report_gets_404_for_asking(finding, cast, browse):
    drafted(finding.audit, cast)

    statuses = {name: asked(browse(name), finding.audit).status_code for name in cast}

    assert {name for name, status in statuses.items() if status == 302} == {"tobias", "priya", "ines", "carla"}
    assert {status for status in statuses.values() if status != 302} == {404}


def test_another_persons_job_and_file_are_404(finding, cast, browse):
    chain.issued(finding.audit, cast)
    job = made(browse("ines"), finding.audit)

    for name in ("carla", "adam", "malik", "claire"):
        assert browse(name).get(job.get_absolute_url()).status_code == 404
        assert browse(name).get(file_of(job)).status_code == 404


def test_a_right_that_is_lost_before_the_job_runs_stops_it(finding, cast, browse):
    chain.issued(finding.audit, cast)
    asked(browse("ines"), finding.audit)
    take_roles(cast["ines"])

    job = Job.objects.get()
    jobs.run(job.uuid)

    job.refresh_from_db()
    assert (job.state, job.result_sha256) == (Job.State.FAILED, "")
    assert job.message == "You may no longer see what this report is about."


def take_roles(user) -> None:
    RoleGrant.objects.filter(user=user).delete()


def test_a_right_that_is_lost_before_the_file_is_taken_is_404(finding, cast, browse):
    chain.issued(finding.audit, cast)
    ines = browse("ines")
    job = made(ines, finding.audit)
    take_roles(cast["ines"])

    assert ines.get(file_of(job)).status_code == 404
    assert not Event.objects.filter(kind="report.downloaded").exists()
    assert file_of(job) not in ines.get(job.get_absolute_url()).content.decode()


def test_an_outsider_who_sees_the_audit_takes_nothing(finding, cast, browse):
    audit = finding.audit
    chain.issued(audit, cast)
    GrantedObject.objects.create(
        user=cast["claire"],
        max_grading="secret",
        grant_uuid="7f0c1c1e-0d0b-4c57-9d3a-2d7b0a0f4a11",
        from_at=datetime(2020, 1, 1, tzinfo=UTC),
        until_at=datetime(2099, 1, 1, tzinfo=UTC),
        **pointer(audit),
    )

    assert Audit.objects.visible_to(cast["claire"]).filter(pk=audit.pk).exists()
    assert asked(browse("claire"), audit).status_code == 404
    assert reports.find(cast["claire"], reports.paper_of("audit"), audit.uuid) is None


def test_a_file_that_is_no_longer_kept_says_so(finding, cast, browse, settings, tmp_path):
    chain.issued(finding.audit, cast)
    ines = browse("ines")
    job = made(ines, finding.audit)
    settings.FILES_ROOT = tmp_path / "elsewhere"

    answer = ines.get(file_of(job))

    assert answer.status_code == 410
    assert "This file is no longer kept. Ask for the report again." in answer.content.decode()


# The workbook


def sheets_of(content: bytes):
    book = openpyxl.load_workbook(BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_the_workbook_holds_the_findings_with_their_dates(finding, cast):
    sheets = sheets_of(findings_xlsx(finding.audit, user=cast["ines"], at=NOON))

    head, row = sheets["Findings"]
    told = dict(zip(head, row, strict=True))
    assert (told["Reference"], told["Type"]) == (finding.ref, "Major")
    assert told["What is wrong"] == "Two of five sampled sessions have no recording."
    assert (told["Plan with cause"].date(), told["Issued"].date()) == (date(2026, 12, 4), TODAY)
    assert ["Audit", finding.audit.ref] in sheets["About"]
    assert ["Made for", "Ines Moreau"] in sheets["About"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝", " ="])
def test_no_cell_of_the_workbook_becomes_a_formula(audit, cast, start):
    typed(audit, cast, statement=f'{start}HYPERLINK("https://evil.example")')

    book = openpyxl.load_workbook(BytesIO(findings_xlsx(audit, user=cast["priya"], at=NOON)))

    cells = [cell for row in book["Findings"].iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert cells
    assert all(cell.data_type == "s" and cell.value.startswith("'") for cell in cells)


def test_the_workbook_leaves_out_what_one_may_not_see(finding, cast):
    typed(finding.audit, cast, statement="Still a draft.")

    for name, count in (("priya", 2), ("ines", 1), ("malik", 0)):
        assert len(sheets_of(findings_xlsx(finding.audit, user=cast[name], at=NOON))["Findings"]) == count + 1


def test_the_same_findings_at_the_same_moment_are_the_same_workbook(finding, cast):
    first, second = (findings_xlsx(finding.audit, user=cast["ines"], at=NOON) for _ in range(2))

    assert first == second


def test_the_workbook_is_made_and_taken_like_the_report(finding, cast, browse):
    samir = browse("samir")
    job = made(samir, finding.audit, "findings")

    answer = samir.get(file_of(job))

    assert job.message == f"1 finding of {finding.audit}."
    assert len(sheets_of(b"".join(answer.streaming_content))["Findings"]) == 2


def test_a_large_report_tells_the_gravest_whole_and_names_the_others(finding, cast, monkeypatch):
    minors = [typed(finding.audit, cast, statement=f"Drill {number} has no record.") for number in range(3)]
    monkeypatch.setattr(paper, "IN_FULL", 2)
    monkeypatch.setattr(paper, "PER_PARAGRAPH", 1)
    audit = drafted(finding.audit, cast)

    said = text_of(pdf_of(audit, cast["tobias"]))

    assert "Two of five sampled sessions have no recording." in said
    assert [f"Drill {number} has no record. " in said.split("Only named here")[0] for number in range(3)] == [
        True,
        False,
        False,
    ]
    assert all(one.ref in said.split("Only named here, told whole in the workbook")[1] for one in minors[1:])


def test_the_workbook_reads_its_findings_in_pieces(finding, cast, monkeypatch):
    for _number in range(3):
        typed(finding.audit, cast)
    monkeypatch.setattr(workbook, "ROWS_PER_FETCH", 2)

    sheet = sheets_of(findings_xlsx(finding.audit, user=cast["priya"], at=NOON))["Findings"]

    assert len(sheet) == 5
    assert sum("2026" in str(line) for line in sheet[1:]) == 4
