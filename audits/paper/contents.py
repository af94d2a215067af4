"""What the report of an audit says, as plain values: issued, it is kept like this, and its hash is taken over this.

The parts are those of an ISO 19011 audit report. Choices stand as their values, so that a later change of a word in
the program changes no record.
"""

import hashlib
from collections import Counter
from datetime import date
from typing import Any

import rfc8785

from assurance.models import EvidenceLink
from audits.independence import ties_of
from audits.models import Audit, ChecklistItem, Finding, Report, TeamMember
from audits.querysets import AUDITING
from foundation.models.work import Due

FORM = 2  # of the record; raise it when its parts change
Said = dict[str, Any]
R = ChecklistItem.Result


def contents(report: Report, *, on: date) -> Said:
    """What the report says on a day, read from the audit; the whole of it, whoever may see which part."""
    audit = report.audit
    return {
        "form": FORM,
        "audit": _audit(audit),
        "auditee": _auditee(audit),
        "team": _team(audit),
        "independence": _independence(audit, on=on),
        "meetings": _meetings(audit),
        "coverage": _coverage(audit),
        "findings": _findings(audit),
        "summary": report.summary,
        "conclusion": report.conclusion,
        "recommendation": report.recommendation,
        "limitations": report.limitations,
        "distribution": report.distribution,
        "lead": _name(audit.lead),
        "reviewer": _name(report.reviewer),
        "reviewed_on": _day(report.reviewed_on),
        "issued_on": _day(report.issued_on),
    }


def digest_of(said: Said) -> str:
    """SHA-256 in hex over the RFC 8785 form."""
    return hashlib.sha256(rfc8785.dumps(said)).hexdigest()


def said_by(report: Report, *, on: date) -> Said:
    """What was issued, or while it is a draft, what it would say today."""
    return report.content or contents(report, on=on)


def _audit(audit: Audit) -> Said:
    return {
        "ref": audit.ref,
        "title": audit.title,
        "kind": audit.kind,
        "method": audit.method,
        "grading": audit.grading,
        "objectives": audit.objectives,
        "scope": audit.scope,
        "organisation": audit.organisation,
        "unit": str(audit.unit),
        "region": _name(audit.region),
        "area": _name(audit.area),
        "criteria": [{"name": str(one), "issuer": one.issuer} for one in audit.frameworks.order_by("title", "pk")],
        "planned": [_day(audit.planned_start), _day(audit.planned_end)],
        "held": [_day(audit.actual_start), _day(audit.actual_end)],
    }


def _auditee(audit: Audit) -> Said:
    processes = audit.processes.select_related("owner").order_by("code", "pk")
    return {
        "unit": str(audit.unit),
        "head": _name(audit.unit.accountable_officer),
        "processes": [{"code": one.code, "name": one.name, "owner": _name(one.owner)} for one in processes],
    }


def _team(audit: Audit) -> list[Said]:
    members = sorted(
        audit.team.select_related("person").order_by("pk"), key=lambda one: one.part != TeamMember.Part.LEAD
    )
    return [{"name": one.name, "part": one.part, "days": "" if one.days is None else str(one.days)} for one in members]


def _independence(audit: Audit, *, on: date) -> list[Said]:
    """Who of the team is tied to the audited, and by what: an exception that the report states. Source: S-01, S-03."""
    ours = audit.team.filter(part__in=AUDITING, person__isnull=False)
    members = ours.select_related("person__manager").order_by("person__name", "pk")
    people = [one.person for one in members if one.person is not None]
    found, allowed = ties_of(people, audit, on=on), _exceptions(audit)
    return [
        {"name": str(person), "ties": [str(tie.sentence) for tie in found[person.pk]], **allowed.get(person.pk, {})}
        for person in people
        if found[person.pk] or person.pk in allowed
    ]


def _exceptions(audit: Audit) -> dict[int, Said]:
    """What an officer allowed, by the key of the person. Source: S-03."""
    return {
        one.person_id: {
            "exception": {
                "ties": one.ties,
                "reason": one.reason,
                "mitigation": one.mitigation,
                "second_auditor": _name(one.second_auditor),
                "approved_by": _name(one.approved_by),
                "approved_on": _day(one.approved_on),
            }
        }
        for one in audit.exceptions.with_people()
    }


def _meetings(audit: Audit) -> list[Said]:
    return [
        {
            "kind": one.kind,
            "on": _day(one.held_on),
            "attendees": one.attendees,
            "disagreements": one.disagreements,
        }
        for one in audit.meetings.order_by("held_on", "pk")
    ]


def _coverage(audit: Audit) -> Said:
    """The checklist by result; its notes are working papers and stay with the team."""
    items = list(audit.items.select_related("requirement").order_by("order"))
    named = {result: [_question(one) for one in items if one.result == result] for result in (R.CONFORMS, R.NOT_TESTED)}
    return {
        "questions": len(items),
        "results": dict(sorted(Counter(one.result for one in items).items())),
        "conforms": _once(named[R.CONFORMS], "requirement"),
        "not_tested": named[R.NOT_TESTED],
    }


def _question(item: ChecklistItem) -> Said:
    return {"number": item.number, "title": item.title, "requirement": str(item.requirement)}


def _once(questions: list[Said], key: str) -> list[str]:
    return list(dict.fromkeys(one[key] for one in questions))


def _findings(audit: Audit) -> list[Said]:
    rows = audit.findings.exclude(state=Finding.State.VOID).order_by("ref")
    found = list(rows.select_related("requirement__framework", "process", "site", "owner", "repeat_of", "unit"))
    dues, proofs = _dues(rows), _proofs(rows)
    return [_finding(one) | {"dues": dues.get(one.uuid, []), "proofs": proofs.get(one.uuid, [])} for one in found]


def _finding(row: Finding) -> Said:
    requirement = row.requirement
    return {
        "uuid": str(row.uuid),
        "ref": row.ref,
        "type": row.type,
        "title": row.title,
        "statement": row.statement,
        "evidence": row.objective_evidence,
        "requirement": str(requirement) if requirement else "",
        "criterion": str(requirement.framework) if requirement else "",
        "process": _name(row.process),
        "site": _name(row.site),
        "unit": str(row.unit),
        "owner": _name(row.owner),
        "repeats": row.repeat_of.ref if row.repeat_of else "",
        "systemic": row.systemic,
        "external": " ".join(part for part in (row.external_ref, row.external_grade) if part),
    }


def _dues(rows: Any) -> dict[Any, list[Said]]:
    """The dates a finding gets when it is issued; the check of the effect follows from the work."""
    found: dict[Any, list[Said]] = {}
    dues = Due.objects.about_any(Finding, rows.order_by().values("uuid")).exclude(step="verification")
    for due in dues.order_by("due_on", "pk"):
        found.setdefault(due.subject_uuid, []).append({"step": due.step, "on": _day(due.due_on)})
    return found


def _proofs(rows: Any) -> dict[Any, list[Said]]:
    """The objective evidence of each finding, by reference, version and the hashes of its files."""
    links = EvidenceLink.objects.about_any(Finding, rows.order_by().values("uuid")).filter(purpose="objective")
    found: dict[Any, list[Said]] = {}
    for link in links.select_related("version__evidence").prefetch_related("version__files").order_by("pk"):
        version, files = link.version, sorted(file.sha256 for file in link.version.files.all())
        told = {"ref": version.evidence.ref, "title": version.evidence.title, "version": version.number, "files": files}
        found.setdefault(link.subject_uuid, []).append(told)
    return found


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _name(row: object | None) -> str:
    return "" if row is None else str(row)
