"""State machines as tables: one table gives the locked move, the buttons, the API step, the diagram and the tests."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation.access import Permission, permits, require
from foundation.directory.models import User
from foundation.refusals import Given, Refusal, Refused, WrongState
from foundation.trail import Told, record, record_each
from foundation.verbs import is_running

_workflows: dict[str, "Workflow"] = {}


class Guard(Protocol):
    def __call__(self, row: Any, *, actor: User, on: date, given: Given) -> Refusal | None: ...


Recorder = Callable[..., Any]  # record(), or what takes the same and writes into a log apart from the one log


@dataclass(frozen=True)
class Step:
    """One way from some states to another. `target=None` leaves the state; `verb` names the verb that carries its data.

    `told` is what the timeline and mails say of it after the actor's name: “submitted the plan”. `signed` steps are
    as good as a signature: the doors ask again who one is, and only a token that may sign takes them.
    """

    name: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str | None
    permission: Permission
    needs_reason: bool = False
    blocked_by: Guard | None = None
    verb: str | None = None
    second: Permission | None = None
    told: str | Promise = ""
    signed: bool = False


@dataclass(frozen=True)
class Open:
    """A step that a person may take from here, with the refusal that stands in the way, if one does."""

    step: Step
    refusal: Refusal | None


@dataclass
class Workflow:
    """A life cycle. `model` is the class whose field `state` it moves; nothing else assigns that field.

    With a `recorder` of its own it stands apart: its steps are in another log, and its app has all the doors to them.
    """

    name: str
    model: type[models.Model]
    initial: str
    steps: tuple[Step, ...]
    guards: dict[str, list[Guard]] = field(default_factory=dict)
    recorder: Recorder = record

    def __init__(
        self, name: str, model: type[models.Model], initial: str, *steps: Step, recorder: Recorder = record
    ) -> None:
        if name in _workflows:
            raise RuntimeError(f"The workflow {name} is declared twice.")
        self.name, self.model, self.initial, self.steps, self.guards = name, model, initial, steps, {}
        self.recorder = recorder
        _workflows[name] = self

    @property
    def is_apart(self) -> bool:
        return self.recorder is not record

    def step(self, name: str) -> Step:
        """The step called `name`; KeyError when the table has none."""
        return next((step for step in self.steps if step.name == name), None) or _unknown(self, name)

    def add_guard(self, name: str, guard: Guard) -> None:
        """Lets an app above add a fact of its own that stands in the way of a step."""
        self.guards.setdefault(self.step(name).name, []).append(guard)

    def refusal(self, row: Any, step: Step, *, actor: User, on: date, given: Given) -> Refusal | None:
        """The first rule that stands in the way, or None."""
        for guard in (*((step.blocked_by,) if step.blocked_by else ()), *self.guards.get(step.name, ())):
            refusal = guard(row, actor=actor, on=on, given=given)
            if refusal is not None:
                return refusal
        return None

    def available(self, row: Any, actor: User, on: date) -> list[Open]:
        """The steps the table and the permissions allow `actor` from here, each with what refuses it now."""
        possible = [step for step in self.steps if row.state in step.sources and permits(actor, step.permission, row)]
        return [Open(step, self.refusal(row, step, actor=actor, on=on, given={})) for step in possible]

    def move(
        self,
        row: Any,
        name: str,
        *,
        actor: User,
        on: date,
        reason: str = "",
        given: Mapping[str, Any] | None = None,
        details: dict[str, Any] | None = None,
        notify: Iterable[User] = (),
        changes: Mapping[str, Any] | None = None,
        grant_uuid: UUID | None = None,
    ) -> Any:
        """Takes one step: lock, permission, state, guards, reason, change and event in one transaction.

        The row is read again under its lock, so guards judge what is, not what a page showed; `changes` are further
        fields that are written together with the state, `grant_uuid` the room in which an outsider takes it.

        Raises PermissionDenied (403), WrongState or Refused (409), ValidationError on `reason` (422), and
        RuntimeError when a step with data is not taken through its verb, or one with a second person without them.
        """
        step = self.step(name)
        self._insist_on_its_door(step)
        with transaction.atomic():
            self._lock(row)
            self.check(row, step, actor=actor, on=on, reason=reason, given=given or {})
            told: dict[str, Any] = {"reason": reason, "details": details or {}, "notify": notify, "room": grant_uuid}
            return self._write(row, step, actor=actor, changes=dict(changes or {}), **told)

    def move_each(
        self,
        rows: Sequence[Any],
        name: str,
        *,
        actor: User,
        changes: Mapping[str, Any] | None = None,
        notify: Callable[[Any], Sequence[User]] = lambda row: (),
    ) -> int:
        """Takes one step of the clock for many rows at once: those that are still in its states; how many they were.

        Only for steps without a guard: who calls it has chosen the rows by the rule that a guard would ask.
        """
        step, kept = self.step(name), {row.pk: row for row in rows}
        self._insist_on_its_door(step)
        require(actor, step.permission)
        if step.blocked_by or self.guards.get(name) or step.needs_reason or step.target is None or self.is_apart:
            raise RuntimeError(f"The step {self.name}.{name} is taken row by row.")
        with transaction.atomic():
            locked = self.model._default_manager.select_for_update().filter(pk__in=kept, state__in=step.sources)
            before = dict(locked.order_by("pk").values_list("pk", "state"))
            self.model._default_manager.filter(pk__in=before).update(state=step.target, **changes or {})
            said = str(step.told or step.label)
            told = [
                Told(kept[pk], said, {"from": state, "to": step.target}, notify(kept[pk]))
                for pk, state in before.items()
            ]
            return record_each(actor=actor, kind=f"{self.name}.{name}", told=told)

    def check(self, row: Any, step: Step, *, actor: User, on: date, reason: str, given: Given) -> None:
        """Raises what stands in the way of the step; changes nothing."""
        require(actor, step.permission, row)
        if row.state not in step.sources:
            raise WrongState(self.wrong_state(row, step))
        if step.needs_reason and not reason.strip():
            raise ValidationError({"reason": _("Say why: this step needs a reason.")})
        refusal = self.refusal(row, step, actor=actor, on=on, given=given)
        if refusal is not None:
            raise Refused.because(refusal)

    def place(self, row: Any, state: str, *, actor: User, on: date, source: str) -> Any:
        """Puts an imported row into its state, for imports and the demonstration only; the event says so."""
        if state not in self.states():
            raise ValueError(f"{self.name} has no state {state}.")
        with transaction.atomic():
            self.model._default_manager.filter(pk=row.pk).update(state=state)
            row.state = state
            summary = _("Imported as “%(state)s” from %(source)s") % {
                "state": row.get_state_display(),
                "source": source,
            }
            self.recorder(
                actor=actor,
                kind=f"{self.name}.imported",
                subject=row,
                summary=summary,
                details={"state": state, "on": on},
            )
        return row

    def states(self) -> list[str]:
        return [value for value, _label in self.model._meta.get_field("state").choices]  # type: ignore[union-attr]

    def _insist_on_its_door(self, step: Step) -> None:
        if step.verb is not None and not is_running(step.verb):
            raise RuntimeError(f"The step {self.name}.{step.name} is taken through the verb {step.verb}.")
        if step.second is not None and not is_running("foundation.decide_approval"):
            raise RuntimeError(f"The step {self.name}.{step.name} waits for a second person: ask for an approval.")

    def _lock(self, row: Any) -> None:
        row.refresh_from_db(from_queryset=self.model._default_manager.select_for_update())

    def _write(
        self,
        row: Any,
        step: Step,
        *,
        actor: User,
        changes: dict[str, Any],
        reason: str,
        details: dict[str, Any],
        notify: Iterable[User],
        room: UUID | None,
    ) -> Any:
        before, target = row.state, step.target or row.state
        changed = self.model._default_manager.filter(pk=row.pk, state=before).update(state=target, **changes)
        if not changed:
            raise WrongState(self.wrong_state(row, step))
        for name, value in {"state": target, **changes}.items():
            setattr(row, name, value)
        self.recorder(
            actor=actor,
            kind=f"{self.name}.{step.name}",
            subject=row,
            summary=str(step.told or step.label) + (f": {reason.strip()}" if reason.strip() else ""),
            details={"from": before, "to": target, **({"reason": reason.strip()} if reason.strip() else {}), **details},
            notify=notify,
            grant_uuid=room,
        )
        return row

    def wrong_state(self, row: Any, step: Step) -> str:
        """Why a step does not lead away from the row's present state, as a sentence."""
        return _("“%(step)s” is not possible while this is “%(state)s”.") % {
            "step": step.label,
            "state": row.get_state_display(),
        }


def _unknown(workflow: Workflow, name: str) -> Step:
    raise KeyError(f"{workflow.name} has no step {name}.")


def workflows() -> list[Workflow]:
    """Every declared life cycle, by name."""
    return [_workflows[name] for name in sorted(_workflows)]


def workflow_of(row_or_model: Any) -> Workflow:
    """The life cycle of a row or model; KeyError when it has none."""
    model = row_or_model if isinstance(row_or_model, type) else type(row_or_model)
    for workflow in _workflows.values():
        if workflow.model is model:
            return workflow
    raise KeyError(f"{model.__name__} has no workflow.")
