"""Processes with their controls as an OSCAL component definition: what answers which requirement, and who for it.

Source: NIST OSCAL component definition model; a process is a component of the type “process-procedure”.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Max, Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.models import Cell, Framework, Process
from assurance.models import Document as Guide
from assurance.oscal.catalog import control_id
from assurance.oscal.resources import catalog_resource
from assurance.oscal.writing import (
    LONG_AGO,
    Document,
    Said,
    identity,
    in_pieces,
    kept,
    line,
    metadata,
    props,
    prose,
    row_id,
)
from foundation.directory.models import Person, User
from foundation.refusals import Refused

AT_ONCE = 100  # processes read together
FILE = "processes.component-definition.json"
ANSWERED = ("owner", "control__owner", "control", "requirement__framework")
ROLES = {
    "process-owner": gettext_lazy("Owner of a process"),
    "deputy": gettext_lazy("Deputy of an owner"),
    "control-owner": gettext_lazy("Owner of a control"),
}
Told = Callable[[int, int], None]  # done, total


@dataclass
class _Named:
    """What the processes and cells of a file name, gathered before it is written: keys of rows, and the last change."""

    people: set[int | None] = field(default_factory=set)
    frameworks: set[int] = field(default_factory=set)
    controls: set[int | None] = field(default_factory=set)
    changed: datetime = LONG_AGO

    def learn(self, some: Sequence[int], cells: Any) -> None:
        """What some processes and their cells name (four queries)."""
        processes = Process.objects.filter(pk__in=some).order_by()
        rows = cells.filter(process__in=some).order_by()
        for pair in processes.values_list("owner", "deputy"):
            self.people.update(pair)
        for *people, control, framework in rows.values_list(*ANSWERED).distinct():
            self.people.update(people)
            self.controls.add(control)
            self.frameworks.add(framework)
        days = processes.aggregate(a=Max("updated_at")) | rows.aggregate(
            b=Max("updated_at"), c=Max("control__updated_at")
        )
        self.changed = max(self.changed, *(day for day in days.values() if day is not None))


def component_definition(user: User, *, progress: Told = lambda done, total: None) -> Document:
    """The processes one sees that are not retired, in the order of their codes, with the cells one sees of each.

    Refused where there is none: the file would say nothing.
    """
    keys = list(Process.objects.visible_to(user).kept().order_by("code", "pk").values_list("pk", flat=True))
    if not keys:
        raise Refused("empty", _("There is no process you may see."))
    cells = Cell.objects.visible_to(user).filter(Q(applicable=False) | Q(control__isnull=False))
    guides = Guide.objects.visible_to(user).order_by("number", "pk")
    named = _Named()
    for some in in_pieces(keys, AT_ONCE):
        named.learn(some, cells)
    parts = {
        "uuid": identity("component-definition"),
        "metadata": _metadata(named),
        "components": _components(keys, cells, guides, progress),
        "back-matter": {"resources": _resources(named, guides)},
    }
    return Document("component-definition", FILE, parts)


def _metadata(named: _Named) -> Said:
    people = Person.objects.filter(pk__in=[pk for pk in named.people if pk is not None]).order_by("name", "pk")
    parties = [{"uuid": row_id(one), "type": "person", "name": line(one.name)} for one in people]
    roles = [{"id": name, "title": str(label)} for name, label in ROLES.items()]
    return metadata(_("Processes and their controls"), named.changed, roles=roles, parties=parties)


def _resources(named: _Named, guides: Any) -> Iterator[Said]:
    yield from map(catalog_resource, Framework.objects.filter(pk__in=named.frameworks).order_by("code"))
    for guide in guides.filter(controls__in=named.controls - {None}).distinct():
        ours = {"kind": guide.kind, "grading": guide.grading}
        number = [{"identifier": line(guide.number)}]
        yield {"uuid": row_id(guide), "title": line(guide), "props": props(ours), "document-ids": number}


def _components(keys: list[int], cells: Any, guides: Any, progress: Told) -> Iterator[Said]:
    """Component by component, read some processes at a time."""
    guided = Prefetch("control__guidance", guides, to_attr="guides")
    done = 0
    for some in in_pieces(keys, AT_ONCE):
        answers: dict[int, list[Cell]] = {}
        rows = cells.filter(process__in=some).select_related("requirement__framework", "control__owner", "owner")
        for cell in rows.prefetch_related(guided).order_by("requirement__framework__code", "requirement__order", "pk"):
            answers.setdefault(cell.process_id, []).append(cell)
        processes = Process.objects.filter(pk__in=some).select_related("area", "unit", "owner", "deputy", "parent")
        for process in processes.order_by("code", "pk"):
            yield _component(process, answers.get(process.pk, []))
        progress(done := done + len(some), len(keys))


def _component(process: Process, cells: list[Cell]) -> Said:
    ours = {
        "code": process.code,
        "area": process.area.code,
        "unit": process.unit.code,
        "part-of": process.parent.code if process.parent else "",
        "state": process.state,
        "qms-process": process.qms_process,
        "qms-document": process.qms_document,
        "qms-clauses": process.qms_clauses,
    }
    answered = groupby(cells, key=lambda cell: cell.requirement.framework)
    return kept(
        {
            "uuid": row_id(process),
            "type": "process-procedure",
            "title": line(process.name),
            "description": prose(process.purpose or process.name),
            "props": props(ours),
            "responsible-roles": _roles({"process-owner": process.owner, "deputy": process.deputy}),
            "control-implementations": [_answers(process, framework, list(some)) for framework, some in answered],
        }
    )


def _roles(people: dict[str, Person | None]) -> list[Said]:
    return [{"role-id": role, "party-uuids": [row_id(one)]} for role, one in people.items() if one is not None]


def _answers(process: Process, framework: Framework, cells: list[Cell]) -> Said:
    return {
        "uuid": identity("answers", process.uuid, framework.uuid),
        "source": f"#{row_id(framework)}",
        "description": _("How this process meets the requirements that apply to it."),
        "implemented-requirements": [_answer(cell) for cell in cells],
    }


def _answer(cell: Cell) -> Said:
    control = cell.control if cell.applicable else None
    facts: dict[str, object] = {"applicable": "" if cell.applicable else "no"}
    if control is not None:
        facts |= {
            name: getattr(control, name) for name in ("code", "kind", "state", "frequency", "design", "operation")
        }
    return kept(
        {
            "uuid": row_id(cell),
            "control-id": control_id(cell.requirement),
            "description": prose(control.statement if control else cell.reason),
            "props": props(facts),
            "links": [{"href": f"#{row_id(one)}", "rel": "reference"} for one in getattr(control, "guides", ())],
            "responsible-roles": _roles({"control-owner": (cell.owner or control.owner) if control else None}),
        }
    )
