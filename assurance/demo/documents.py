"""Guiding documents in versions, each with a small real file, and the controls they guide."""

from datetime import datetime
from pathlib import Path

from django.utils.formats import date_format
from django.utils.text import slugify

from assurance.models import Control, Document, DocumentVersion, Evidence, EvidenceFile, EvidenceLink, EvidenceVersion
from assurance.workflows import DOCUMENT, EVIDENCE
from foundation import files
from foundation.dates import add_months
from foundation.demonstration import Story, lines_of, pdf
from foundation.demonstration.story import SOURCE
from foundation.rows import pointer

CONTENT = Path(__file__).parent.parent / "content" / "demo"
FIRST_REF = 601  # of the files of documents among the evidence
S = DocumentVersion.State


def load_documents(story: Story) -> None:
    """Writes every document with its versions, and which controls it guides."""
    known = {}
    for line in lines_of(CONTENT / "documents.csv"):
        known[line["number"]] = (_document(story, line), line)
    for number, line in enumerate(lines_of(CONTENT / "document_versions.csv"), start=FIRST_REF):
        document, facts = known[line["document"]]
        _version(story, document, {**facts, **line}, f"EV-{number:04d}")


def _document(story: Story, line: dict[str, str]) -> Document:
    document = Document(
        unit=story.units[line["unit"]],
        owner=story.people[line["owner"]],
        review_months=int(line["review_months"]),
        **{key: line[key] for key in ("number", "title", "kind", "grading")},
    )
    document.full_clean()
    document.save()
    document.audience_units.set(story.units[code] for code in line["audience_units"].split(";"))
    document.controls.set(Control.objects.filter(code__in=line["controls"].split(";")))
    story.imported(document, "document.imported", number=document.number)
    return document


def _version(story: Story, document: Document, line: dict[str, str], ref: str) -> None:
    at = story.moment(line["written_offset"], unit=document.unit, key=ref)
    major, minor = (int(part) for part in line["version"].split("."))
    version = DocumentVersion(
        document=document,
        major=major,
        minor=minor,
        change_note=line["change_note"],
        author=story.account(line["author"]),
        approved_by=story.account(line["approver"]) if line["approver"] else None,
        approved_on=story.maybe_day(line["approved_offset"]),
        effective_from=story.maybe_day(line["effective_offset"]),
        effective_to=story.maybe_day(line["until_offset"]),
        reviewed_on=story.maybe_day(line["reviewed_offset"]),
    )
    counted_from = version.reviewed_on or version.effective_from
    if counted_from is not None and line["state"] != S.APPROVED:
        version.next_review_on = add_months(counted_from, document.review_months)
    version.file = _paper(story, version, line, ref, at)
    version.full_clean()
    version.save()
    version.writers.add(version.author)
    story.backdate(at, version)
    _link(version, at)
    _tell(story, version, line, at)
    DOCUMENT.place(version, line["state"], actor=story.robot, on=story.on, source=SOURCE)


def _paper(story: Story, version: DocumentVersion, line: dict[str, str], ref: str, at: datetime) -> EvidenceVersion:
    """The file of a version, received, judged and kept as an upload would be."""
    document, name = version.document, f"{version.document.number} {version.document.title} {version.label}"
    evidence = Evidence(
        ref=ref,
        unit=document.unit,
        title=name,
        kind=Evidence.Kind.DOCUMENT,
        grading=document.grading,
        language="en",
    )
    evidence.full_clean()
    evidence.save()
    written = story.day(line["written_offset"])
    paper = EvidenceVersion.objects.create(evidence=evidence, number=1, as_of=written, uploaded_by=version.author)
    story.backdate(at, evidence, paper)
    foot = f"Meridane Networks · {ref} · {document.number} {version.label} · {date_format(written, 'j F Y')}"
    words = [*line["body"].splitlines(), "", *([f"Changed: {version.change_note}."] if version.change_note else [])]
    received = files.receive(
        [pdf(name, words, foot=foot)], name=f"{slugify(name.replace('.', '-'))}.pdf", content_type="application/pdf"
    )
    facts = files.accept(received)
    files.keep(received, facts)
    scan = EvidenceFile.Scan.NOT_SCANNED
    row = EvidenceFile.objects.create(
        version=paper, uploaded_by=version.author, scan=scan, scanned_at=at, **vars(facts)
    )
    EvidenceFile.objects.filter(pk=row.pk).update(created_at=at, uploaded_at=at)
    state = EvidenceVersion.State.ACCEPTED if line["approver"] else EvidenceVersion.State.SUBMITTED
    return EVIDENCE.place(paper, state, actor=story.robot, on=story.on, source=SOURCE)


def _link(version: DocumentVersion, at: datetime) -> None:
    link = EvidenceLink.objects.create(
        version=version.file, purpose="document", added_by=version.author, **pointer(version)
    )
    EvidenceLink.objects.filter(pk=link.pk).update(created_at=at)


def _tell(story: Story, version: DocumentVersion, line: dict[str, str], at: datetime) -> None:
    """The way to the present state as the trail tells it."""
    story.tell(at=at, actor=version.author, kind="document.written", subject=version, summary=f"Wrote {version.label}")
    happened = [("submit", version.author, line["written_offset"])]
    if version.approved_by is not None:
        happened.append(("approve", version.approved_by, line["approved_offset"]))
    if line["effective_offset"] and line["state"] != S.APPROVED:
        happened.append(("take_effect", story.robot, line["effective_offset"]))
    if line["withdrawn_reason"]:
        happened.append(("withdraw", story.account(line["approver"]), str(int(line["until_offset"]) + 1)))
    for name, actor, offset in happened:
        step, why = DOCUMENT.step(name), line["withdrawn_reason"] if name == "withdraw" else ""
        moment = story.moment(offset, unit=version.unit, key=f"{version} {name}") if name != "submit" else at
        if name == "approve":
            EvidenceVersion.objects.filter(pk=version.file_id).update(first_accepted_at=moment)
        story.tell(
            at=moment,
            actor=actor,
            kind=f"document.{name}",
            subject=version,
            summary=f"{step.told}: {why}" if why else str(step.told),
            details={"reason": why} if why else None,
        )
