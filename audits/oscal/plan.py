"""What an audit looks at, when and by whom, as an OSCAL assessment plan.

Source: NIST OSCAL assessment plan model. Criteria and questions are the reviewed controls and the activities, sessions
the tasks; the questions are told to whom the checklist is open.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assurance.oscal.writing import (
    DAY_END,
    Document,
    Said,
    identity,
    kept,
    line,
    moment,
    props,
    prose,
    row_id,
)
from audits.models import Audit, ChecklistItem, PlanSession
from audits.oscal.criteria import reviewed
from audits.oscal.material import Asked, Material, Named
from audits.oscal.parts import audited, by, cited, components, file_id, file_name, head, party_of, resources, role_of

MODEL = "assessment-plan"
SYSTEM = identity("system")


def assessment_plan(asked: Asked) -> Document:
    """The plan of the audits, each as a task with its sessions below."""
    named = asked.named(Named.audits, Named.plans)
    looked_at = components(named.units.values(), named.processes.values())
    system = cited(SYSTEM, _("The assurance system of the audited units"))
    parts = {
        "uuid": file_id(MODEL, named),
        "metadata": head(_("Audit plan"), named),
        "import-ssp": {"href": f"#{SYSTEM}"},
        "local-definitions": {"components": looked_at, "activities": _activities(asked)},
        "reviewed-controls": reviewed(named.requirements.values(), named.frameworks.values()),
        "assessment-subjects": [_subjects([one["uuid"] for one in looked_at])],
        "tasks": _tasks(asked),
        "back-matter": {"resources": resources(asked, named, system)},
    }
    return Document(MODEL, file_name(MODEL, named), parts)


def _subjects(uuids: list[str]) -> Said:
    return {"type": "component", "include-subjects": [{"subject-uuid": one, "type": "component"} for one in uuids]}


def _activities(asked: Asked) -> Iterator[Said]:
    """Each question of the checklists."""
    for material in asked.materials():
        for item in material.all_items:
            yield {
                "uuid": activity_id(item),
                "title": line(f"{item.number} {item.title}"),
                "description": prose(item.question),
                "related-controls": reviewed([item.requirement], []),
            }


def activity_id(item: ChecklistItem) -> str:
    return identity("activity", item.uuid)


def _tasks(asked: Asked) -> Iterator[Said]:
    for material in asked.materials():
        yield from (_task(audit, material) for audit in material.audits)


def _task(audit: Audit, material: Material) -> Said:
    """An audit as a whole, with its questions and its sessions."""
    zone, subjects = audit.unit.zone, [_subjects(audited(audit))]
    days = {"start": moment(audit.planned_start, zone), "end": moment(audit.planned_end, zone, at=DAY_END)}
    seats = sorted((role_of(seat), party_of(seat)) for seat in audit.team.all() if material.tells_people)
    activities = [{"activity-uuid": activity_id(one), "subjects": subjects} for one in material.items.get(audit.pk, ())]
    return kept(
        {
            "uuid": row_id(audit),
            "type": "action",
            "title": line(audit),
            "description": _asked(audit),
            "props": _facts(audit),
            "timing": {"within-date-range": days},
            "tasks": [_session(one, zone, material) for one in material.sessions.get(audit.pk, ())],
            "associated-activities": activities,
            "subjects": subjects,
            "responsible-roles": [{"role-id": role, "party-uuids": [party]} for role, party in seats],
        }
    )


def _asked(audit: Audit) -> str:
    told = "\n\n".join(filter(None, (audit.objectives, audit.scope)))
    return prose(told) if told else ""


def _facts(audit: Audit) -> list[Said]:
    ours = {
        "ref": audit.ref,
        "kind": audit.kind,
        "method": audit.method,
        "unit": audit.unit.code,
        "area": audit.area.code if audit.area else "",
        "organisation": audit.organisation,
        "grading": audit.grading,
    }
    return props(ours)


def _session(session: PlanSession, zone: str, material: Material) -> Said:
    days = {name: moment(session.day, zone, at=at) for name, at in (("start", session.starts), ("end", session.ends))}
    ours = {"place": session.place, "with": session.contact, "criteria": session.criteria}
    return kept(
        {
            "uuid": row_id(session),
            "type": "action" if session.kind == PlanSession.Kind.SESSION else "milestone",
            "title": line(session.topic),
            "props": props(ours),
            "timing": {"within-date-range": days},
            "responsible-roles": by("auditor", material.told(session.auditor)),
        }
    )
