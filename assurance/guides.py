"""What the page of a guiding document shows, gathered in few queries; nothing here writes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse

from assurance.models import Control, Document, DocumentVersion, EvidenceFile, Process
from assurance.permissions import MANAGE_CONTROLS, WRITE_DOCUMENT
from foundation.access import permits
from foundation.clock import today
from foundation.directory.models import User
from foundation.ledger.seals import NO_SEAL, SEAL, Seal
from foundation.models.trail import Event
from foundation.rows import pointer
from foundation.steps import Move, moves_of
from foundation.stories import story_of, told_by
from foundation.timeline import REMARK, Entry, line_of
from foundation.trail import remarks

LONGEST = 60
LEFT_OUT = (REMARK, "evidence.linked", "document.imported")
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
        **_guided(document, user),
        "audience": _audience(document),
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
    rows = list(seen.select_related("author", "approved_by", "file__uploaded_by").prefetch_related("file__files"))
    for row in rows:
        row.document = document
    return [_edition(row, user, on) for row in rows]


def _edition(row: DocumentVersion, user: User, on: date) -> Edition:
    files = list(row.file.files.all()) if row.file is not None else []
    moves = moves_of(row, actor=user, on=on) if row.state in LIVE else []
    revise = row.state == S.DRAFT and permits(user, WRITE_DOCUMENT, row)
    return Edition(row, [file for file in files if file.scan not in DECLINED], moves, revise)


def _audience(document: Document) -> list[str]:
    """The units and jobs it is for, by name (one query)."""
    units = document.audience_units.order_by().values_list("name")
    return [name for (name,) in units.union(document.audience_roles.order_by().values_list("name"), all=True)]


@dataclass(frozen=True)
class Guided:
    """A control or process that the document guides: what it is called and where its page is."""

    ref: str
    title: str
    url: str


def _guided(document: Document, user: User) -> dict[str, list[Guided]]:
    """The controls it guides, and the processes in whose cells they stand or whose QMS document it is (one query)."""
    near = Q(cells__control__guidance=document) | Q(qms_document=document.number)
    processes = Process.objects.visible_to(user).filter(near).distinct().order_by()
    controls = Control.objects.visible_to(user).filter(guidance=document).order_by()
    rows = _lines(controls, "control", "code", "statement").union(
        _lines(processes, "process", "code", "name"), all=True
    )
    found: dict[str, list[Guided]] = {"controls": [], "processes": []}
    for page, uuid, ref, title in rows.order_by("_ref"):
        kind = "controls" if page == "control" else "processes"
        found[kind].append(Guided(ref, title, reverse(f"assurance:{page}", args=[uuid])))
    return found


def _lines(rows: QuerySet[Any], page: str, ref: str, title: str) -> QuerySet[Any]:
    words = {"_ref": Cast(ref, TextField()), "_title": Cast(title, TextField())}
    return rows.annotate(_page=Value(page, TextField()), **words).values_list("_page", "uuid", "_ref", "_title")


def _story(document: Document, versions: list[DocumentVersion]) -> list[Entry]:
    """What happened to it and to the versions, and what people said, newest first (one query)."""
    of_versions = {
        "subject_type": ContentType.objects.get_for_model(DocumentVersion),
        "subject_uuid__in": [version.uuid for version in versions],
    }
    events = Event.objects.filter(Q(**pointer(document)) | Q(**of_versions)).exclude(kind__in=LEFT_OUT).order_by()
    told = events.values_list("kind", "content__actor__name", "content__summary", "at", "pk", "subject_uuid", *SEAL)
    remark = Value(REMARK, CharField())
    words = (remark, "author__name", "text", "created_at", "pk", "subject_uuid")
    said = remarks(document).order_by().values_list(*words, *NO_SEAL)
    labels = {version.uuid: version.label for version in versions}
    return [
        line_of(kind, actor, text and _worded(text, labels.get(about, "")), at, seal=Seal(*seal))
        for kind, actor, text, at, _pk, about, *seal in told.union(said, all=True).order_by("-at", "-pk")[:LONGEST]
    ]


def _worded(words: str, label: str) -> str:
    """With the version it is about, unless the sentence names it."""
    return words if not label or label in words else f"{label}: {words}"


def _told(document: Document) -> list[Entry]:
    """The story for everyone who sees the document: of the versions that counted, none of the ones in work."""
    return _story(document, list(document.versions.with_period()))


told_by(Document, _told)
