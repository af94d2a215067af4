"""The vault of the demonstration: general evidence with its versions, requests, holds, and what has been kept long enough."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from assurance.actions.retention import renew_dues, renew_ends, to_propose
from assurance.demo.catalogue import requirements
from assurance.demo.evidence import attach, write_version
from assurance.models import Control, Evidence, EvidenceRequest, EvidenceVersion, LegalHold, Process
from assurance.policies import REQUEST_CLOCKS
from assurance.workflows import EVIDENCE_REQUEST
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE
from foundation.numbers import reserve
from foundation.rows import pointer

FOLDER = Path(__file__).parent.parent / "content" / "demo"
COUNSEL = "P-0017"
OFFICER = "P-0013"
# evidence, matter, why, who placed it, days before the reference day
HOLDS = (
    ("EV-0794", "Carrier claim 2026-14", "The carrier disputes how the units were opened.", COUNSEL, -65),
    ("EV-0795", "Carrier claim 2026-14", "The photos show the crates before our people touched them.", OFFICER, -64),
)

REMIND_DAYS = REQUEST_CLOCKS["remind_days"]

Line = Mapping[str, str]


def load_vault(story: Story) -> None:
    """Writes what the vault holds beside the evidence of audits."""
    lines = lines_of(FOLDER / "vault.csv")
    met, bodies = requirements(), {line["ref"]: line for line in lines}
    for line in lines:
        at = story.moment(line["uploaded_offset"], unit=story.units[line["unit"]], key=f"{line['ref']}{line['number']}")
        version = write_version(story, line, at, content_of=bodies[line["bytes_of"]] if line["bytes_of"] else line)
        if line["requirement"]:
            attach(story, version, row=met["MCB", line["requirement"]], purpose="requirement", at=at)
    for hold in HOLDS:
        _hold(story, *hold)
    asked = lines_of(FOLDER / "requests.csv")
    for line in asked:
        _request(story, line)
    reserve("ER", story.on.year, len(asked))
    _keep(story)


def _hold(story: Story, ref: str, matter: str, reason: str, who: str, offset: int) -> None:
    evidence, actor = Evidence.objects.select_related("unit").get(ref=ref), story.account(who)
    hold = LegalHold(evidence=evidence, matter=matter, reason=reason, placed_by=actor)
    hold.full_clean()
    hold.save()
    at = story.moment(offset, unit=evidence.unit, key=f"{ref} held")
    LegalHold.objects.filter(pk=hold.pk).update(placed_at=at)
    story.backdate(at, hold)
    story.tell(
        at=at,
        actor=actor,
        kind="evidence.held",
        subject=evidence,
        summary=_("Placed on legal hold"),
        details={"hold": hold},
    )


def _request(story: Story, line: Line) -> None:
    """One request with its way: asked, perhaps returned once, answered, judged."""
    about = Control if line["about"] == "control" else Process
    subject = about.objects.select_related("unit").get(code=line["code"])
    at = story.moment(line["asked_offset"], unit=subject.unit, key=line["ref"])
    row = EvidenceRequest(
        ref=f"ER-{story.on.year}-{line['ref'][-4:]}",
        title=line["title"],
        note=line["note"],
        unit=subject.unit,
        asked_by=story.account(line["asked_by"]),
        asked_of=story.people[line["asked_of"]],
        due_on=story.day(line["due_offset"]),
        answer=_answer(line),
        returned=int(line["returned"]),
        **_told(story, line),
        **pointer(subject),
    )
    row.full_clean()
    row.save()
    story.backdate(at, row)
    _tell(story, line, row, at)
    EVIDENCE_REQUEST.place(row, line["state"], actor=story.robot, on=story.on, source=SOURCE)


def _answer(line: Line) -> EvidenceVersion | None:
    return EvidenceVersion.objects.filter(evidence__ref=line["answer"]).order_by("-number").first()


def _told(story: Story, line: Line) -> dict[str, object]:
    """What the clock has said up to the reference day."""
    due = int(line["due_offset"])
    is_late = line["state"] == EvidenceRequest.State.ASKED and due < 0
    return {
        "reminded_on": story.day(due - REMIND_DAYS) if due <= REMIND_DAYS else None,
        "overdue_told_on": story.day(due + 1) if is_late else None,
    }


def _tell(story: Story, line: Line, row: EvidenceRequest, at: datetime) -> None:
    asked, answers = row.asked_by, story.account(line["asked_of"])
    summary = _("asked %(who)s for evidence by %(day)s") % {"who": row.asked_of, "day": f"{row.due_on:%-d %b %Y}"}
    story.tell(at=at, actor=asked, kind="evidence_request.asked", subject=row, summary=summary, notify=[answers])
    judges = {"accepted": "accept", "cancelled": "cancel"}.get(line["state"], "")
    steps = [("answered_offset", answers, "answer", asked), ("judged_offset", asked, judges, answers)]
    if row.returned:
        steps.insert(0, ("asked_offset", asked, "send_back", answers))
    for column, actor, name, told in steps:
        if not line[column] or not name:
            continue
        step = EVIDENCE_REQUEST.step(name)
        later = story.moment(line[column], unit=row.unit, key=f"{line['ref']} {name}")
        words = f"{step.told}: {line['reason']}" if step.needs_reason else str(step.told)
        kind = f"evidence_request.{name}"
        story.tell(at=max(at, later), actor=actor, kind=kind, subject=row, summary=words, notify=[told])


def _keep(story: Story) -> None:
    """What the nightly sweeps have worked out by the reference day."""
    for zone in sorted({unit.zone for unit in story.units.values()}):
        renew_ends(on=story.on, zone=zone)
        renew_dues(Evidence.objects.filter(unit__zone=zone), on=story.on)
        due = list(to_propose(on=story.on, zone=zone).values_list("pk", flat=True))
        Evidence.objects.filter(pk__in=due).update(proposed_on=story.on)
