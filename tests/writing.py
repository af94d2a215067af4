"""Every door of the API that writes, found in its addresses: what it takes, which rows its body names, a body that fits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from rest_framework import serializers

from assurance.models import Control, EvidenceVersion, Requirement
from audits.models import Finding
from foundation.api.bodies import Body
from foundation.api.doors import SAFE
from foundation.api.fields import Choice, Day, Id, Number, Truth, Whole
from foundation.directory.forms.typed import TypedPerson
from foundation.directory.models import Person
from foundation.models.trail import Notification
from tests.routes.api import CALLS
from tests.routes.stepped import STEPPED
from tests.world import World


@dataclass(frozen=True)
class Relation:
    """A place in a body that takes the uuid of a row: its path, the model, the body, whether several."""

    path: tuple[str, ...]
    model: type[models.Model]
    body: str
    several: bool = False

    @property
    def name(self) -> str:
        return ".".join(self.path)


@dataclass(frozen=True)
class Writing:
    """A door and the method that writes through it."""

    name: str
    method: str
    action: str
    view: type[Any]

    @property
    def takes(self) -> type[Body]:
        return getattr(self.view, self.action).takes

    @property
    def id(self) -> str:
        return f"{self.name.removeprefix('api:')}-{self.method}"

    @property
    def lines(self) -> list[str]:
        """The lines of the matrix that call it, first those by which somebody of the cast writes; a step has none."""
        named = [
            name for name, call in CALLS.items() if name.partition("#")[0] == self.name and call.method == self.method
        ]
        return sorted(named, key=lambda name: not CALLS[name].write)

    def address(self, world: World) -> str:
        if self.lines:
            return reverse(self.name, args=CALLS[self.lines[0]].own(world))
        return reverse(self.name, args=[self._row(world).uuid])

    def _row(self, world: World) -> Any:
        flow = self.view.workflow.name
        assert flow in STEPPED, f"Name a row of the world for the steps of {flow} in tests/routes/stepped.py."
        return getattr(world, THEIRS.get(self.id, STEPPED[flow][1]))

    def body(self, world: World) -> dict[str, Any]:
        """What the matrix sends, completed where its line leaves something open."""
        known = CALLS[self.lines[0]].body(world) if self.lines else {}
        return filled_in(self.takes(), COMPLETE[self.id](world) if self.id in COMPLETE else known)

    def relations(self) -> list[Relation]:
        return list(relations_of(self.takes))


# Doors that speak a protocol of its own (foundation.api.uploads): their bodies are bytes, and they serve more methods.
PROTOCOLS = {"api:upload-list", "api:upload-detail"}


def writings() -> list[Writing]:
    """Every door and method that writes, each once."""
    found = {}
    for name, pattern in _named(get_resolver().url_patterns):
        for method, action in (getattr(pattern.callback, "actions", None) or {}).items():
            if name.startswith("api:") and name not in {"api:nothing", *PROTOCOLS} and method not in SAFE:
                found.setdefault((name, method), Writing(name, method, action, pattern.callback.cls))
    return list(found.values())


def _named(patterns: list[Any], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _named(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}", pattern


def relations_of(takes: type[Body], before: tuple[str, ...] = ()) -> Iterator[Relation]:
    """The relations of a body and of what it holds."""
    held: dict[str, forms.Field] = getattr(getattr(takes, "form", None), "base_fields", {})
    for name, field in takes().fields.items():
        path = (*before, name)
        inner = getattr(field, "child", field)
        if isinstance(inner, serializers.Serializer):
            yield from relations_of(type(inner), path)
        elif (takes.__name__, name) in NO_ROWS:
            continue
        elif isinstance(inner, Id) or _is_open_choice(held.get(name)):
            yield Relation(path, model_of(takes, name, held.get(name)), takes.__name__, several=inner is not field)


def _is_open_choice(field: forms.Field | None) -> bool:
    """A choice whose options are known only when the form is made: rows in disguise."""
    return isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField) and not field.choices


def model_of(takes: type[Body], name: str, field: forms.Field | None) -> type[models.Model]:
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        return field.queryset.model
    if isinstance(field, TypedPerson):
        return Person
    if (takes.__name__, name) in IN_DISGUISE:
        return IN_DISGUISE[takes.__name__, name]
    raise AssertionError(f"Say in tests/writing.py IN_DISGUISE which rows {takes.__name__}.{name} names.")


# Choices that are known only when the form is made, and are no rows.
NO_ROWS = {  # regions and catalogues are named by code, and whoever plans may name them all
    ("ObjectiveSerializer", "metric"),
    ("ProgrammeChangeSerializer", "frameworks"),
    ("ProgrammeChangeSerializer", "regions"),
    ("ProgrammeSerializer", "frameworks"),
    ("ProgrammeSerializer", "regions"),
    ("RoleProposalSerializer", "role"),
}
IN_DISGUISE: dict[tuple[str, str], type[models.Model]] = {
    ("AuditBuildChecklistSerializer", "requirements"): Requirement,
    ("AuditBuildChecklistSerializer", "groups"): Requirement,
    ("ClearanceSerializer", "evidence"): EvidenceVersion,
    ("RequestForEvidenceSerializer", "row"): Control,
    ("ResendBody", "mails"): Notification,
    ("RoomQuestionSerializer", "about"): Finding,
}


# Steps that only one person takes, on the row of the world that is theirs.
THEIRS = {"finding-step-review_risk-post": "far_finding"}

# Where the matrix sends less than there has to be.
COMPLETE: dict[str, Callable[[World], dict[str, Any]]] = {
    "centre-list-post": lambda world: {
        "unit": str(world.company.units["TS"].uuid),
        "site": str(world.centre.site.uuid),
        "head": str(world.company.person("ines").uuid),
        "functions": ["test"],
    },
    "centre-step-change_centre-post": lambda world: {
        "head": str(world.company.person("ines").uuid),
        "functions": ["test"],
    },
    "programme-step-change_line-post": lambda world: {"line": str(world.line.uuid)},
    "programme-step-drop_line-post": lambda world: {"line": str(world.line.uuid)},
    "audit-step-except_member-post": lambda world: {"member": str(world.company.person("leo").uuid)},
    "audit-step-log_external-post": lambda world: {
        "requirement": str(world.company.framework.requirements.get(ref="MCB-16").uuid),
        "type": "minor",
    },
    **{
        f"certificate-step-{step}-post": lambda world: {"edition": str(world.company.framework.uuid)}
        for step in ("recertify", "record_transition", "restore")
    },
    "inspection-step-schedule-post": lambda world: {"host": str(world.company.person("samir").uuid)},
    "inspection-step-record_result-post": lambda world: {"letter": str(world.authorisation.letter.uuid)},
    "proof-list-post": lambda world: {"course": str(world.course.uuid), "completed_on": "2026-11-19"},
    "grant-list-post": lambda world: {
        "grantee": str(world.company.cast["claire"].uuid),
        "unit": str(world.company.units["TS"].uuid),
        "kind": "certifier",
        "valid_from": "2026-12-14",
        "valid_until": "2026-12-18",
    },
}


def filled_in(body: serializers.Serializer, known: dict[str, Any]) -> dict[str, Any]:
    """A body with something in every field that must be there; rows are left to who knows them."""
    found = dict(known)
    for name, field in body.fields.items():
        if name not in found and field.required:
            found[name] = example(field)
    return found


def example(field: serializers.Field) -> Any:
    if isinstance(field, serializers.Serializer):
        return {name: example(inner) for name, inner in field.fields.items()}
    if isinstance(field, serializers.ListField | serializers.ListSerializer):
        return [example(field.child)]
    if isinstance(field, Choice):
        return next(iter(field.choices))
    by_kind: dict[type, Any] = {Day: "2026-12-14", Truth: True, Whole: 1, Number: 1, Id: NONE}
    return next((value for kind, value in by_kind.items() if isinstance(field, kind)), "Seen.")


NONE = "00000000-0000-4000-8000-000000000000"


def with_row(body: dict[str, Any], relation: Relation, uuid: str) -> dict[str, Any]:
    """The body with a uuid at the relation's place."""
    head, *rest = relation.path
    if not rest:
        return body | {head: [uuid] if relation.several else uuid}
    lines = body.get(head) or [{}]
    inner = Relation(tuple(rest), relation.model, relation.body, relation.several)
    return body | {head: [with_row(lines[0], inner, uuid), *lines[1:]]}
