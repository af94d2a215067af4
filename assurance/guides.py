"""What the page of a guiding document shows, gathered in few queries; nothing here writes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from assurance.models import Control, Document, DocumentVersion, EvidenceFile, Process
from assurance.permissions import MANAGE_CONTROLS, WRITE_DOCUMENT
from foundation.access import permits
from foundation.clock import today
from foundation.directory.models import User
from foundation.models.trail import Event
from foundation.rows import pointer
from foundation.steps import Move, moves_of
from foundation.stories import story_of, told_by
from foundation.timeline import Entry
from foundation.trail import remarks

LONGEST = 60
S = DocumentVersion.State
LIVE = (S.DRAFT, S.IN_REVIEW, S.APPROVED, S.EFFECTIVE)
DECLINED = ("infected", "unscannable", "pending")


@dataclass(frozen=True)
class Edition:
    """A version as its page shows it: with the files that may be taken, and the steps somebody can take from here."""

    version: DocumentVersion
    files: list[EvidenceFile]
    moves: list[Move]
    may_revise: bool


def page_of(document: Document, user: User) -> dict[str, Any]:
    """Facts, the version that counts, all versions one may see, what it guides, and what happened."""
    on = today(document.unit)
    editions = _editions(document, user, on)
    versions = [edition.version for edition in editions]
    now = next((one for one in editions if one.version.state == S.EFFECTIVE), None)
    may_write = permits(user, WRITE_DOCUMENT, document)
    in_work = any(version.state in (S.DRAFT, S.IN_REVIEW) for version in versions)
    return {
        **story_of(document, actor=user, timeline=_story(document, versions)),
        "document": document,
        "now": now,
        "newest": versions[0] if versions else None,
        "editions": editions,
        "acting": [one for one in editions if one.moves],
        "is_overdue": now is not None and (now.version.next_review_on or on) < on,
        "controls": list(Control.objects.visible_to(user).filter(guidance=document).select_related("owner")),
        "processes": list(_processes(document, user)),
        "audience": [*document.audience_units.all(), *document.audience_roles.all()],
        "may_change": may_write,
        "may_write": may_write and not in_work,
        "today": on,
    }


def guidance_of(control: Control, user: User, on: date) -> dict[str, Any]:
    """What guides a control, as far as the reader may see it, and whether anything in effect does at all."""
    rows = list(Document.objects.visible_to(user).filter(controls=control).with_standing(user, on))
    guided = any(row.standing == S.EFFECTIVE for row in rows)  # type: ignore[attr-defined]
    return {
        "guidance": rows,
        "is_unguided": not guided and Control.objects.unguided().filter(pk=control.pk).exists(),
        "may_guide": permits(user, MANAGE_CONTROLS, control),
    }


def _editions(document: Document, user: User, on: date) -> list[Edition]:
    seen = DocumentVersion.objects.visible_to(user).filter(document=document)
    rows = list(seen.select_related("author", "approved_by", "file").prefetch_related("file__files"))
    for row in rows:
        row.document = document
    return [_edition(row, user, on) for row in rows]


def _edition(row: DocumentVersion, user: User, on: date) -> Edition:
    files = list(row.file.files.all()) if row.file is not None else []
    moves = moves_of(row, actor=user, on=on) if row.state in LIVE else []
    revise = row.state == S.DRAFT and permits(user, WRITE_DOCUMENT, row)
    return Edition(row, [file for file in files if file.scan not in DECLINED], moves, revise)


def _processes(document: Document, user: User) -> QuerySet[Process]:
    """Those whose QMS document it is, and those in whose cells a control stands that it guides."""
    guided = Q(cells__control__guidance=document) | Q(qms_document=document.number)
    return Process.objects.visible_to(user).filter(guided).select_related("area").distinct()


def _story(document: Document, versions: list[DocumentVersion]) -> list[Entry]:
    """What happened to it and to the versions, and what people said, newest first (two queries)."""
    of_versions = {
        "subject_type": ContentType.objects.get_for_model(DocumentVersion),
        "subject_uuid__in": [version.uuid for version in versions],
    }
    events = Event.objects.filter(Q(**pointer(document)) | Q(**of_versions))
    events = events.exclude(kind__in=["comment.added", "evidence.linked", "document.imported"])
    labels = {version.uuid: version.label for version in versions}
    told = events.select_related("content__actor").order_by("-at", "-pk")[:LONGEST]
    entries = [Entry(event.kind, str(event.content.actor), _worded(event, labels), event.at) for event in told]
    said = remarks(document).order_by("-created_at", "-pk")[:LONGEST]
    entries += [Entry("comment.added", str(one.author), one.text, one.created_at, is_comment=True) for one in said]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _worded(event: Event, labels: dict[Any, str]) -> str:
    """With the version it is about, unless the sentence names it."""
    label, words = labels.get(event.subject_uuid, ""), event.content.summary
    return words if not label or label in words else f"{label}: {words}"


def _told(document: Document) -> list[Entry]:
    """The story for everyone who sees the document: of the versions that counted, none of the ones in work."""
    return _story(document, list(document.versions.with_period()))


told_by(Document, _told)
