"""Acts that need a second person: asked by one, decided by another, run when the answer is yes."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from foundation.access import Permission, permission, permits, require
from foundation.directory.models import Person, Unit, User
from foundation.models.work import Approval
from foundation.permissions import WITHDRAW_APPROVAL
from foundation.refusals import Refusal, Refused, WrongState
from foundation.rows import pointer
from foundation.trail import record
from foundation.verbs import named, pack, unpack, verb
from foundation.workflow import workflow_of


def _person(actor: User) -> Person:
    if actor.person is None:
        raise Refused("person", _("Only a member of staff can ask for or decide this."))
    return actor.person


@verb("foundation.ask_approval")
def ask_approval(
    *,
    actor: User,
    subject: models.Model,
    verb_name: str,
    label: str,
    parameters: dict[str, Any],
    second: Permission,
    reason: str = "",
    topic: str = "",
) -> Approval:
    """Asks, for an actor who may, for an act that `second` must agree to. ValidationError when the same is waiting."""
    approval = Approval(
        verb=verb_name,
        label=Truncator(label).chars(200),
        topic=topic,
        parameters=pack(parameters),
        permission=second.name,
        reason=reason.strip(),
        asked_by=_person(actor),
        asked_as=actor,
        **pointer(subject),
    )
    return _put(approval, subject, second)


def _put(approval: Approval, subject: models.Model, second: Permission) -> Approval:
    approval.full_clean(exclude=["subject_type", "subject_uuid"])
    approval.validate_constraints()
    approval.save()
    _announce(approval, subject, second)
    return approval


def _announce(approval: Approval, subject: models.Model, second: Permission) -> None:
    record(
        actor=approval.asked_as,
        kind="approval.asked",
        subject=subject,
        summary=_("Asked for approval: %(label)s") % {"label": approval.label},
        details={"approval": approval.uuid, "verb": approval.verb, "parameters": approval.parameters},
        notify=[user for user in _deciders(second, subject) if user.person_id != approval.asked_by_id],
    )


def _deciders(second: Permission, subject: models.Model | None) -> list[User]:
    unit = subject if isinstance(subject, Unit) else getattr(subject, "unit", None)
    if unit is None:
        return []
    roles = [getattr(entry, "role", entry) for entry in second.roles]
    users = User.objects.none()
    for role in roles:
        users = users | User.objects.holding(role, unit, timezone.localdate())
    return [user for user in users.distinct() if permits(user, second, subject)]


Bar = Callable[[Approval, User], Refusal | None]
_bars: dict[str, Bar] = {}


def bar(verb_name: str) -> Callable[[Bar], Bar]:
    """Registers what keeps a person from deciding about an act, beside having asked for it."""

    def register(function: Bar) -> Bar:
        _bars[verb_name] = function
        return function

    return register


def cannot_decide(approval: Approval, *, actor: User) -> Refusal | None:
    """Why `actor` may not decide, or None: never the person who asked, by whatever account. Source: S-07."""
    if actor.person_id is None or actor.person_id == approval.asked_by_id:
        return Refusal("S-07", _("You asked for this yourself. Another person has to decide."))
    barred = _bars.get(approval.verb)
    return barred(approval, actor) if barred is not None and approval.decision == Approval.Decision.WAITING else None


@verb("foundation.decide_approval")
def decide_approval(*, actor: User, approval: Approval, yes: bool, note: str = "") -> Approval:
    """Decides; a yes runs the verb as the person who asked. A refusal of the verb undoes the decision too.

    Raises PermissionDenied, WrongState when it is decided already, Refused for the person who asked.
    """
    locked = Approval.objects.select_for_update().get(pk=approval.pk)
    subject = locked.subject
    require(actor, permission(locked.permission), subject)
    if locked.decision != Approval.Decision.WAITING:
        raise WrongState(_("This has been decided already."))
    refusal = cannot_decide(locked, actor=actor)
    if refusal is not None:
        raise Refused.because(refusal)
    locked.decision = Approval.Decision.YES if yes else Approval.Decision.NO
    locked.decided_by, locked.decided_at, locked.note = _person(actor), timezone.now(), note.strip()
    locked.full_clean(exclude=["subject_type", "subject_uuid"])
    locked.save()
    record(
        actor=actor,
        kind="approval.given" if yes else "approval.refused",
        subject=subject or locked,
        summary=(_("Approved: %(label)s") if yes else _("Refused: %(label)s")) % {"label": locked.label},
        details={"approval": locked.uuid, "note": locked.note},
        notify=[locked.asked_as],
    )
    if yes:
        named(locked.verb)(actor=locked.asked_as, **unpack(locked.parameters))
    return locked


@verb("foundation.withdraw_approval")
def withdraw_approval(*, actor: User, approval: Approval) -> Approval:
    """Takes back what the actor asked for, by whatever account, while it waits; who could have decided is told.

    Raises PermissionDenied for anybody else, WrongState when it is decided or withdrawn already.
    """
    locked = Approval.objects.select_for_update().get(pk=approval.pk)
    require(actor, WITHDRAW_APPROVAL, locked)
    if locked.decision != Approval.Decision.WAITING:
        raise WrongState(_("This has been decided already."))
    subject = locked.subject
    locked.decision, locked.decided_at = Approval.Decision.WITHDRAWN, timezone.now()
    locked.full_clean(exclude=["subject_type", "subject_uuid"])
    locked.save()
    record(
        actor=actor,
        kind="approval.withdrawn",
        subject=subject or locked,
        summary=_("Withdrawn before it was decided: %(label)s") % {"label": locked.label},
        details={"approval": locked.uuid},
        notify=[
            user for user in _deciders(permission(locked.permission), subject) if user.person_id != actor.person_id
        ],
    )
    return locked


@verb("foundation.move")
def move(*, actor: User, subject: Any, step: str, on: date, reason: str = "") -> Any:
    """Takes a step without data; the verb behind approvals of such steps. Refuses as Workflow.move does."""
    return workflow_of(subject).move(subject, step, actor=actor, on=on, reason=reason)


@verb("foundation.take_step")
def take_step(
    *, actor: User, subject: Any, step: str, on: date, reason: str = "", given: dict[str, Any] | None = None
) -> Any:
    """Takes any step by its name, as the door of pages and API: through its verb, or by asking a second person.

    A step's verb takes the row under the workflow's name, `on`, `reason` where the step needs one, and what is in
    `given`. Returns the row, or the Approval that now waits. Refuses as Workflow.move does.
    """
    workflow = workflow_of(subject)
    wanted = workflow.step(step)
    if wanted.verb is None:
        verb_name, parameters = "foundation.move", {"subject": subject, "step": step, "on": on, "reason": reason}
    else:
        words = {"reason": reason} if wanted.needs_reason else {}
        verb_name, parameters = wanted.verb, {workflow.name: subject, "on": on, **words, **(given or {})}
    if wanted.second is None:
        return named(verb_name)(actor=actor, **parameters)
    workflow.check(subject, wanted, actor=actor, on=on, reason=reason, given=parameters)
    return ask_approval(
        actor=actor,
        subject=subject,
        verb_name=verb_name,
        label=f"{wanted.label}: {subject}",
        parameters=parameters,
        second=wanted.second,
        reason=reason,
    )
