"""Page and API ask for the same: forms, bodies and verbs agree, and every field that is shown was decided on."""

import inspect
import json
from pathlib import Path

import pytest
from rest_framework import serializers

import assurance.api
import audits.api
import certifications.api
import foundation.api.rooms
import people.api
from audits.api.bodies import WholePlan
from audits.forms.corrective import WHYS
from foundation import verbs
from foundation.api.bodies import Body
from foundation.api.doors import Door
from foundation.api.steps import open_steps
from foundation.steps import BY_THE_DOOR, form_class
from foundation.workflow import workflows

GOLDEN = Path(__file__).parent / "shown.json"
ROOMS = (foundation.api.rooms, assurance.api, audits.api, certifications.api, people.api)
DOORS: list[type[Door]] = [
    door for room in ROOMS for door in (*room.ROUTES.values(), *room.SINGLE.values(), *room.WITHIN.values())
]
WITH_STEPS = {door.workflow.name: door for door in DOORS if hasattr(door, "workflow")}
STEPS = [(flow, step) for flow in workflows() if flow.name in WITH_STEPS for step in open_steps(flow)]


def body_of_step(flow, step) -> Body:
    return getattr(WITH_STEPS[flow.name], f"step_{step.name}").takes()


@pytest.mark.parametrize(("flow", "step"), STEPS, ids=lambda one: one.name)
def test_the_body_of_a_step_has_the_fields_of_its_form(flow, step):
    form = form_class(flow, step).base_fields
    wanted = {name for name in form if name != "files"} | ({"reason"} if step.needs_reason else set())
    body = body_of_step(flow, step)

    if isinstance(body, WholePlan):
        assert set(body.fields) == wanted | {"whys", "branches"}
        assert body.fields["whys"].max_length == WHYS
    else:
        assert set(body.fields) == wanted
    assert body.takes_files == ("files" in form)


# What a form asks beside the verb's parameters, each with the reason.
FORM_ONLY = {
    ("audit", "build_checklist"): {"groups"},  # chooses several requirements at once
    ("audit", "review_report"): {"agreed"},  # a tick, or the form is refused
    ("finding", "submit_plan"): {  # one `cause`
        "method",
        "text",
        "category",
        "similar_found",
        "similar_where",
        "whys",
        "branches",
    },
}


@pytest.mark.parametrize(("flow", "step"), [one for one in STEPS if one[1].verb], ids=lambda one: one.name)
def test_the_body_of_a_step_gives_its_verb_what_it_takes(flow, step):
    parameters = inspect.signature(inspect.unwrap(verbs.named(step.verb))).parameters
    takes_more = any(one.kind is inspect.Parameter.VAR_KEYWORD for one in parameters.values())
    named = {name for name, one in parameters.items() if one.kind is inspect.Parameter.KEYWORD_ONLY}
    needed = {name for name in named if parameters[name].default is inspect.Parameter.empty}
    sent = set(body_of_step(flow, step).fields) - FORM_ONLY.get((flow.name, step.name), set())

    asked_elsewhere = BY_THE_DOOR | {flow.name} | ({"cause"} if step.name == "submit_plan" else set())
    assert needed - asked_elsewhere <= sent
    assert takes_more or sent <= named


def shown(shape: serializers.BaseSerializer) -> object:
    """The fields of a representation, those of what it holds included."""
    if isinstance(shape, serializers.ListSerializer):
        return [shown(shape.child)]
    if not isinstance(shape, serializers.Serializer):
        return None
    return {name: shown(field) for name, field in shape.fields.items()}


def everything_shown() -> dict[str, object]:
    found = {}
    for door in DOORS:
        if hasattr(door, "shows"):
            found[door.noun] = shown(door.shows())
        if getattr(door, "lists", None):
            found[f"{door.noun} in lists"] = shown(door.lists())
    return found


def test_every_field_that_is_shown_was_decided_on():
    """Who adds a field asks who may see it, and writes it into shown.json."""
    assert everything_shown() == json.loads(GOLDEN.read_text())


def test_no_field_shows_a_secret():
    text = GOLDEN.read_text()
    assert [word for word in ("password", "digest", "token_key", "salt", "secret", '"ip"') if word in text] == []


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.noun)
def test_no_door_writes_by_itself(door):
    source = inspect.getsource(door)
    assert not any(mark in source for mark in (".save(", ".create(", ".delete(", ".update("))
