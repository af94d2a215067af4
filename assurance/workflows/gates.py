"""The life cycle of what comes to a gate. Source: docs/workflows.md."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance import permissions as may
from assurance.gate_proofs import missing_at
from assurance.models import GatePass
from foundation.directory.models import User
from foundation.refusals import Given, Refusal
from foundation.workflow import Step, Workflow

S = GatePass.State


def still_lacks(row: GatePass, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A blocking gate opens only when every required control has accepted evidence newer than the opening. Source: M-04."""
    if not row.gate.blocking:
        return None
    lacking = missing_at(row, on=on)
    if not lacking:
        return None
    said = "; ".join(f"{one.control.code}: {one.words}" for one in lacking)
    return Refusal("M-04", _("The gate is blocking, and evidence is missing. %(controls)s.") % {"controls": said})


def is_over(row: GatePass, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A waiver ends on a day that is still to come."""
    until = given.get("until")
    if isinstance(until, date) and until < on:
        return Refusal("M-04", _("The last day of the waiver is over."), "until")
    return None


GATE_PASS = Workflow(
    "gate_pass",
    GatePass,
    S.OPEN,
    #    name     label                       from        to                who               extras
    Step(
        "pass",
        gettext_lazy("Pass"),
        (S.OPEN,),
        S.PASSED,
        may.DECIDE_PASS,
        blocked_by=still_lacks,
        verb="assurance.pass_gate",
        told=gettext_lazy("let it pass"),
    ),
    Step(
        "pass_conditionally",
        gettext_lazy("Pass with conditions"),
        (S.OPEN,),
        S.CONDITIONAL,
        may.DECIDE_PASS,
        blocked_by=still_lacks,
        verb="assurance.pass_gate_conditionally",
        told=gettext_lazy("let it pass with conditions"),
    ),
    Step(
        "fail",
        gettext_lazy("Do not let it pass"),
        (S.OPEN,),
        S.FAILED,
        may.DECIDE_PASS,
        needs_reason=True,
        verb="assurance.fail_gate",
        told=gettext_lazy("did not let it pass"),
    ),
    Step(
        "waive",
        gettext_lazy("Ask for a waiver"),
        (S.OPEN,),
        S.WAIVED,
        may.ASK_WAIVER,
        needs_reason=True,
        blocked_by=is_over,
        verb="assurance.waive_gate",
        second=may.APPROVE_WAIVER,
        told=gettext_lazy("waived the gate"),
    ),
)
