"""The steps that ticked lines have in common, whatever kinds they are of, and taking one of them for all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from foundation.directory.models import User
from foundation.lists.bulk import REASON_TO_COME, BulkLine, move_all, preview
from foundation.refusals import Refusal
from foundation.steps import words_of
from foundation.work.chosen import rows_of
from foundation.work.lines import Line
from foundation.workflow import Step, Workflow, workflow_of, workflows


@dataclass(frozen=True)
class Common:
    """A step of a life cycle, of what, and for how many of the lines it can be taken now."""

    name: str
    kind: str
    label: str | Promise
    icon: str
    note: str | Promise
    count: int
    needs_reason: bool


def common_steps(user: User, lines: Sequence[Line], on: date) -> list[Common]:
    """What could be taken for at least one of the lines without details of its own: what fits most lines first."""
    found: dict[tuple[str, str], int] = {}
    for row in _seen(user, lines, on).values():
        workflow = _life(row)
        for one in workflow.available(row, user, on) if workflow else ():
            if workflow and is_plain(one.step) and (one.refusal is None or one.refusal.field == "reason"):
                key = (workflow.name, one.step.name)
                found[key] = found.get(key, 0) + 1
    made = [_common(*key, count) for key, count in found.items()]
    return sorted(made, key=lambda one: (-one.count, one.name))


def is_plain(step: Step) -> bool:
    """Without data of its own, without a second person, and no signature."""
    return step.verb is None and step.second is None and not step.signed


def step_named(name: str) -> tuple[Workflow, Step] | None:
    """A plain step by “finding.accept_plan”; None for anything else."""
    life, _dot, wanted = name.partition(".")
    workflow = next((one for one in workflows() if one.name == life and not one.is_apart), None)
    step = next((one for one in workflow.steps if one.name == wanted and is_plain(one)), None) if workflow else None
    return (workflow, step) if workflow and step else None


def preview_step(*, actor: User, lines: Sequence[Line], step: str, on: date, reason: str = "") -> list[BulkLine]:
    """What the step would do to each line; changes nothing."""
    return _judged(preview, actor, lines, step, on, reason or REASON_TO_COME)


def step_all(*, actor: User, lines: Sequence[Line], step: str, on: date, reason: str = "") -> list[BulkLine]:
    """Takes the step for each line whose row has it, each in a transaction of its own.

    Raises ValidationError on `reason` where one is needed and none is given.
    """
    return _judged(move_all, actor, lines, step, on, reason)


def _judged(act: Any, actor: User, lines: Sequence[Line], name: str, on: date, reason: str) -> list[BulkLine]:
    known, rows = step_named(name), _seen(actor, lines, on)
    fitting = {key: row for key, row in rows.items() if known and _life(row) is known[0]}
    once = {row.pk: row for row in fitting.values()}  # two lines may be of one row
    done = act(actor=actor, rows=once.values(), step=known[1].name, on=on, reason=reason) if known and once else []
    refusal_of = {one.row.pk: one.refusal for one in done}
    other = Refusal("kind", _("This step does not belong to this kind of line."))
    return [BulkLine(line, refusal_of[fitting[line.key].pk] if line.key in fitting else other) for line in lines]


def _seen(user: User, lines: Sequence[Line], on: date) -> dict[Any, Any]:
    """The rows of the lines, by their keys, as far as the user sees them as records."""
    rows, seen = rows_of(user, lines, on), {}
    for model in {type(row) for row in rows.values()}:
        if hasattr(model._default_manager, "visible_to"):
            own = [row.pk for row in rows.values() if type(row) is model]
            seen[model] = set(model._default_manager.visible_to(user).filter(pk__in=own).values_list("pk", flat=True))
    return {key: row for key, row in rows.items() if row.pk in seen.get(type(row), ())}


def _life(row: Any) -> Workflow | None:
    try:
        workflow = workflow_of(row)
    except KeyError:
        return None
    return None if workflow.is_apart else workflow


def _common(life: str, name: str, count: int) -> Common:
    known = step_named(f"{life}.{name}")
    assert known is not None  # noqa: S101 - it was found by this name
    workflow, step = known
    words, kind = words_of(workflow, step), capfirst(str(workflow.model._meta.verbose_name))
    return Common(f"{life}.{name}", kind, step.label, words.icon, words.text, count, step.needs_reason)
