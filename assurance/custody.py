"""The story of one piece of evidence: its events, those of its versions, and what people said, newest first."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, IntegerField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import Truncator

from assurance.models import Evidence, EvidenceLink, EvidenceVersion
from assurance.querysets import Proven, proven
from foundation.directory.models import User
from foundation.models.trail import Event
from foundation.rows import pointer
from foundation.stories import told_by
from foundation.timeline import Entry, entry_of
from foundation.trail import remarks

LONGEST = 60
LONGEST_TITLE = 120


def versions_of(evidence: Evidence) -> list[EvidenceVersion]:
    """Every version with uploader, files and the documents it is the text of, the newest first (three queries)."""
    rows = evidence.versions.select_related("uploaded_by").prefetch_related("files", "document_versions__document")
    found = list(rows.order_by("-number"))
    for version in found:
        version.evidence = evidence
    return found


@dataclass(frozen=True)
class Custody:
    """What happened to a piece of evidence, the newest first."""

    entries: list[Entry]


def custody_of(evidence: Evidence, versions: list[EvidenceVersion]) -> Custody:
    """What happened to the evidence and to each version, with comments (two queries)."""
    about_versions = {
        "subject_type": ContentType.objects.get_for_model(EvidenceVersion),
        "subject_uuid__in": [version.uuid for version in versions],
    }
    events = Event.objects.filter(Q(**pointer(evidence)) | Q(**about_versions)).exclude(kind="comment.added")
    told = list(events.select_related("content__actor", "leaf").order_by("-at", "-pk")[:LONGEST])
    said = remarks(evidence).order_by("-created_at", "-pk")[:LONGEST]
    entries = [entry_of(event) for event in told]
    entries += [Entry("comment.added", str(one.author), one.text, one.created_at, is_comment=True) for one in said]
    return Custody(sorted(entries, key=lambda entry: entry.at, reverse=True))


told_by(Evidence, lambda piece: custody_of(piece, versions_of(piece)).entries)


@dataclass(frozen=True)
class Proof:
    """A row that a version of the evidence proves something about."""

    kind: str
    ref: str
    title: str
    url: str
    version: int


def proofs_of(links: list[EvidenceLink], user: User) -> list[Proof]:
    """What the links prove, for this reader: rows outside their scope are left out (one query, newest link first)."""
    named = {kind: [link.subject_uuid for link in links if link.subject_type == of] for kind, of in _kinds()}
    parts = [_rows(kind, number, uuids, user) for number, (kind, uuids) in enumerate(named.items()) if uuids]
    if not parts:
        return []
    kinds = list(named)
    found = {row[1]: row for row in parts[0].union(*parts[1:], all=True)}
    return [_proof(kinds[row[0]], row, link) for link in links if (row := found.get(link.subject_uuid))]


def _kinds() -> list[tuple[Proven, ContentType]]:
    return [(kind, ContentType.objects.get_for_model(kind.model())) for kind in proven()]


def _rows(kind: Proven, number: int, uuids: list[Any], user: User) -> QuerySet:
    """Number of the kind, uuid, reference, title, and the arguments of the address, as rows of a union."""
    arguments = [F(path) for path in kind.url[1:]] + [F("uuid")] * (2 - len(kind.url[1:]))
    rows = kind.model()._default_manager.visible_to(user).filter(uuid__in=uuids).order_by()  # type: ignore[attr-defined]
    return rows.annotate(
        _kind=Value(number, IntegerField()),
        _uuid=F("uuid"),
        _ref=Cast(kind.ref, TextField()),
        _title=Cast(kind.title, TextField()),
        _first=arguments[0],
        _second=arguments[1],
    ).values_list("_kind", "_uuid", "_ref", "_title", "_first", "_second")


def _proof(kind: Proven, row: tuple[Any, ...], link: EvidenceLink) -> Proof:
    address = reverse(kind.url[0], args=row[4 : 4 + len(kind.url) - 1])
    label = str(kind.model()._meta.verbose_name).capitalize()
    return Proof(label, row[2], Truncator(row[3]).chars(LONGEST_TITLE), address, link.version.number)
