"""What a nonconformity puts at risk and what remedies it, as OSCAL risks with their remediations.

Source: NIST OSCAL assessment results and POA&M models. A corrective action is planned until it is implemented; a risk
that somebody carries for a while is accepted.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assurance.models import EvidenceVersion
from assurance.oscal.writing import NS, Said, identity, kept, line, moment, points_at, props, prose, row_id
from audits.models import Audit, CorrectiveAction, Finding, RiskAcceptance, Verification
from audits.oscal.material import Material
from audits.oscal.observations import observed_as
from audits.oscal.parts import about, by, origins

S = Finding.State
STATUS = {
    S.DISPUTED: "investigating",
    S.ACTION: "remediating",
    S.IMPLEMENTED: "remediating",
    S.RISK_ACCEPTED: "deviation-approved",
    S.CLOSED: "closed",
}


def risk_id(finding: Finding) -> str:
    return identity("risk", finding.uuid)


def risk_of(finding: Finding, audit: Audit, material: Material) -> Said:
    """The risk of a nonconformity."""
    cause = getattr(finding, "cause", None) if material.tells_people else None
    due = material.dues.get(finding.uuid, {}).get("action")
    ends = due.due_on if due else finding.cap_on
    return kept(
        {
            "uuid": risk_id(finding),
            "title": line(finding),
            "description": prose(finding.statement),
            "statement": prose(cause.text if cause else finding.statement),
            "props": [*about(finding), *props({"cause": cause.category if cause else ""})],
            "status": STATUS.get(S(finding.state), "open"),
            "origins": origins("auditor", material.told(finding.raised_by)),
            "characterizations": _graded(finding, material),
            "deadline": moment(ends, audit.unit.zone) if ends else None,
            "remediations": list(_remediations(finding, audit, material)) if material.tells_people else [],
            "risk-log": _log(finding, audit, material),
            "related-observations": points_at("observation-uuid", [observed_as(finding)]),
        }
    )


def _graded(finding: Finding, material: Material) -> list[Said]:
    """Its grade by us and, where a body outside gave one, theirs; both are told by who raised it."""
    said = origins("auditor", material.told(finding.raised_by))
    grades = {"grade": finding.type, "external-grade": finding.external_grade}
    facets = [{"name": name, "system": NS, "value": line(grade)} for name, grade in grades.items() if grade]
    return [{"origin": said[0], "facets": facets}] if said else []


def _remediations(finding: Finding, audit: Audit, material: Material) -> Iterator[Said]:
    zone = audit.unit.zone
    if finding.correction:
        done = finding.corrected_on is not None
        yield _remedy(identity("correction", finding.uuid), _("Correction"), finding.correction, done=done)
    for action in finding.actions.all():
        title = _("Corrective action %(n)d") % {"n": action.order}
        told = _remedy(row_id(action), title, action.text, done=action.implemented_on is not None)
        yield kept(told | {"links": _proofs(material.proofs.get(action.uuid, [])), "tasks": [_task(action, zone)]})
    for carried in finding.acceptances.all():
        yield _accepted(carried)


def _remedy(uuid: str, title: str, text: str, *, done: bool) -> Said:
    return {
        "uuid": uuid,
        "lifecycle": "completed" if done else "planned",
        "title": line(title),
        "description": prose(text),
        "props": props({}, type="mitigate"),
    }


def _accepted(carried: RiskAcceptance) -> Said:
    ours = {"accepted-on": carried.accepted_on, "until": carried.expires_on, "ended-on": carried.ended_on}
    return kept(
        {
            "uuid": row_id(carried),
            "lifecycle": "completed",
            "title": _("Risk accepted for a while"),
            "description": prose(carried.reason),
            "props": props(ours, type="accept"),
            "origins": origins("risk-owner", [carried.accepted_by]),
        }
    )


def _task(action: CorrectiveAction, zone: str) -> Said:
    """Who does it by when."""
    return kept(
        {
            "uuid": identity("milestone", action.uuid),
            "type": "milestone",
            "title": line(action),
            "props": props({"implemented-on": action.implemented_on}),
            "timing": {"on-date": {"date": moment(action.due_on, zone)}},
            "responsible-roles": by("owner", [action.owner]),
        }
    )


def _proofs(versions: list[EvidenceVersion]) -> list[Said]:
    return [{"href": f"#{row_id(one)}", "rel": "evidence", "text": line(one)} for one in versions]


def _log(finding: Finding, audit: Audit, material: Material) -> Said | None:
    """When it was issued, what each check of the effect gave, when it was closed."""
    entries = []
    if finding.issued_on is not None:
        entries.append(
            _entry(identity("issued", finding.uuid), _("Issued"), moment(finding.issued_on, audit.unit.zone))
        )
    entries += [_checked(one, audit) for one in finding.verifications.all() if material.tells_people]
    if finding.closed_on is not None:
        closed = _entry(identity("closed", finding.uuid), _("Closed"), moment(finding.closed_on, audit.unit.zone))
        entries.append(closed | {"status-change": "closed"})
    return {"entries": entries} if entries else None


def _entry(uuid: str, title: str, at: str) -> Said:
    return {"uuid": uuid, "title": title, "start": at}


def _checked(row: Verification, audit: Audit) -> Said:
    title = _("Effect checked: %(result)s") % {"result": row.get_result_display().lower()}
    entry = _entry(row_id(row), title, moment(row.on, audit.unit.zone))
    entry |= {"description": prose(row.sample), "props": props({"method": row.method, "result": row.result})}
    return kept(entry | {"logged-by": [{"party-uuid": row_id(row.by), "role-id": "verifier"}]})
