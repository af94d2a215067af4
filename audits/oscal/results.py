"""What audits found, as OSCAL assessment results: of each audit its observations, risks and findings.

Source: NIST OSCAL assessment results model. A requirement all of whose questions conform is a finding that says so.
"""

from collections.abc import Iterator
from urllib.parse import quote

from django.utils.translation import gettext as _

from assurance.models import Requirement
from assurance.oscal.resources import JSON, digest, hashed
from assurance.oscal.writing import (
    DAY_END,
    Document,
    Said,
    identity,
    kept,
    line,
    moment,
    points_at,
    props,
    prose,
    row_id,
)
from audits.models import Audit, ChecklistItem, Finding, Report
from audits.oscal.criteria import general_resource, objective_id, objectives, reviewed
from audits.oscal.material import Asked, Material, Named
from audits.oscal.observations import observed_as, observed_in, of_finding, of_questions
from audits.oscal.parts import about, by, components, file_id, file_name, head, origins, resources
from audits.oscal.plan import assessment_plan
from audits.oscal.risks import risk_id, risk_of
from foundation.refusals import Refused

MODEL = "assessment-results"
R = ChecklistItem.Result


def assessment_results(asked: Asked) -> Document:
    """The results of those audits that were begun. Refused where none was.

    The plan they go back to is named with its hash, as assessment_plan() gives it for the same reader.
    """
    begun = asked.only(Audit.objects.filter(actual_start__isnull=False))
    if not begun.keys:
        raise Refused("not_begun", _("No audit here was begun, so there are no results yet."))
    named = begun.named(Named.audits, Named.plans, Named.answers, Named.findings)
    plan = _plan_resource(asked)
    first = [plan, general_resource()] if named.is_general else [plan]
    parts = {
        "uuid": file_id(MODEL, named),
        "metadata": head(_("Audit results"), named),
        "import-ap": {"href": f"#{plan['uuid']}"},
        "local-definitions": _definitions(named),
        "results": _results(begun),
        "back-matter": {"resources": resources(begun, named, *first)},
    }
    return Document(MODEL, file_name(MODEL, named), kept(parts))


def _plan_resource(asked: Asked) -> Said:
    plan = assessment_plan(asked)
    return {
        "uuid": identity("plan", plan.parts["uuid"]),
        "title": line(_("Audit plan")),
        "props": props({}, type="plan"),
        "rlinks": [hashed(quote(plan.name), digest(plan), JSON)],
    }


def _definitions(named: Named) -> Said | None:
    """What the findings can be about."""
    rows: list[Requirement | None] = [*named.requirements.values(), *([None] if named.is_general else [])]
    return {"objectives-and-methods": objectives(rows)} if rows else None


def _results(asked: Asked) -> Iterator[Said]:
    told: set[str] = set()
    for material in asked.materials():
        for audit in material.audits:
            yield _result(audit, material, told)


def _components(audit: Audit, findings: list[Finding], told: set[str]) -> Said | None:
    """What is audited, where the file has not told of it before: a uuid stands once in a file."""
    processes = {one.pk: one for one in audit.processes.all()}
    processes |= {one.process.pk: one.process for one in findings if one.process is not None}
    found = [one for one in components([audit.unit], processes.values()) if one["uuid"] not in told]
    told.update(one["uuid"] for one in found)
    return {"components": found} if found else None


def _result(audit: Audit, material: Material, told: set[str]) -> Said:
    zone, findings = audit.unit.zone, material.findings.get(audit.pk, [])
    report = material.reports.get(audit.pk)
    risks = [one for one in findings if one.is_nonconformity]
    return kept(
        {
            "uuid": identity("result", audit.uuid),
            "title": line(audit),
            "description": prose(report.summary if report else audit.scope or audit.title),
            "start": moment(audit.actual_start or audit.planned_start, zone),
            "end": moment(audit.actual_end, zone, at=DAY_END) if audit.actual_end else None,
            "props": props({"ref": audit.ref, "kind": audit.kind, "method": audit.method, "state": audit.state}),
            "local-definitions": _components(audit, findings, told),
            "reviewed-controls": _reviewed(audit, material, findings),
            "attestations": _attested(report, audit, material) if report else [],
            "assessment-log": _meetings(audit),
            "observations": [
                *of_questions(audit, material),
                *(of_finding(one, audit, material) for one in findings),
            ],
            "risks": [risk_of(one, audit, material) for one in risks],
            "findings": [*_conforming(audit, material, findings), *(_finding(one, material) for one in findings)],
            "remarks": report.limitations if report else "",
        }
    )


def _reviewed(audit: Audit, material: Material, findings: list[Finding]) -> Said:
    asked = [item.requirement for item in material.items.get(audit.pk, ())]
    found = [one.requirement for one in findings if one.requirement is not None]
    general = any(one.requirement is None for one in findings)
    return reviewed([*asked, *found], audit.frameworks.all(), general=general)


def _finding(row: Finding, material: Material) -> Said:
    """A finding as it was logged; an opportunity, an observation and good practice leave the objective met."""
    failed = row.is_nonconformity
    return kept(
        {
            "uuid": row_id(row),
            "title": line(row),
            "description": prose(row.statement),
            "props": about(row),
            "origins": origins("auditor", material.told(row.raised_by)),
            "target": _target(row.requirement, met=not failed),
            "related-observations": points_at("observation-uuid", [observed_as(row)]),
            "related-risks": points_at("risk-uuid", [risk_id(row)] if failed else []),
        }
    )


def _target(requirement: Requirement | None, *, met: bool) -> Said:
    status = {"state": "satisfied", "reason": "pass"} if met else {"state": "not-satisfied", "reason": "fail"}
    return {"type": "objective-id", "target-id": objective_id(requirement), "status": status}


def _conforming(audit: Audit, material: Material, findings: list[Finding]) -> Iterator[Said]:
    """A finding for each requirement of which every question conforms and against which nothing was found."""
    asked: dict[int, list[ChecklistItem]] = {}
    for item in material.items.get(audit.pk, ()):
        asked.setdefault(item.requirement_id, []).append(item)
    against = {one.requirement_id for one in findings}
    for key, items in asked.items():
        if key not in against and all(one.result == R.CONFORMS and one.answered_at for one in items):
            requirement = items[0].requirement
            yield {
                "uuid": identity("conforms", audit.uuid, requirement.uuid),
                "title": line(requirement),
                "description": _("Conforms."),
                "target": _target(requirement, met=True),
                "related-observations": points_at("observation-uuid", [observed_in(one) for one in items]),
            }


def _attested(report: Report, audit: Audit, material: Material) -> list[Said]:
    """What the issued report concludes, and that it is the one with this hash."""
    ours = {"conclusion": report.conclusion, "issued-on": report.issued_on, "report-sha256": report.sha256}
    conclusion = {"name": "conclusion", "title": str(report.get_conclusion_display()), "props": props(ours)}
    part = kept(conclusion | {"prose": report.recommendation})
    return [kept({"responsible-parties": by("lead-auditor", material.told(audit.lead)), "parts": [part]})]


def _meetings(audit: Audit) -> Said | None:
    rows = sorted(audit.meetings.all(), key=lambda one: (one.held_on, one.pk))
    entries = [
        {"uuid": row_id(one), "title": str(one.get_kind_display()), "start": moment(one.held_on, audit.unit.zone)}
        for one in rows
    ]
    return {"entries": entries} if entries else None
