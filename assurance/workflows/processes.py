"""The life cycle of processes. Source: docs/workflows.md."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from assurance import permissions as may
from assurance.models import GatePass, Process
from foundation.directory.models import Person, User
from foundation.refusals import Given, Refusal
from foundation.workflow import Step, Workflow

S = Process.State


def not_ready(row: Process, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Somebody who is here answers for it, and it stands in the quality management system. Source: ISO 9001, 4.4 and 5.3."""
    if row.owner is None or not Person.objects.active(on).filter(pk=row.owner.pk).exists():
        return Refusal("owner", _("Nobody who works here owns it. Name an owner first."))
    if not row.qms_process.strip():
        return Refusal("qms", _("It names no process of the quality management system. Say which one first."))
    return None


def passes_are_open(row: Process, *, actor: User, on: date, given: Given) -> Refusal | None:
    if GatePass.objects.filter(gate__process=row, state=GatePass.State.OPEN).exists():
        return Refusal("gate_passes", _("Something still waits at one of its gates. Decide that first."))
    return None


PROCESS = Workflow(
    "process",
    Process,
    S.DRAFT,
    #    name       label           from         to         who
    Step(
        "activate",
        _("Put into operation"),
        (S.DRAFT,),
        S.ACTIVE,
        may.MANAGE_PROCESSES,
        blocked_by=not_ready,
        verb="assurance.activate_process",
        told=_("put it into operation"),
    ),
    Step(
        "review",
        _("Confirm after review"),
        (S.ACTIVE,),
        None,
        may.REVIEW_PROCESS,
        needs_reason=True,
        verb="assurance.review_process",
        told=_("reviewed it"),
    ),
    Step(
        "retire",
        _("Retire"),
        (S.DRAFT, S.ACTIVE),
        S.RETIRED,
        may.MANAGE_PROCESSES,
        needs_reason=True,
        blocked_by=passes_are_open,
        told=_("retired it"),
    ),
)
