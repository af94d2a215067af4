"""The life cycles of suppliers and of statements on their continuity. Source: docs/workflows.md."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from assurance import permissions as may
from assurance.models import ContinuityStatement, Supplier
from foundation.directory.models import User
from foundation.refusals import Given, Refusal
from foundation.workflow import Step, Workflow

S = Supplier.State
V = ContinuityStatement.State


def recorded_it(row: ContinuityStatement, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Who recorded a statement never judges it, by whatever account. Source: S-14."""
    same_person = actor.person_id is not None and actor.person_id == row.recorded_by.person_id
    if actor.pk == row.recorded_by_id or same_person:
        return Refusal("S-14", _("You recorded this statement. Somebody else has to judge it."))
    return None


def not_verifiable(row: ContinuityStatement, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Press and hearsay are kept and never count as verified. Source: M-44."""
    if row.source_kind in ContinuityStatement.HEARD:
        return Refusal("M-44", _("Press and hearsay alone are never verified. Record the supplier's own word."))
    return recorded_it(row, actor=actor, on=on, given=given)


SUPPLIER = Workflow(
    "supplier",
    Supplier,
    S.CANDIDATE,
    #    name     label                  from                             to           who                  extras
    Step("admit", _("Admit"), (S.CANDIDATE,), S.ADMITTED, may.STEER_SUPPLIERS, told=_("admitted it")),
    Step(
        "watch",
        _("Put under watch"),
        (S.ADMITTED,),
        S.WATCH,
        may.STEER_SUPPLIERS,
        needs_reason=True,
        verb="assurance.watch_supplier",
        told=_("put it under watch"),
    ),
    Step(
        "clear",
        _("End the watch"),
        (S.WATCH,),
        S.ADMITTED,
        may.STEER_SUPPLIERS,
        needs_reason=True,
        told=_("ended the watch"),
    ),
    Step(
        "block",
        _("Block"),
        (S.ADMITTED, S.WATCH),
        S.BLOCKED,
        may.STEER_SUPPLIERS,
        needs_reason=True,
        verb="assurance.block_supplier",
        told=_("blocked it"),
    ),
    Step(
        "unblock",
        _("Lift the block"),
        (S.BLOCKED,),
        S.WATCH,
        may.STEER_SUPPLIERS,
        needs_reason=True,
        told=_("lifted the block; it stays under watch"),
    ),
    Step(
        "exit",
        _("End the relationship"),
        (S.CANDIDATE, S.ADMITTED, S.WATCH, S.BLOCKED),
        S.EXITED,
        may.STEER_SUPPLIERS,
        needs_reason=True,
        verb="assurance.exit_supplier",
        told=_("ended the relationship"),
    ),
)

STATEMENT = Workflow(
    "statement",
    ContinuityStatement,
    V.UNVERIFIED,
    Step(
        "verify",
        _("Verify"),
        (V.UNVERIFIED,),
        V.VERIFIED,
        may.JUDGE_STATEMENT,
        needs_reason=True,
        blocked_by=not_verifiable,
        verb="assurance.verify_statement",
        told=_("verified it"),
    ),
    Step(
        "contradict",
        _("Mark as contradicted"),
        (V.UNVERIFIED, V.VERIFIED),
        V.CONTRADICTED,
        may.JUDGE_STATEMENT,
        needs_reason=True,
        blocked_by=recorded_it,
        verb="assurance.contradict_statement",
        told=_("marked it as contradicted"),
    ),
)
