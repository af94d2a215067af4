"""The pages of grants and rooms: what each shows to one reader, gathered in few queries."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import CharField, Exists, F, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from assurance.models import Control, Evidence, EvidenceLink, Requirement
from assurance.standing import file_standing, standing
from audits.models import Audit, CorrectiveAction, Finding, Verification
from certifications.applicability import approved_lines
from certifications.models import Grant, Inspection, Question, Sample, StatementOfApplicability
from certifications.permissions import APPROVE_GRANT, CHANGE_GRANT, MAKE_PACK, REQUEST_GRANT
from certifications.rooms import Room, looks_at
from certifications.scope import named_rules, scope_by
from certifications.seals import seal_of_version
from foundation.access import permits
from foundation.directory.models import User
from foundation.models.trail import Event
from foundation.steps import Move, moves_of
from foundation.stories import story_of

LATELY = 12  # looks on the grant's page; the rest stands in its log
NAME = Concat("ref", Value(" "), "title", output_field=CharField())
FIRST_STEPS = ("submit", "approve", "clear")


class GrantRecord:
    """Everything the page of one grant shows inside; built on a row of `Grant.objects.for_page()`."""

    def __init__(self, grant: Grant, *, user: User, on: date) -> None:
        self.grant, self.user, self.on = grant, user, on
        self.story: Mapping[str, Any] = story_of(grant, actor=user)
        self.rules = list(named_rules(grant))

    @cached_property
    def moves(self) -> list[Move]:
        return moves_of(self.grant, actor=self.user, on=self.on)

    @cached_property
    def first_move(self) -> Move | None:
        free = {move.step.name: move for move in self.moves if move.refusal is None}
        return next((free[name] for name in FIRST_STEPS if name in free), None)

    @cached_property
    def counts(self) -> list[tuple[Any, int]]:
        return scope_by([(rule.kind, rule.subject_uuid) for rule in self.rules], self.grant).counts()

    @cached_property
    def looks(self) -> list[Event]:
        return list(looks_at(self.grant)[:LATELY])

    @cached_property
    def questions(self) -> list[Question]:
        return list(self.grant.questions.all().for_list())  # type: ignore[attr-defined]

    @cached_property
    def samples(self) -> list[Sample]:
        return list(self.grant.samples.for_page())  # type: ignore[attr-defined]

    @property
    def may_change(self) -> bool:
        return self.grant.state == Grant.State.DRAFT and permits(self.user, CHANGE_GRANT, self.grant)

    @property
    def may_renew(self) -> bool:
        over = self.grant.state in (Grant.State.LIVE, Grant.State.EXPIRED, Grant.State.REVOKED)
        return over and permits(self.user, REQUEST_GRANT, self.grant)

    @property
    def may_pack(self) -> bool:
        return permits(self.user, MAKE_PACK, self.grant)

    @property
    def waits_for_counsel(self) -> bool:
        waiting = self.grant.state == Grant.State.SUBMITTED and self.grant.cleared_by is None
        return waiting and self.grant.max_grading == "confidential"

    @property
    def approves(self) -> bool:
        return permits(self.user, APPROVE_GRANT, self.grant)


def words_in(asked: Mapping[str, str], name: str) -> str:
    """What somebody looks for by an address; without the one letter that PostgreSQL cannot hold."""
    return asked.get(name, "").replace("\x00", "").strip()[:100]


def home_of(room: Room, wanted: str) -> dict[str, Any]:
    """The first page of a room; `wanted` are words to find a clause by."""
    return {
        "audits": list(room.audits.order_by("-planned_start")),
        "findings": list(room.findings.select_related("requirement", "audit").order_by("-raised_on", "-pk")),
        "wanted": wanted,
        "chapters": room.chapters(wanted),
        "pieces": list(room.pieces().order_by("ref")),
        **named_of(room),
        "questions": list(room.questions.exclude(state=Question.State.CLOSED).for_list()),
    }


def named_of(room: Room) -> dict[str, list[tuple[str, UUID, str, str, str]]]:
    """What needs a line each, by kind: uuid, reference, name and what else is said of it (one query)."""
    inspected = Concat("build__version__product__name", Value(" "), "build__number", output_field=TextField())
    named: dict[str, tuple[models.QuerySet, Any, Any, Any]] = {
        "processes": (room.processes, F("code"), F("name"), F("purpose")),
        "certificates": (room.certificates, F("ref"), F("title"), F("scheme__name")),
        "inspections": (room.inspections, F("ref"), Coalesce("service__name", inspected), F("authority__name")),
    }
    parts = [
        rows.order_by()
        .annotate(
            _kind=Value(kind, CharField()),
            _ref=Cast(ref, TextField()),
            _name=Cast(name, TextField()),
            _more=Cast(more, TextField()),
        )
        .values_list("_kind", "uuid", "_ref", "_name", "_more")
        for kind, (rows, ref, name, more) in named.items()
        if room.openings.has(rows.model)
    ]
    found = list(parts[0].union(*parts[1:], all=True).order_by("_kind", "_ref")) if parts else []
    return {kind: [row for row in found if row[0] == kind] for kind in named}


def clause_of(room: Room, requirement: Requirement) -> dict[str, Any]:
    return {
        "requirement": requirement,
        "controls": list(room.controls.filter(requirements=requirement).order_by("code")),
        "pieces": list(room.evidence_of(requirement)),
        "findings": list(room.findings_of(requirement)),
        "questions": asked_about(room, requirement),
    }


def audit_of(room: Room, audit: Audit) -> dict[str, Any]:
    """Facts, report once issued, findings and evidence; never its team, its checklist or working papers."""
    report = getattr(audit, "report", None)
    return {
        "audit": audit,
        "report": report if report is not None and report.issued_on is not None else None,
        "findings": list(room.findings.filter(audit=audit).select_related("requirement").order_by("ref")),
        "pieces": list(room.evidence_about(audit)),
        "questions": asked_about(room, audit),
    }


def inspection_of(room: Room, inspection: Inspection) -> dict[str, Any]:
    """What was inspected, the hashes compared and the result; never who else inspects or what was noted at the door."""
    audit = room.audits.filter(pk=inspection.audit_id).first()
    findings = room.findings.filter(audit=inspection.audit_id).select_related("requirement").order_by("ref")
    questions = asked_about(room, audit) if audit is not None else []
    return {"inspection": inspection, "audit": audit, "findings": list(findings), "questions": questions}


def finding_of(room: Room, finding: Finding) -> dict[str, Any]:
    """What was found and the result of what was done, never who did it; on a row of `Room.findings_for_page()`.

    Inspectors are not told what was done. Source: domain.md 5.
    """
    actions, tells = list(finding.actions.all()), room.grant.kind != Grant.Kind.INSPECTOR
    checks = Verification.objects.filter(finding=finding).order_by("-on", "-pk")
    if not tells:
        finding.corrected_on = None
    return {
        "finding": finding,
        "tells_result": tells,
        "action_count": len(actions) if tells else None,
        "done_count": len([action for action in actions if action.implemented_on is not None]) if tells else None,
        "check": checks.first() if tells else None,
        "pieces": list(room.evidence_about(finding, *actions)),
        "questions": asked_about(room, finding),
    }


def evidence_of(room: Room, piece: Evidence) -> dict[str, Any]:
    """Accepted versions with their files and hashes, and what of this room they prove."""
    versions = room.versions.annotate(seal=seal_of_version()).with_files(piece)
    shown = [
        (one, standing(one, on=room.today), [(file, file_standing(file)) for file in one.files.all()])
        for one in versions
    ]
    return {
        "piece": piece,
        "newest": shown[0][0],
        "standing": shown[0][1],
        "versions": shown,
        "proofs": proofs_of(room, piece),
        "questions": asked_about(room, piece),
    }


def proofs_of(room: Room, piece: Evidence) -> list[tuple[str, UUID, str]]:
    """Kind, uuid and name of the requirements, findings and audits of the room that it shows something of (one query)."""
    links = EvidenceLink.objects.filter(version__in=room.versions.filter(evidence=piece).values("pk"))
    by_action = CorrectiveAction.objects.filter(
        Exists(links.about_any(CorrectiveAction, OuterRef("uuid"))), finding=OuterRef("pk")
    )
    by_control = room.controls.filter(Exists(links.about_any(Control, OuterRef("uuid"))), requirements=OuterRef("pk"))
    rows = [
        ("clause", room.requirements, Exists(links.about_any(Requirement, OuterRef("uuid"))) | Exists(by_control)),
        ("finding", room.findings, Exists(links.about_any(Finding, OuterRef("uuid"))) | Exists(by_action)),
        ("audit", room.audits, Exists(links.about_any(Audit, OuterRef("uuid")))),
    ]
    parts = [
        found.filter(shown)
        .order_by()
        .annotate(_kind=Value(kind, CharField()), _name=NAME)
        .values_list("_kind", "uuid", "_name")
        for kind, found, shown in rows
        if room.openings.has(found.model)
    ]
    return list(parts[0].union(*parts[1:], all=True).order_by("_kind", "_name")) if parts else []


def earlier_of(room: Room, asked: Mapping[str, str]) -> dict[str, Any]:
    """Earlier findings by what they were raised against; `words` finds a clause, `open` leaves those not closed."""
    words, is_open = words_in(asked, "words"), asked.get("open") == "true"
    rows = room.earlier_findings.order_by("requirement__framework__title", "requirement__order", "-raised_on", "-pk")
    if words:
        about = Q(requirement__ref__icontains=words) | Q(requirement__title__icontains=words)
        rows = rows.filter(about | Q(title__icontains=words) | Q(ref__icontains=words))
    if is_open:
        rows = rows.filter(closed_on=None)
    return {"findings": list(rows), "words": words, "is_open": is_open}


def samples_of(room: Room) -> list[Sample]:
    """The samples of the room with what answers them, as far as it is open here."""
    return list(room.samples.for_page(room.evidence))


def soa_of(room: Room, soa: StatementOfApplicability) -> dict[str, Any]:
    """What the version said when it was approved; each line has `clause`, its page where the room shows one."""
    clauses = dict(room.requirements.filter(framework=soa.framework_id).values_list("ref", "uuid"))
    lines = approved_lines(soa)
    for line in lines:
        line.clause = clauses.get(line.requirement.ref)  # type: ignore[attr-defined]
    return {"soa": soa, "lines": lines, "questions": asked_about(room, soa), "question_about": f"soa:{soa.uuid}"}


def asked_about(room: Room, row: models.Model) -> list[Question]:
    return list(room.questions.filter(subject_uuid=row.uuid).for_list())  # type: ignore[attr-defined]
