"""What the OSCAL files of audits have in common: people, what is audited, and the resources behind it."""

from collections.abc import Iterable, Iterator

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assurance.models import EvidenceVersion, Framework, Process
from assurance.oscal.resources import catalog_resource, evidence_resource
from assurance.oscal.writing import Said, identity, in_pieces, line, metadata, props, prose, row_id
from audits.models import Audit, Finding, TeamMember
from audits.oscal.material import Asked, Named
from foundation.directory.models import Person, Unit
from foundation.refusals import Refused

RESOURCES_AT_ONCE = 500
ROLES = {
    "lead-auditor": gettext_lazy("Lead auditor"),
    "auditor": gettext_lazy("Auditor"),
    "expert": gettext_lazy("Technical expert"),
    "trainee": gettext_lazy("Trainee"),
    "observer": gettext_lazy("Observer"),
    "guide": gettext_lazy("Guide"),
    "owner": gettext_lazy("Owner of a finding or an action"),
    "verifier": gettext_lazy("Who checks the effect"),
    "risk-owner": gettext_lazy("Who carries a risk for a while"),
}


# The head


def head(what: str, named: Named) -> Said:
    """The metadata: what the file tells of, and who is named in which role. Refused where the reader sees no audit."""
    if not named.refs:
        raise Refused("empty", _("There is no audit here that you may see."))
    people = sorted(named.people.values(), key=lambda one: (one.name, one.pk))
    parties = [{"uuid": row_id(one), "type": "person", "name": line(one.name)} for one in people]
    guests = sorted((name, str(uuid)) for uuid, name in named.guests.items())
    parties += [{"uuid": seat_id(uuid), "type": "person", "name": line(name)} for name, uuid in guests]
    seats: dict[str, set[str]] = {}
    for seat in named.team:
        seats.setdefault(role_of(seat), set()).add(party_of(seat))
    responsible = [{"role-id": role, "party-uuids": sorted(uuids)} for role, uuids in sorted(seats.items())]
    roles = [{"id": name, "title": str(label)} for name, label in ROLES.items()]
    title = f"{what}: {_told(named)}"
    return metadata(title, named.changed, roles=roles, parties=parties, responsible_parties=responsible)


def _told(named: Named) -> str:
    many = ngettext("%(n)d audit", "%(n)d audits", len(named.refs)) % {"n": len(named.refs)}
    return next(iter(named.refs.values())) if len(named.refs) == 1 else many


def file_id(model: str, named: Named) -> str:
    """That of a file about these audits, the same in each export."""
    return identity(model, *sorted(map(str, named.refs)))


def file_name(model: str, named: Named) -> str:
    """“a-2026-05.assessment-plan.json”, or “audits.assessment-plan.json” for several."""
    of = slugify(next(iter(named.refs.values())).partition(" ")[0]) if len(named.refs) == 1 else "audits"
    return f"{of}.{model}.json"


def seat_id(uuid: object) -> str:
    return identity("seat", uuid)


def party_of(seat: TeamMember) -> str:
    return row_id(seat.person) if seat.person is not None else seat_id(seat.uuid)


def role_of(seat: TeamMember) -> str:
    return "lead-auditor" if seat.part == TeamMember.Part.LEAD else seat.part


def by(role: str, people: Iterable[Person]) -> list[Said]:
    """`responsible-roles`."""
    found = [row_id(one) for one in people]
    return [{"role-id": role, "party-uuids": found}] if found else []


def origins(role: str, people: Iterable[Person]) -> list[Said]:
    """Who said it."""
    actors = [{"type": "party", "actor-uuid": row_id(one), "role-id": role} for one in people]
    return [{"actors": actors}] if actors else []


# What is audited


def components(units: Iterable[Unit], processes: Iterable[Process]) -> list[Said]:
    """Each audited unit and each audited process, as what it is: a system and a process."""
    running = {"status": {"state": "operational"}}
    systems = [
        {"uuid": row_id(one), "type": "system", "title": line(one), "description": line(one), **running}
        for one in sorted(units, key=lambda one: one.code)
    ]
    procedures = [
        {
            "uuid": row_id(one),
            "type": "process-procedure",
            "title": line(one.name),
            "description": prose(one.purpose or one.name),
            "props": props({"code": one.code}),
            **running,
        }
        for one in sorted(processes, key=lambda one: one.code)
    ]
    return [*systems, *procedures]


def audited(audit: Audit) -> list[str]:
    """The ids of what an audit looks at: its processes, or its unit where it names none."""
    return [row_id(one) for one in sorted(audit.processes.all(), key=lambda one: one.code)] or [row_id(audit.unit)]


def subjects(uuids: Iterable[str]) -> list[Said]:
    return [{"subject-uuid": one, "type": "component"} for one in uuids]


# What stands behind it


def resources(asked: Asked, named: Named, *first: Said) -> Iterator[Said]:
    """The back matter: what the file builds on, its criteria, and its evidence."""
    yield from first
    criteria = Framework.objects.visible_to(asked.user).filter(pk__in=list(named.frameworks))
    seen = {one.pk for one in criteria}
    for framework in sorted(named.frameworks.values(), key=lambda one: one.code):
        yield catalog_resource(framework) if framework.pk in seen else cited(row_id(framework), framework)
    for keys in in_pieces(sorted(named.evidence), RESOURCES_AT_ONCE):
        versions = EvidenceVersion.objects.filter(pk__in=keys).for_choice().order_by("evidence__ref", "number", "pk")
        yield from (evidence_resource(one, place=asked.place) for one in versions)


def cited(uuid: str, title: object, text: str = "") -> Said:
    """A resource that is only named."""
    return {"uuid": uuid, "title": line(title), "citation": {"text": line(text or title)}}


def about(finding: Finding) -> list[Said]:
    """The properties of a finding, the same in each file."""
    ours = {
        "ref": finding.ref,
        "type": finding.type,
        "state": finding.state,
        "site": finding.site,
        "external-ref": finding.external_ref,
        "external-grade": finding.external_grade,
        "repeat-of": finding.repeat_of.ref if finding.repeat_of else "",
        "systemic": "yes" if finding.systemic else "",
        "raised-on": finding.raised_on,
        "issued-on": finding.issued_on,
        "closed-on": finding.closed_on,
    }
    return props(ours)
