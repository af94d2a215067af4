"""What is done about nonconformities, as an OSCAL plan of action and milestones: an item for each corrective action.

Source: NIST OSCAL POA&M model. A nonconformity whose plan is still awaited is an item too.
"""

from collections.abc import Callable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from assurance.oscal import control_id
from assurance.oscal.writing import Document, Said, identity, kept, line, points_at, props, prose, row_id
from audits.models import Audit, CorrectiveAction, Finding
from audits.oscal.material import Asked, Material, Named
from audits.oscal.observations import observed_as, of_finding
from audits.oscal.parts import about, components, file_id, file_name, head, origins, resources
from audits.oscal.risks import risk_id, risk_of
from foundation.directory.models import Person
from foundation.refusals import Refused

MODEL = "plan-of-action-and-milestones"
SCHEME = "https://ietf.org/rfc/rfc4122"
Told = Callable[[Finding, Audit, Material], Iterator[Said]]


def plan_of_action(asked: Asked) -> Document:
    """The nonconformities of the audits with what remedies them. Refused where there is none."""
    named = asked.named(Named.audits, Named.actions)
    if not named.nonconformities:
        raise Refused("nothing", _("There is no nonconformity here that you may see, so nothing to act on."))
    concerned = components(named.units.values(), named.processes.values())
    parts = {
        "uuid": file_id(MODEL, named),
        "metadata": head(_("Plan of action and milestones"), named),
        "system-id": {"identifier-type": SCHEME, "id": identity("system")},
        "local-definitions": {"components": concerned},
        "observations": _each(asked, lambda *of: iter([of_finding(*of)])),
        "risks": _each(asked, lambda *of: iter([risk_of(*of)])),
        "poam-items": _each(asked, _items),
        "back-matter": {"resources": resources(asked, named)},
    }
    return Document(MODEL, file_name(MODEL, named), parts)


def _each(asked: Asked, told: Told) -> Iterator[Said]:
    for material in asked.materials():
        audits = {audit.pk: audit for audit in material.audits}
        for finding in material.nonconformities:
            yield from told(finding, audits[finding.audit_id], material)


def _items(finding: Finding, audit: Audit, material: Material) -> Iterator[Said]:
    actions = finding.actions.all()
    yield from (_action(one, finding) for one in actions)
    if not actions:
        due = material.dues.get(finding.uuid, {}).get("plan")
        title = _("%(ref)s: a plan is awaited") % {"ref": finding.ref}
        yield _item(
            identity("awaited", finding.uuid), title, finding.statement, finding, due_on=due.due_on if due else None
        )


def _action(row: CorrectiveAction, finding: Finding) -> Said:
    days = {"due_on": row.due_on, "implemented_on": row.implemented_on}
    return _item(identity("item", row.uuid), str(row), row.text, finding, row.owner, **days)


def _item(uuid: str, title: str, text: str, finding: Finding, *owners: Person, **days: date | None) -> Said:
    requirement = finding.requirement
    ours: dict[str, object] = {"control-id": control_id(requirement) if requirement else ""}
    ours |= {name.replace("_", "-"): day for name, day in days.items()}
    criterion = [{"href": f"#{row_id(requirement.framework)}", "rel": "reference"}] if requirement else []
    return kept(
        {
            "uuid": uuid,
            "title": line(title),
            "description": prose(text),
            "props": [*about(finding), *props(ours)],
            "links": criterion,
            "origins": origins("owner", owners),
            "related-observations": points_at("observation-uuid", [observed_as(finding)]),
            "related-risks": points_at("risk-uuid", [risk_id(finding)]),
        }
    )
