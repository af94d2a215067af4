"""What bodies of the API may name and hold: no row one may not see, no field that nobody asked for.

Doors and relations are found in the addresses and in the bodies themselves (tests/writing.py); whoever adds one is
told here what is missing.
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, Client, encode_multipart

from foundation.models.trail import Event
from tests import snapshot
from tests.foreign import ALWAYS_OFFERED, OFFERED_TO_ALL, SCOPED, build_foreign, foreign_to, is_open, standing
from tests.routes.api import CALLS
from tests.test_access_matrix import EVERYONE, sign_in, undone
from tests.test_api_matrix import knock, without_limits
from tests.test_known_faults import everything
from tests.world import World, build, meet
from tests.writing import NONE, Relation, Writing, with_row, writings

pytestmark = pytest.mark.anywhere

__all__ = ["without_limits"]
WRITINGS = writings()
RELATIONS = [(writing, relation) for writing in WRITINGS for relation in writing.relations() if not is_open(relation)]
BESIDE = {
    "id", "pk", "uuid", "ref", "is_staff", "is_superuser", "is_active", "role", "roles", "kind", "state", "version",
    "created_by", "created_at", "updated_at", "sealed", "unit", "org", "actor", "on", "by", "subject", "step", "kept",
}  # fmt: skip


def all_there_is() -> tuple[Any, ...]:
    return Event.objects.count(), everything()


def answered(world: World, who: str, writing: Writing, body: Any) -> tuple[int, Any]:
    answer = knock(world, who, writing.method, writing.address(world), body)
    return answer.status_code, answer.content.decode()


@pytest.fixture
def abroad(db: None, settings: Any, bytes_kept: Path) -> tuple[World, Any]:
    """The world, and the rows in it that were built to be foreign; both as they are met when they are new."""
    settings.FILES_ROOT, settings.INCOMING_ROOT = bytes_kept / "files", bytes_kept / "uploads"
    met: list[tuple[World, Any]] = []

    def build_both() -> None:
        build()
        there = meet()
        met.append((there, build_foreign(there)))

    return snapshot.there("abroad", build_both, met.pop)


# ── Foreign keys in bodies ───────────────────────────────────────────────────────────────────────────────────────────


def writers(writing: Writing) -> Iterator[tuple[str, Any]]:
    """Who may be let in: the matrix' own, everybody for a step; and Emma with one role on her unit."""
    named = {who for line in writing.lines for who in CALLS[line].write}
    yield from ((who, None) for who in sorted(named or EVERYONE))
    yield from (("emma", role) for role in SCOPED)


def refused_alike(world: World, who: str, writing: Writing, relation: Relation, built: Any) -> list[Any] | None:
    """The rows a body could name though it must not; None when `who` is not let in at all."""
    body = writing.body(world)
    status, none = answered(world, who, writing, with_row(body, relation, NONE))
    if status != 400 or not set(json.loads(none)) & set(relation.path):
        return None
    rows, wrong = foreign_to(world, who, relation, built), []
    for row in rows:
        uuid = str(row.uuid)
        status, theirs = answered(world, who, writing, with_row(body, relation, uuid))
        if status != 400 or theirs.replace(uuid, NONE) != none:
            wrong.append((who, str(row), status, theirs, none))
    return wrong if rows else None


@pytest.mark.parametrize(("writing", "relation"), RELATIONS, ids=lambda one: getattr(one, "id", None) or one.name)
def test_fk_in_body_a_row_one_may_not_name_is_refused_like_one_that_does_not_exist(abroad, writing, relation):
    (world, built), tried, wrong = abroad, 0, []
    before = all_there_is()

    for who, role in writers(writing):
        with standing(world, role):
            found = refused_alike(world, who, writing, relation, built)
        tried += found is not None
        wrong += [(role, *one) for one in found or ()]

    assert wrong == []
    assert tried, (
        f"Nobody who may write by {writing.id} lacks sight of any {relation.model.__name__}: add such a row to "
        f"tests/foreign.py, or the role that writes here to SCOPED."
    )
    assert all_there_is() == before


def test_rows_offered_to_all_are_few_and_each_says_why():
    assert {model.__name__ for model in OFFERED_TO_ALL} == {
        "Person",
        "Framework",
        "Requirement",
        "Question",
        "TemplateVersion",
    }
    everybodys = {"Area", "Calendar", "CertificationBody", "Course", "Notification", "Scheme"}
    assert {model.__name__ for model in ALWAYS_OFFERED} == everybodys
    assert len(RELATIONS) > 20


# ── Mass assignment ──────────────────────────────────────────────────────────────────────────────────────────────────


def names_nobody_asked_for(writing: Writing) -> list[str]:
    """Every field of every table of ours and what attackers try, but for what the body does take."""
    tables = [model for label in snapshot.OURS for model in apps.get_app_config(label).get_models()]
    fields = {field.name for model in tables for field in model._meta.get_fields()}
    return sorted((fields | BESIDE) - set(writing.takes().fields) - {"files"})


def let_in(world: World, writing: Writing) -> tuple[str, Any]:
    """Somebody whom the door does not send away, with the role that it takes where nobody of the cast has it."""
    for who, role in writers(writing):
        with standing(world, role):
            answer = undone(lambda who=who: answered(world, who, writing, {"nobody_asked": 1}))
        if answer[0] not in (401, 403, 404):
            return who, role
    raise AssertionError(f"Nobody may write by {writing.id}; say in tests/routes/api.py or tests/foreign.py who does.")


@pytest.mark.parametrize("writing", WRITINGS, ids=lambda one: one.id)
def test_mass_assignment_fields_that_no_body_has_are_refused_by_name_and_change_nothing(world, writing):
    (who, role), names, before = let_in(world, writing), names_nobody_asked_for(writing), all_there_is()

    with standing(world, role):
        found = answered(world, who, writing, writing.body(world) | dict.fromkeys(names, "1"))

    assert found[0] == 400, (who, role, found)
    assert json.loads(found[1]) == {name: ["There is no such field."] for name in names}
    assert all_there_is() == before


@pytest.mark.parametrize("writing", [one for one in WRITINGS if one.takes.takes_files], ids=lambda one: one.id)
def test_mass_assignment_beside_files_is_refused_by_name_and_keeps_no_file(world, writing):
    (who, role), names = let_in(world, writing), names_nobody_asked_for(writing)
    client, before = Client(), all_there_is()
    sign_in(client, world.company.cast[who])
    proof = SimpleUploadedFile("proof.txt", b"Proof.", "text/plain")
    sent = encode_multipart(BOUNDARY, dict.fromkeys(names, "1") | {"files": proof})

    with standing(world, role):
        answer = client.generic(writing.method.upper(), writing.address(world), sent, MULTIPART_CONTENT)

    assert answer.status_code == 400, answer.content
    assert set(names) == set(answer.json())
    assert all_there_is() == before


def declared(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Each `fields = "__all__"` and `exclude = …` of a Meta."""
    for meta in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == "Meta"):
        for line in (node for node in meta.body if isinstance(node, ast.Assign)):
            name, value = getattr(line.targets[0], "id", ""), line.value
            if name == "exclude" or (name == "fields" and getattr(value, "value", None) == "__all__"):
                yield line.lineno, name


def test_mass_assignment_forms_and_representations_name_their_fields_one_by_one():
    sources = [path for room in ("config", *snapshot.OURS[1:]) for path in (settings.BASE_DIR / room).rglob("*.py")]
    found = [(str(path), *line) for path in sources for line in declared(ast.parse(path.read_text()))]

    assert len(sources) > 100
    assert found == []
    assert list(declared(ast.parse('class A:\n    class Meta:\n        fields = "__all__"'))) == [(3, "fields")]
