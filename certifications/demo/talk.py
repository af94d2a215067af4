"""What happened in the rooms: rules acknowledged, pages looked at, questions with their answers, samples."""

from datetime import datetime
from pathlib import Path

from django.db import models
from django.utils.text import Truncator

from assurance.models import Evidence, Requirement
from audits.models import Audit, Finding
from certifications.actions.questions import PREFIX, due_of
from certifications.actions.rooms import LOOKED, RULES
from certifications.models import Acknowledgement, Grant, Message, Question, Sample
from certifications.workflows import QUESTION, SAMPLE
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE
from foundation.numbers import next_reference
from foundation.outside import REFUSED
from foundation.rows import pointer
from foundation.trail import record

CONTENT = Path(__file__).parent.parent / "content" / "demo"
ENTERED = -19
LOOKS = [
    (-19, "10:12", None),
    (-19, "10:14", "A-2026-05"),
    (-19, "10:31", "F-014"),
    (-16, "09:50", "EV-0337"),
    (-16, "10:22", "F-015"),
    (-8, "15:02", "ISO27001-2022 A.8.8"),
    (-8, "15:11", "EV-0266"),
    (-3, "11:06", "F-015"),
    (-1, "16:20", "ISO27001-2022 A.8.15"),
]


def load_talk(story: Story, grants: dict[str, Grant]) -> None:
    """Tells it for the room of the certifier, and the question of the authority."""
    _looks(story, grants["kestrel"])
    for line in lines_of(CONTENT / "questions.csv"):
        _question(story, grants[line["grant"]], line)
    for line in lines_of(CONTENT / "samples.csv"):
        _sample(story, grants[line["grant"]], line)


def _looks(story: Story, grant: Grant) -> None:
    user, entered = grant.grantee, story.moment(ENTERED, "10:10", unit=grant.unit)
    file = grant.nda.files.get()
    signed = Acknowledgement.objects.create(grant=grant, user=user, rules=RULES, nda_sha256=file.sha256)
    story.backdate(entered, signed)
    facts = {"actor": user, "grant_uuid": grant.uuid}
    words = "acknowledged the rules and the agreement on confidentiality"
    record(kind="room.acknowledged", subject=grant, summary=words, at=entered, **facts)
    for offset, clock, name in LOOKS:
        row, at = _row(name) if name else grant, story.moment(offset, clock, unit=grant.unit)
        record(kind=LOOKED, subject=user if row == grant else row, summary=f"looked at {row}", at=at, **facts)
    tried = story.moment(-16, "10:25", unit=grant.unit)
    record(kind=REFUSED, subject=user, summary="was refused /audits/findings/", at=tried, **facts)


def _row(name: str) -> models.Model:
    """A row by its reference; a requirement by the code of its framework before it."""
    code, _space, ref = name.partition(" ")
    if ref:
        return Requirement.objects.get(framework__code=code, ref=ref)
    models_by_letter = {"A": Audit, "F": Finding, "E": Evidence}
    return models_by_letter[name[0]].objects.get(ref=name)


def _question(story: Story, grant: Grant, line: dict[str, str]) -> None:
    said = [_said(story, grant, words) for words in line["said"].splitlines()]
    row = _row(line["about"])
    question = Question.objects.create(
        ref=next_reference(PREFIX, story.on.year),
        grant=grant,
        title=Truncator(said[0][2]).chars(200),
        about=Truncator(str(row)).chars(200),
        asked_by=grant.grantee,
        due_on=due_of(grant, said[0][0].date()),
        **pointer(row),
    )
    story.backdate(said[0][0], question)
    for number, (at, number_of_author, text) in enumerate(said):
        author = story.accounts[number_of_author]
        story.backdate(at, Message.objects.create(question=question, author=author, text=text))
        own = author == grant.grantee
        kind = "question.asked" if number == 0 else "question.reply" if own else "question.answer"
        words = f"asked: {question.title}" if number == 0 else "asked back" if own else "answered"
        told = story.accounts_of(grant.requested_by.person) if own else [grant.grantee]
        event = record(
            actor=author, kind=kind, subject=question, summary=words, at=at, grant_uuid=grant.uuid, notify=told
        )
        event.notifications.update(created_at=at, mailed_at=at)
    QUESTION.place(question, line["state"], actor=story.robot, on=story.on, source=SOURCE)


def _said(story: Story, grant: Grant, words: str) -> tuple[datetime, str, str]:
    offset, clock, author, text = words.split(" ", 3)
    return story.moment(offset, clock, unit=grant.unit), author, text


def _sample(story: Story, grant: Grant, line: dict[str, str]) -> None:
    facts = {key: line[key] for key in ("population", "items", "answer")}
    sample = Sample.objects.create(grant=grant, proposed_by=grant.grantee, **facts)
    at = story.moment(line["proposed"], "13:15", unit=grant.unit)
    story.backdate(at, sample)
    record(
        actor=grant.grantee,
        kind="sample.proposed",
        subject=sample,
        summary=f"proposed a sample: {sample.population}",
        at=at,
        grant_uuid=grant.uuid,
    )
    SAMPLE.place(sample, line["state"], actor=story.robot, on=story.on, source=SOURCE)
