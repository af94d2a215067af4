"""Puts into a bag what the room shows: each record with its facts, its custody and, of evidence, its files."""

import re
from collections.abc import Callable, Collection, Iterator
from pathlib import PurePath
from typing import Any

import rfc8785
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from assurance.actions import require_takeable
from assurance.models import Evidence, EvidenceFile, EvidenceVersion, Framework
from assurance.oscal.catalog import catalog
from assurance.oscal.writing import Document
from audits.models import Audit
from audits.oscal import Asked, assessment_plan, assessment_results
from certifications.handing import copied, copy_name, mark_of, marked
from certifications.pack import custody, told
from certifications.pack.bag import Bag
from certifications.pack.told import Facts
from certifications.rooms import Room
from foundation.files import exists, open_stored
from foundation.models.trail import Event
from foundation.refusals import Conflict, Refused
from foundation.viewer import DRAWN, NotShown

PIECE_BYTES = 256 * 1024
LONGEST_NAME = 80
BUSY = "busy"
TRIES = 15  # while others have their pages drawn
OSCAL = "data/oscal"
UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class Contents:
    """What was put into the bag, for the front page; `events` are those that need a proof."""

    def __init__(self, room: Room, bag: Bag, *, heard: Callable[[], None]) -> None:
        self.room, self.bag, self.heard = room, bag, heard
        self.mark = mark_of(room)
        self.events: list[Event] = []
        self.packed: list[Evidence] = []
        self.shown: dict[str, list[str]] = {}
        self.told: dict[str, list[Facts]] = {}
        self.clauses: list[Facts] = []
        self.oscal: list[Facts] = []
        self.paths: dict[int, str] = {}  # of the files in the bag, by their keys

    def steps(self) -> int:
        """How often it is heard of on the way: once for each record and each file, and of OSCAL."""
        room = self.room
        rows: list[QuerySet] = [room.audits, room.findings, room.soas, room.certificates]
        stored = EvidenceFile.objects.filter(version__in=room.versions.values("pk"))
        return sum(one.count() for one in [*rows, stored]) + 1

    def put_everything(self) -> None:
        shown = set(self.room.evidence.values_list("ref", flat=True))
        for piece in self.room.evidence.order_by("ref"):
            self._put_piece(piece, shown)
        self._put_records()
        self._put_oscal()
        self.clauses = told.clause_facts(self.room)
        self._put("data/clauses.json", self.clauses)

    def _put_records(self) -> None:
        room = self.room
        for audit in room.audits.select_related("report").prefetch_related("frameworks").order_by("ref"):
            self._put_record("audits", audit, told.audit_facts(room, audit), custody.of_audit(audit))
        for finding in room.findings_for_page().order_by("ref"):
            self._put_record("findings", finding, told.finding_facts(room, finding), custody.of_finding(room, finding))
        for soa in room.soas:
            self._put_record("statements", soa, soa.content, custody.of_statement(soa), ref=f"{soa.ref}-v{soa.number}")
        for row in room.certificates.select_related("scheme", "edition", "body").order_by("ref"):
            self._put_record("certificates", row, told.certificate_facts(row), [])

    def _put_oscal(self) -> None:
        """Plan and results of the audits, their criteria beside them: every reference leads to a file of the pack."""
        audits = list(self.room.audits.order_by("ref").values_list("pk", flat=True))
        narrowed: dict[str, Any] = {"findings": self.room.findings, "versions": self.room.versions}
        asked = Asked(audits, user=self.room.user, place=self._place, **narrowed)
        begun = asked.only(Audit.objects.filter(actual_start__isnull=False))
        if not begun.keys:
            return
        self._put_document(assessment_results(begun))  # which name the plan of the same audits by its hash
        self._put_document(assessment_plan(begun))
        named = Q(audits__in=audits) | Q(pk__in=self.room.findings.values("requirement__framework"))
        for framework in Framework.objects.visible_to(self.room.user).filter(named).order_by("pk").distinct():
            self._put_document(catalog(framework))
        self.heard()

    def _put_document(self, document: Document) -> None:
        path = f"{OSCAL}/{document.name}"
        self.bag.stream(path, document.pieces())
        self.oscal.append({"path": path, "model": document.model})

    def _place(self, file: EvidenceFile) -> tuple[str, str] | None:
        """Where a file of evidence lies, as the OSCAL files see it."""
        path = self.paths.get(file.pk)
        return (f"../../{path}", self.bag.hashes[path]) if path else None

    @property
    def files(self) -> list[Facts]:
        return [file for piece in self.told.get("evidence", []) for one in piece["versions"] for file in one["files"]]

    @property
    def count(self) -> int:
        return len([file for file in self.files if file["path"]])

    @property
    def left_out(self) -> int:
        return len(self.files) - self.count

    def _put_record(self, kind: str, row: Any, facts: Facts, events: Collection[Event], *, ref: str = "") -> None:
        folder = f"data/{kind}/{safe(ref or row.ref)}"
        self._put(f"{folder}/{kind.removesuffix('s')}.json", facts)
        self._put_custody(folder, events)
        self._tell(kind, row, facts, folder, events)
        self.heard()

    def _tell(self, kind: str, row: Any, facts: Facts, folder: str, events: Collection[Event]) -> None:
        self.told.setdefault(kind, []).append(facts | {"folder": folder, "events": len(events)})
        self.shown.setdefault(kind, []).append(str(row.uuid))

    def _put_piece(self, piece: Evidence, shown: Collection[str]) -> None:
        folder = f"data/evidence/{safe(piece.ref)}"
        versions = list(self.room.versions.with_files(piece))
        facts = [told.version_facts(one, self._put_files(folder, one)) for one in versions]
        events = custody.of_piece(self.room, piece, versions)
        self._put_custody(folder, events, shown=shown)
        about = told.piece_facts(self.room, piece, facts)
        self._put(f"{folder}/evidence.json", about)
        self.packed.append(piece)
        self._tell("evidence", piece, about, folder, events)
        self.shown.setdefault("versions", []).extend(str(version.uuid) for version in versions)

    def _put_files(self, folder: str, version: EvidenceVersion) -> list[Facts]:
        found = []
        for file in version.files.all():
            found.append(self._put_file(f"{folder}/v{version.number}", file))
            self.heard()
        return found

    def _put_file(self, folder: str, file: EvidenceFile) -> Facts:
        """Puts in the file, or a marked copy of it where the grant marks; one that nobody may take is told of alone."""
        try:
            require_takeable(actor=self.room.user, file=file, room=self.room.uuid)
            name, size, pieces = self._leaving(file)
        except (Conflict, NotShown, PermissionDenied) as refusal:
            return told.file_facts(file, path=None, sha256=None, left_out=why(refusal))
        self.paths[file.pk] = path = self._free(f"{folder}/{file_name(name)}")
        sha256 = self.bag.stream(path, pieces, size)
        if sha256 != file.sha256 and not self._is_copied(file):
            sentence = _(
                "The stored bytes of %(file)s are no longer those that were uploaded. No pack is made of them."
            )
            raise Refused("damaged", sentence % {"file": file})
        return told.file_facts(file, path=path, sha256=sha256)

    def _is_copied(self, file: EvidenceFile) -> bool:
        return bool(self.mark) and file.detected_type in DRAWN

    def _leaving(self, file: EvidenceFile) -> tuple[str, int, Iterator[bytes]]:
        if self._is_copied(file):
            content = self._copied(file)
            return copy_name(self.room, file), len(content), iter([content])
        if not exists(file.sha256):
            raise NotShown("missing")
        name = marked(file.name, self.room) if self.mark else file.name
        return name, file.size, blocks(file.sha256)

    def _copied(self, file: EvidenceFile) -> bytes:
        for _try in range(TRIES):
            try:
                return copied(self.room, file, self.mark)
            except NotShown as refusal:
                if refusal.code != BUSY:
                    raise
            self.heard()
        raise NotShown(BUSY)

    def _put_custody(self, folder: str, events: Collection[Event], *, shown: Collection[str] = ()) -> None:
        if events:
            self._put(f"{folder}/custody.json", [custody.row_of(event, shown=shown) for event in events])
            self.events.extend(events)

    def _put(self, path: str, facts: Any) -> None:
        self.bag.put(path, rfc8785.dumps(facts))

    def _free(self, path: str) -> str:
        """The path, or one beside it where two files of a version have one name."""
        stem, ending, number = path.removesuffix(PurePath(path).suffix), PurePath(path).suffix, 1
        while path in self.bag.hashes:
            number += 1
            path = f"{stem}-{number}{ending}"
        return path


def blocks(sha256: str) -> Iterator[bytes]:
    with open_stored(sha256) as stream:
        while block := stream.read(PIECE_BYTES):
            yield block


def safe(ref: str) -> str:
    """A reference as the name of a folder."""
    return UNSAFE.sub("-", ref)


def file_name(name: str) -> str:
    """A name that every computer takes; the one that people know stands in the facts."""
    path = PurePath(name)
    return f"{slugify(path.stem)[:LONGEST_NAME].strip('-') or 'file'}{UNSAFE.sub('', path.suffix.lower())}"


def why(refusal: Exception) -> str:
    """Why a file stays here, in words for the reader of the pack."""
    if not isinstance(refusal, NotShown):
        return str(refusal)
    if refusal.code == "missing":
        return _("The stored bytes are missing. Ask your contact for the file.")
    return _("No marked copy of this file can be made, so it stays here. Ask your contact for it.")
