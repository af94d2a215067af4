"""What was looked at and what was seen, as OSCAL observations: each answered question, and each finding.

Source: NIST OSCAL assessment results model; SP 800-53A for the three methods: to examine, to interview, to test.
"""

from collections.abc import Iterator

from assurance.oscal.resources import relevant
from assurance.oscal.writing import Said, identity, kept, line, moment, props, prose, row_id
from audits.models import Audit, ChecklistItem, Finding
from audits.oscal.material import Material
from audits.oscal.parts import about, audited, origins, subjects

M = ChecklistItem.Method
METHODS = {
    M.DOCUMENT_REVIEW: "EXAMINE",
    M.OBSERVATION: "EXAMINE",
    M.INTERVIEW: "INTERVIEW",
    M.SAMPLE: "TEST",
    M.CALCULATION: "TEST",
}
UNSAID = "UNKNOWN"


def methods_of(item: ChecklistItem | None, material: Material) -> list[str]:
    """How a question was looked into: as its auditors say, and by the kinds of working papers they wrote about it."""
    kinds = [] if item is None else [*item.methods, *material.kinds.get(item.pk, ())]
    return sorted({METHODS[M(kind)] for kind in kinds if kind in METHODS}) or [UNSAID]


def observed_in(item: ChecklistItem) -> str:
    return row_id(item)


def observed_as(finding: Finding) -> str:
    return identity("observation", finding.uuid)


def of_questions(audit: Audit, material: Material) -> Iterator[Said]:
    """The answered questions; what the auditors noted at them stays with the team, as in the report."""
    for item in material.items.get(audit.pk, ()):
        if item.result and item.answered_at is not None:
            yield kept(
                {
                    "uuid": observed_in(item),
                    "title": line(f"{item.number} {item.title}"),
                    "description": prose(item.question),
                    "props": props({"result": item.result, "requirement": item.requirement.ref}),
                    "methods": methods_of(item, material),
                    "types": ["control-objective"],
                    "origins": origins("auditor", material.told(item.answered_by)),
                    "subjects": subjects(audited(audit)),
                    "relevant-evidence": relevant(material.proofs.get(item.uuid, ())),
                    "collected": moment(item.answered_at),
                }
            )


def of_finding(finding: Finding, audit: Audit, material: Material) -> Said:
    """The objective evidence of a finding."""
    item = next((one for one in material.items.get(audit.pk, ()) if one.pk == finding.item_id), None)
    return kept(
        {
            "uuid": observed_as(finding),
            "title": line(finding),
            "description": prose(finding.objective_evidence or finding.statement),
            "props": about(finding),
            "methods": methods_of(item, material),
            "types": ["finding"],
            "origins": origins("auditor", material.told(finding.raised_by)),
            "subjects": subjects(concerned(finding, audit)),
            "relevant-evidence": relevant(material.proofs.get(finding.uuid, ())),
            "collected": moment(finding.raised_on, audit.unit.zone),
        }
    )


def concerned(finding: Finding, audit: Audit) -> list[str]:
    return [row_id(finding.process)] if finding.process is not None else audited(audit)
