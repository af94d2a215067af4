"""The life cycle of processes. Source: docs/workflows.md."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from assurance import permissions as may
from assurance.models import GatePass, Process
from foundation.directory.models import Person, User
from foundation.refusals import Given, Refusal
from foundation.workflow import Step, Workflow

S = Process.State


def not_ready(row: Process, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A process runs with an owner who works here and a place in the quality system. Source: M-05."""
    if row.owner_id is None or not Person.objects.active(on).filter(pk=row.owner_id).exists():
        return Refusal("owner", _("It has no owner who works here. Choose one first."))
    if not row.has_qms_link:
        return Refusal("M-05", _("Name its process, document and clauses of the quality system first."))
    return None


def still_in_use(row: Process, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Apps above add what else keeps a process: open findings, for one."""
    waiting = GatePass.objects.undecided().filter(gate__process=OuterRef("pk"))
    parts = Process.objects.kept().filter(parent=OuterRef("pk"))
    found = Process.objects.annotate(waits=Exists(waiting), has_parts=Exists(parts)).values("waits", "has_parts")
    now = found.get(pk=row.pk)
    if now["waits"]:
        return Refusal("passes", _("Something waits at one of its gates. Decide it first."))
    if now["has_parts"]:
        return Refusal("children", _("It has sub-processes that run. Retire those first."))
    return None


PROCESS = Workflow(
    "process",
    Process,
    S.DRAFT,
    #    name            label                     from           to           who                     extras
    Step(
        "activate",
        _("Activate"),
        (S.DRAFT,),
        S.ACTIVE,
        may.MANAGE_PROCESSES,
        blocked_by=not_ready,
        verb="assurance.activate_process",
        told=_("activated it"),
    ),
    Step(
        "accept_owner",
        _("Take it over"),
        (S.ACTIVE,),
        None,
        may.ACCEPT_PROCESS,
        verb="assurance.accept_process",
        told=_("took it over"),
    ),
    Step(
        "decline_owner",
        _("Decline to take it over"),
        (S.ACTIVE,),
        None,
        may.ACCEPT_PROCESS,
        needs_reason=True,
        verb="assurance.decline_process",
        told=_("declined to take it over"),
    ),
    Step(
        "review",
        _("Confirm the review"),
        (S.ACTIVE,),
        None,
        may.EDIT_PROCESS,
        needs_reason=True,
        verb="assurance.review_process",
        told=_("reviewed it"),
    ),
    Step(
        "retire",
        _("Retire"),
        (S.ACTIVE,),
        S.RETIRED,
        may.MANAGE_PROCESSES,
        needs_reason=True,
        blocked_by=still_in_use,
        verb="assurance.retire_process",
        told=_("retired it"),
    ),
)
