"""What comparable products got wrong, a class of fault after the other, tried on every page that exists.

The access matrix holds who reads and writes what; this looks for the ways round it.
"""

from functools import cache
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from assurance.models import EvidenceLink
from audits.actions import issue_finding, log_finding
from audits.models import Finding
from foundation.models.signin import Session
from foundation.models.trail import Event, EventContent
from foundation.models.work import Approval
from foundation.workflow import workflow_of, workflows
from tests import snapshot
from tests.company import OUTSIDERS, TODAY
from tests.routes import ROUTES
from tests.test_access_matrix import EVERYONE, door, said_by, sign_in, undone, visitor
from tests.world import World

CANARY = "Canary 7f3a of another region"
STREAMED = ({}, b"")  # in place of the headers and the body of a file


def browser(world: World, name: str) -> Client:
    client = visitor()
    sign_in(client, world.company.cast[name])
    return client


def rows_of(*models_: type[models.Model]) -> list[Any]:
    return [row for model in models_ for row in model._base_manager.order_by("pk").values_list()]


def everything() -> dict[str, list[Any]]:
    """Every row of ours but the log, as its columns hold it, to see that nothing changed."""
    found = {}
    with connection.cursor() as cursor:
        for label in snapshot.OURS:
            for model in apps.get_app_config(label).get_models():
                if model not in (Event, EventContent, Session):
                    cursor.execute(whole(model))
                    found[model._meta.label] = cursor.fetchall()
    return found


@cache
def whole(model: type[models.Model]) -> str:
    """The question for every column of every row of a table, in the order of its key."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in model._meta.local_concrete_fields)
    return f"SELECT {columns} FROM {quote(model._meta.db_table)} ORDER BY {quote(model._meta.pk.column)}"  # noqa: S608 - own names


# ── Detail actions without a check of the object ─────────────────────────────────────────────────────────────────────


@pytest.mark.anywhere
def test_detail_action_without_object_check_every_step_of_a_foreign_record_is_missing(world):
    before, found = everything(), {}
    for name in EVERYONE:
        client = browser(world, name)
        for workflow in workflows():
            seen = workflow.model._default_manager.visible_to(world.company.cast[name])
            for row in workflow.model._default_manager.exclude(pk__in=set(seen.values_list("pk", flat=True)))[:1]:
                for step in workflow.steps:
                    address = reverse("foundation:step", args=[workflow.name, row.uuid, step.name])
                    answer = client.post(address, {"reason": "Because."})
                    found[workflow.name, step.name, name] = answer.status_code

    assert set(found.values()) == {404}
    assert {workflow for workflow, _step, _name in found} >= {"audit", "finding"}
    assert everything() == before


# ── Confused identifiers ─────────────────────────────────────────────────────────────────────────────────────────────


def test_confused_identifiers_a_row_under_another_rows_address_is_missing(world):
    foreign_item = world.far_audit.items.first().uuid
    tobias = browser(world, "tobias")

    answers = [
        tobias.get(reverse(f"audits:{name}", args=[world.audit.uuid, foreign_item]))
        for name in ("fieldwork_item", "log_finding", "fieldwork_evidence")
    ]
    answers += [
        tobias.get(reverse("foundation:step", args=["finding", world.audit.uuid, "issue"])),
        tobias.post(reverse("foundation:comment", args=["audits.finding", world.audit.uuid]), {"text": "x"}),
        tobias.get(reverse("audits:finding", args=[world.audit.uuid])),
        tobias.get(reverse("assurance:evidence_file", args=[world.evidence.evidence.uuid])),
    ]

    assert {answer.status_code for answer in answers} == {404}


# ── Aggregates, charts, counts and exports outside the scope ─────────────────────────────────────────────────────────


@time_machine.travel("2026-11-20T10:00:00Z", tick=False)
@pytest.mark.anywhere
def test_unscoped_aggregates_a_finding_elsewhere_changes_no_page_of_who_may_not_see_it(world):
    stranger_pages = [
        (name, member)
        for name, route in ROUTES.items()
        for member in sorted(route.read & {"helena", "samir", "emma", *OUTSIDERS})
        if not route.public
    ]
    before = {key: page(world, *key) for key in stranger_pages}

    def act() -> set[tuple[str, str]]:
        _finding_elsewhere(world)
        assert CANARY in page(world, "audits:findings", "ines")[2].decode()
        return {key for key in stranger_pages if page(world, *key) != before[key]}

    changed = undone(act)
    # Only what differs is asked once more without the finding, and what leaves a trace of being read: a file.
    again = [key for key in stranger_pages if key in changed or before[key][1:] == STREAMED]
    restless = {key for key in again if page(world, *key) != before[key]}

    assert changed <= restless, sorted(changed - restless)
    # A fresh secret each time; the custody of what this test itself has just downloaded or opened.
    assert {name for name, _member in restless} <= {
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "assurance:evidence",
        "people:attestation",
        "people:proof",
    }


def page(world: World, name: str, member: str) -> Any:
    there = door(name, world)
    answer = there.answer(member, "get")
    return (answer.status_code, *STREAMED) if answer.streaming else said_by(answer, there)


def _finding_elsewhere(world: World) -> Finding:
    draft = log_finding(
        actor=world.company.cast["priya"],
        audit=world.far_audit,
        item=world.far_audit.items.last(),
        type=Finding.Type.MAJOR,
        statement=CANARY,
        objective_evidence=CANARY,
        process=world.company.processes["mea-acceptance"],
        owner=world.company.person("omar"),
        on=TODAY,
    )
    return issue_finding(actor=world.company.cast["tobias"], finding=draft, on=TODAY)


# ── Foreign keys in a body ───────────────────────────────────────────────────────────────────────────────────────────


def test_fk_in_body_evidence_is_not_linked_to_a_foreign_record(world):
    before = rows_of(EvidenceLink)
    far = world.far_finding

    for name in ("samir", "emma"):
        answer = browser(world, name).post(
            reverse("assurance:evidence_add") + f"?subject=audits.finding:{far.uuid}",
            {"title": "Mine", "subject": f"audits.finding:{far.uuid}", "subject_uuid": far.uuid, "unit": far.unit.pk},
        )
        assert answer.status_code in (403, 404, 422)

    assert rows_of(EvidenceLink) == before


# ── Mass assignment, and whose act it is ─────────────────────────────────────────────────────────────────────────────


def forged(world: World) -> dict[str, Any]:
    """Fields that no form has, for every write at once."""
    cast = world.company.cast
    return {
        "actor": cast["ines"].pk,
        "asked_by": cast["carla"].person.pk,
        "uploaded_by": cast["carla"].pk,
        "is_staff": "on",
        "is_superuser": "on",
        "is_active": "",
        "kind": "inside",
        "person": cast["ines"].person.pk,
        "role": "CO",
        "state": "closed",
        "version": "99",
        "ref": "F-999",
        "uuid": "00000000-0000-0000-0000-000000000001",
        "created_at": "2001-01-01",
        "closed_on": "2001-01-01",
        "sealed": "1",
    }


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.write and not route.public])
def test_mass_assignment_fields_that_no_form_has_change_nothing_and_forge_nobody(world, name):
    route = ROUTES[name]
    member = min(route.write)
    there, me = door(name, world), world.company.cast[member]
    known = set(Event.objects.values_list("pk", flat=True))

    def act() -> tuple[int, dict[str, Any]]:
        address, client = there.address, browser(world, member)
        plain = route.data(world)
        status = client.post(address, {**forged(world), **plain}, headers=route.headers).status_code
        return status, _forged_now(me, known)

    status, traces = undone(act)

    assert status < 500
    assert traces == {"others": [], "states": [], "refs": []}


def _forged_now(me: Any, known: set[int]) -> dict[str, Any]:
    """What of the forgery stands in the database."""
    new = EventContent.objects.exclude(event_id__in=known)
    stated = [row for flow in workflows() for row in flow.model._default_manager.filter(created_at__year=2001)]
    return {
        "others": sorted({content.actor.name for content in new if content.actor_id != me.pk}),
        "states": stated,
        "refs": [row for model in (Finding,) for row in model.objects.filter(ref="F-999")],
    }


def test_signature_of_another_person_a_decision_belongs_to_who_is_signed_in(world):
    approval = world.approval
    answer = browser(world, "carla").post(
        reverse("foundation:approval", args=[approval.uuid]),
        {"yes": "no", "note": "No.", "decided_by": world.company.person("helena").pk},
    )

    approval.refresh_from_db()
    assert answer.status_code == 302
    assert (approval.decision, approval.decided_by) == (Approval.Decision.NO, world.company.person("carla"))


# ── The log is no ordinary table ─────────────────────────────────────────────────────────────────────────────────────


def test_steps_of_a_page_are_those_of_the_table_and_nothing_else_moves_a_state(world):
    row = world.finding
    tobias = browser(world, "tobias")

    answer = tobias.post(reverse("foundation:step", args=["finding", row.uuid, "closed"]), {"state": "closed"})

    assert answer.status_code == 404
    assert workflow_of(row).model.objects.get(pk=row.pk).state == row.state
