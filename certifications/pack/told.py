"""What the pack tells of each record: the same facts as the pages of the room, as plain values."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models

from assurance.models import Evidence, EvidenceFile, EvidenceVersion
from certifications.records import audit_of, finding_of
from certifications.records.rooms import proofs_of
from certifications.rooms import Room

Facts = dict[str, Any]


def moment(at: datetime | date | None) -> str | None:
    return at.isoformat() if at is not None else None


def piece_facts(room: Room, piece: Evidence, versions: Iterable[Facts]) -> Facts:
    """A piece of evidence with its versions, as version_facts() gives them, and what of the room it proves."""
    return {
        "grading": piece.grading,
        "kind": piece.kind,
        "language": piece.language,
        "proves": [{"kind": kind, "name": name} for kind, _uuid, name in proofs_of(room, piece)],
        "ref": piece.ref,
        "source": piece.source,
        "title": piece.title,
        "uuid": str(piece.uuid),
        "versions": list(versions),
    }


def version_facts(version: EvidenceVersion, files: Iterable[Facts]) -> Facts:
    return {
        "as_of": moment(version.as_of),
        "files": list(files),
        "number": version.number,
        "on_file_since": moment(version.created_at),
        "state": version.state,
        "uuid": str(version.uuid),
        "valid_until": moment(version.valid_until),
    }


def file_facts(file: EvidenceFile, *, path: str | None, sha256: str | None, left_out: str = "") -> Facts:
    """A stored file and the one in the pack: a marked copy has another hash, one that stays here has no path."""
    return {
        "checked_at": moment(file.checked_at),
        "left_out": left_out,
        "name": file.name,
        "packed_sha256": sha256,
        "path": path,
        "scan": file.scan,
        "sha256": file.sha256,
        "size": file.size,
        "type": file.detected_type,
        "uuid": str(file.uuid),
    }


def finding_facts(room: Room, finding: Any) -> Facts:
    """On a row of `Room.findings_for_page()`."""
    told = finding_of(room, finding)
    check = told["check"]
    return {
        "actions": told["action_count"],
        "actions_implemented": told["done_count"],
        "audit": finding.audit.ref,
        "check": {"on": moment(check.on), "result": check.result} if check else None,
        "closed_on": moment(finding.closed_on),
        "corrected_on": moment(finding.corrected_on),
        "evidence": [piece.ref for piece in told["pieces"]],
        "external_grade": finding.external_grade,
        "external_ref": finding.external_ref,
        "issued_on": moment(finding.issued_on),
        "objective_evidence": finding.objective_evidence,
        "process": str(finding.process) if finding.process else "",
        "ref": finding.ref,
        "requirement": requirement_name(finding.requirement),
        "state": finding.state,
        "statement": finding.statement,
        "title": finding.title,
        "type": finding.type,
        "uuid": str(finding.uuid),
    }


def audit_facts(room: Room, audit: Any) -> Facts:
    """Facts and the report once it is issued."""
    told = audit_of(room, audit)
    return {
        "audited_by": audit.organisation,
        "criteria": [str(framework) for framework in audit.frameworks.all()],
        "ended_on": moment(audit.actual_end),
        "evidence": [piece.ref for piece in told["pieces"]],
        "findings": [finding.ref for finding in told["findings"]],
        "kind": audit.kind,
        "method": audit.method,
        "objectives": audit.objectives,
        "planned_end": moment(audit.planned_end),
        "planned_start": moment(audit.planned_start),
        "ref": audit.ref,
        "report": report_facts(told["report"]),
        "scope": audit.scope,
        "started_on": moment(audit.actual_start),
        "state": audit.state,
        "title": audit.title,
        "uuid": str(audit.uuid),
    }


def report_facts(report: Any) -> Facts | None:
    if report is None:
        return None
    return {
        "conclusion": report.conclusion,
        "issued_on": moment(report.issued_on),
        "limitations": report.limitations,
        "sha256": report.sha256,
        "summary": report.summary,
    }


def certificate_facts(row: Any) -> Facts:
    return {
        "body": row.body.name,
        "decision_on": moment(row.decision_on),
        "edition": str(row.edition),
        "effective_from": moment(row.effective_from),
        "expires_on": moment(row.expires_on),
        "number": row.number,
        "ref": row.ref,
        "scheme": row.scheme.name,
        "scope": row.scope,
        "state": row.state,
        "title": row.title,
        "uuid": str(row.uuid),
    }


def clause_facts(room: Room) -> list[Facts]:
    """The requirements under which there is evidence, with its references."""
    rows = room.clauses().filter(evidence_count__gt=0).order_by("framework__title", "order")
    return [
        {
            "evidence": [piece.ref for piece in room.evidence_of(row)],
            "framework": str(row.framework),
            "ref": row.ref,
            "title": row.title,
        }
        for row in rows
    ]


def requirement_name(row: models.Model | None) -> str:
    return f"{row}, {row.framework}" if row is not None else ""  # type: ignore[attr-defined]
