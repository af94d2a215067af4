"""One step for many rows: first what would change and what would not and why, then the same for real."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from foundation.directory.models import User
from foundation.refusals import Conflict, Refusal, Refused
from foundation.workflow import Step, Workflow, workflow_of

BULK_LIMIT = 200
REASON_TO_COME = "…"  # the preview stands before the form that asks for the reason


class _Undone(Exception):
    """Takes a preview back."""


@dataclass(frozen=True)
class BulkLine:
    """One row of a bulk step: it changes, or the refusal says why it does not."""

    row: Any
    refusal: Refusal | None = None

    @property
    def changes(self) -> bool:
        return self.refusal is None


def chosen(queryset: QuerySet[Any], uuids: Iterable[str]) -> list[Any]:
    """The rows of `queryset` whose boxes were ticked, in its order; what is no uuid or not in it is left out.

    Raises ValidationError for more than `BULK_LIMIT` rows.
    """
    wanted = {parsed for text in uuids if (parsed := parsed_uuid(text)) is not None}
    if len(wanted) > BULK_LIMIT:
        raise ValidationError(_("Choose at most %(limit)s rows at a time.") % {"limit": BULK_LIMIT})
    return list(queryset.filter(uuid__in=wanted))


def preview(*, actor: User, rows: Iterable[Any], step: str, on: date, reason: str = REASON_TO_COME) -> list[BulkLine]:
    """What `step` would do to each row, by the very rules of the move itself; changes nothing."""
    return [BulkLine(row, refusal_of(row, step, actor=actor, on=on, reason=reason)) for row in rows]


def move_all(*, actor: User, rows: Iterable[Any], step: str, on: date, reason: str = "") -> list[BulkLine]:
    """Takes `step` on each row in a transaction of its own; a row that is refused does not stop the others.

    Raises ValidationError on `reason` before anything changes when the step needs one and none is given.
    """
    rows = list(rows)
    if any(workflow_of(row).step(step).needs_reason for row in rows) and not reason.strip():
        raise ValidationError({"reason": _("Say why: this step needs a reason.")})
    return [BulkLine(row, _moved(row, step, actor=actor, on=on, reason=reason)) for row in rows]


def refusal_of(row: Any, name: str, *, actor: User, on: date, reason: str) -> Refusal | None:
    """Why the row would not change, or None."""
    workflow = workflow_of(row)
    try:
        workflow.check(row, _plain_step(workflow, name), actor=actor, on=on, reason=reason, given={"reason": reason})
    except PermissionDenied as denied:
        return Refusal("permission", str(denied))
    except Conflict as conflict:
        return Refusal(conflict.code, conflict.sentence, conflict.field)
    return None


def _moved(row: Any, name: str, *, actor: User, on: date, reason: str) -> Refusal | None:
    workflow = workflow_of(row)
    try:
        step = _plain_step(workflow, name)
        workflow.move(row, step.name, actor=actor, on=on, reason=reason, given={"reason": reason})
    except PermissionDenied as denied:
        return Refusal("permission", str(denied))
    except Conflict as conflict:
        return Refusal(conflict.code, conflict.sentence, conflict.field)
    return None


def tried(change: Callable[[], Any], *, keep: bool) -> Refusal | None:
    """Why a change of one row is refused, or None; it is a transaction of its own, taken back unless it is to be kept."""
    try:
        with transaction.atomic():
            change()
            if not keep:
                raise _Undone
    except _Undone:
        return None
    except PermissionDenied as denied:
        return Refusal("permission", str(denied))
    except Conflict as conflict:
        return Refusal(conflict.code, conflict.sentence, conflict.field)
    except ValidationError as error:
        return Refusal("invalid", " ".join(error.messages))
    return None


def _plain_step(workflow: Workflow, name: str) -> Step:
    """The step, if it can be taken without data of its own and without a second person."""
    step = workflow.step(name)
    if step.verb is not None or step.second is not None:
        sentence = _("“%(step)s” needs details of its own: take it on the page of the row.") % {"step": step.label}
        raise Refused("bulk", sentence)
    return step


def parsed_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
