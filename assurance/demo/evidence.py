"""Evidence with small real files, each in its state, linked to what it proves."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from django.db import models
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from assurance.actions import proof
from assurance.models import Evidence, EvidenceFile, EvidenceLink, EvidenceVersion
from assurance.workflows import EVIDENCE
from foundation import files
from foundation.demonstration import Story, lines_of, pdf, png
from foundation.demonstration.story import SOURCE
from foundation.rows import pointer

CONTENT = Path(__file__).parent.parent / "content" / "demo" / "evidence.csv"
TYPES = {"pdf": "application/pdf", "png": "image/png", "txt": "text/plain"}

Line = Mapping[str, str]
Targets = Callable[[Line], Iterable[tuple[models.Model, str]]]


def load_evidence(story: Story, targets: Targets, *, content: Path = CONTENT) -> None:
    """Writes all evidence; `targets` gives the rows that a line of the content file is linked to, with the purpose."""
    write_evidence(story, lines_of(content), targets)


def write_evidence(story: Story, lines: Iterable[Line], targets: Targets) -> None:
    """The same for lines from anywhere, with the keys of the content file."""
    for line in lines:
        at = story.moment(line["uploaded_offset"], unit=story.units[line["unit"]], key=line["ref"])
        version = write_version(story, line, at)
        for row, purpose in targets(line):
            attach(story, version, row=row, purpose=purpose, at=at)


def write_version(story: Story, line: Line, at: datetime, *, content_of: Line | None = None) -> EvidenceVersion:
    """One version with its file, judged; the first of a reference makes the evidence. `content_of` lends its bytes."""
    evidence = Evidence.objects.filter(ref=line["ref"]).select_related("unit").first() or _evidence(story, line, at)
    version = _version(story, line, evidence, at)
    sha256 = _file(story, line, version, at, content_of=content_of or line)
    _tell(story, version, at, sha256=sha256)
    _judge(story, line, version)
    return version


def _evidence(story: Story, line: Line, at: datetime) -> Evidence:
    told = ("title", "kind", "grading", "personal_data", "source", "retention")
    facts = {key: line[key] for key in told if line.get(key)}
    evidence = Evidence(ref=line["ref"], unit=story.units[line["unit"]], language="en", **facts)
    evidence.full_clean()
    evidence.save()
    story.backdate(at, evidence)
    return evidence


def _version(story: Story, line: Line, evidence: Evidence, at: datetime) -> EvidenceVersion:
    uploader, number = story.account(line["uploader"]), int(line.get("number") or 1)
    version = EvidenceVersion(
        evidence=evidence,
        number=number,
        as_of=story.day(line["as_of_offset"]),
        valid_until=story.maybe_day(line["valid_until_offset"]),
        uploaded_by=uploader,
    )
    version.full_clean()
    version.save()
    story.backdate(at, version)
    return version


def _tell(story: Story, version: EvidenceVersion, at: datetime, *, sha256: str) -> None:
    """The event of an upload, with the hash of the file."""
    words = {"number": version.number, "day": date_format(version.as_of, "j M Y")}
    story.tell(
        at=at,
        actor=version.uploaded_by,
        kind="evidence.uploaded",
        subject=version.evidence,
        summary=_("Version %(number)d uploaded, as of %(day)s") % words,
        details={"version": version, "sha256": [sha256]},
    )


def _file(story: Story, line: Line, version: EvidenceVersion, at: datetime, *, content_of: Line) -> str:
    """Receives, judges and keeps the file as an upload would be, and gives its hash; a waiting one is still to be scanned."""
    name = f"{slugify(line['title'])}.{line['format']}"
    received = files.receive([_content(story, content_of)], name=name, content_type=TYPES[line["format"]])
    facts = files.accept(received)
    files.keep(received, facts)
    waits = line["state"] == EvidenceVersion.State.QUARANTINED
    row = EvidenceFile.objects.create(
        version=version,
        uploaded_by=version.uploaded_by,
        scan=EvidenceFile.Scan.PENDING if waits else EvidenceFile.Scan.NOT_SCANNED,
        scanned_at=None if waits else at,
        **vars(facts),
    )
    EvidenceFile.objects.filter(pk=row.pk).update(created_at=at, uploaded_at=at)
    return facts.sha256


def _content(story: Story, line: Line) -> bytes:
    """The bytes of a line: the same whenever it is loaded with the same reference day."""
    as_of = date_format(story.day(line["as_of_offset"]), "j F Y")
    body = line["body"].splitlines()
    if line["format"] == "png":
        return png(line["ref"] if int(line.get("number") or 1) == 1 else f"{line['ref']} v{line['number']}")
    if line["format"] == "pdf":
        return pdf(line["title"], [*body, "", f"As of {as_of}."], foot=f"Meridane Networks · {line['ref']} · {as_of}")
    return "\n".join([line["title"], f"{line['ref']}, as of {as_of}", "", *body, ""]).encode()


def _judge(story: Story, line: Line, version: EvidenceVersion) -> None:
    """Tells what the reviewer said, or what the machine refused, and puts the version into its state."""
    refused, judged = line["reject_reason"], bool(line["reviewed_offset"])
    if judged or refused:
        step = EVIDENCE.step(("reject" if judged else "bar") if refused else "accept")
        day = line["reviewed_offset"] or line["uploaded_offset"]
        at = story.moment(day, unit=version.unit, key=f"{line['ref']} judged")
        if step.name == "accept":
            EvidenceVersion.objects.filter(pk=version.pk).update(first_accepted_at=at)
        story.tell(
            at=at,
            actor=story.account(line["reviewer"]) if judged else story.robot,
            kind=f"evidence.{step.name}",
            subject=version,
            summary=f"{step.told}: {refused}" if refused else str(step.told),
            details={"reason": refused} if refused else None,
            notify=[version.uploaded_by],
        )
    EVIDENCE.place(version, line["state"], actor=story.robot, on=story.on, source=SOURCE)


def attach(story: Story, version: EvidenceVersion, *, row: models.Model, purpose: str, at: datetime) -> None:
    """Links a version to a row, as its uploader."""
    link = EvidenceLink.objects.create(version=version, purpose=purpose, added_by=version.uploaded_by, **pointer(row))
    story.backdate(at, link)
    summary = _("Evidence attached: %(version)s") % {"version": version}
    details = {"version": version, "purpose": purpose}
    proof.renew_about(row)
    story.tell(at=at, actor=version.uploaded_by, kind="evidence.linked", subject=row, summary=summary, details=details)
