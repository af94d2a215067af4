"""Steps of life cycles in the API: `GET …/steps/` says what one may do now, `POST …/steps/<name>/` does it."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from foundation import steps
from foundation.access import Role, require
from foundation.api.bodies import Body, body_of
from foundation.api.doors import Collection, Nothing, reads, writes
from foundation.api.fields import Text
from foundation.clock import today
from foundation.models.work import Approval
from foundation.workflow import Open, Step, Workflow

OUTSIDE = {Role.CERT, Role.INSP}
Doors = TypeVar("Doors", bound=type[Collection])


class RefusalSerializer(serializers.Serializer):
    """Why a step cannot be taken now; `field` is the one that could answer it."""

    code = serializers.CharField()
    detail = serializers.CharField(source="sentence")
    field = serializers.CharField(allow_null=True)


class StepSerializer(serializers.Serializer):
    """A step the caller may take from the present state; `refusal` is what stands in the way, if anything does."""

    name = serializers.CharField(source="step.name")
    label = serializers.CharField(source="step.label")
    needs_reason = serializers.BooleanField(source="step.needs_reason")
    second_person = serializers.SerializerMethodField()
    refusal = RefusalSerializer(allow_null=True)

    @extend_schema_field({"type": "boolean"})
    def get_second_person(self, entry: Open) -> bool:
        return entry.step.second is not None


class StepsSerializer(serializers.Serializer):
    """What one may do now."""

    results = StepSerializer(many=True)


class WaitingSerializer(serializers.Serializer):
    """The step waits for a second person: the approval that was asked for."""

    approval = serializers.UUIDField(source="uuid")
    label = serializers.CharField()


def step_bodies(workflow: Workflow, given: Mapping[str, type[Body]]) -> dict[str, type[Body]]:
    """The body of every step that a person can take, from its form; `given` replaces some."""
    return {step.name: given.get(step.name) or step_body(workflow, step) for step in open_steps(workflow)}


def open_steps(workflow: Workflow) -> list[Step]:
    """Without those of scheduled work, which no role may take, and of people outside, whose doors are in their rooms."""
    return [step for step in workflow.steps if set(step.permission.names) - OUTSIDE]


def step_body(workflow: Workflow, step: Step) -> type[Body]:
    form = steps.form_class(workflow, step)
    fields = dict(form.base_fields)  # type: ignore[attr-defined]
    if step.needs_reason and "reason" not in fields:
        given = {"reason": Text(max_length=2000)}
        body = body_of(form, titled(workflow, step), **given)
        body.carried = ()
        return body
    return body_of(form, titled(workflow, step)) if fields else Nothing


def titled(workflow: Workflow, step: Step) -> str:
    return f"{workflow.name}_{step.name}".title().replace("_", "")


def with_steps(workflow: Workflow, **bodies: type[Body]) -> Callable[[Doors], Doors]:
    """Gives a collection the steps of its rows' life cycle."""

    def add(doors: Doors) -> Doors:
        doors.workflow = workflow  # type: ignore[attr-defined]
        doors.signed = tuple(f"step_{step.name}" for step in open_steps(workflow) if step.signed)
        doors.steps = named("steps", reads("steps", gives=StepsSerializer)(_steps))  # type: ignore[attr-defined]
        for name, body in step_bodies(workflow, bodies).items():
            setattr(doors, f"step_{name}", _door(doors, workflow.step(name), body))
        return doors

    return add


def named(name: str, handler: Any) -> Any:
    handler.__name__ = name
    return handler


def _steps(self: Any, request: Request, uuid: UUID) -> Response:
    """What one may do with it now, and what stands in the way."""
    row = self.found(uuid)
    entries = self.workflow.available(row, self.person, today(row.unit))
    return Response(StepsSerializer({"results": entries}).data)


def _door(doors: type[Collection], step: Step, body: type[Body]) -> Any:
    def take(self: Any, request: Request, uuid: UUID) -> Response:
        return _take(self, step, uuid)

    take.__doc__ = _("%(label)s.") % {"label": str(step.label)}
    also = {202: WaitingSerializer} if step.second is not None else {}
    marked = writes(body, gives=doors.shows, also=also)(named(f"step_{step.name}", take))
    return action(detail=True, methods=["post"], url_path=f"steps/{step.name}", url_name=f"step-{step.name}")(marked)


def _take(door: Any, step: Step, uuid: UUID) -> Response:
    """Takes the step as the page does: permission first, then the form, then the verb or a second person."""
    row = door.to_change(uuid)
    on = today(row.unit)
    require(door.person, step.permission, row)
    given = door.cleaned(lambda *sent: steps.fresh_form(row, step, *sent, actor=door.person, on=on))
    done = steps.take(actor=door.person, subject=row, step=step.name, on=on, **given)
    if isinstance(done, Approval):
        return Response(WaitingSerializer(done).data, status=202)
    return door.after(row)
