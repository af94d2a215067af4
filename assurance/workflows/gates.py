"""The life cycle of what stands at a gate. Source: docs/workflows.md."""

from django.utils.translation import gettext_lazy as _

from assurance import permissions as may
from assurance.models import GatePass
from assurance.workflows.gate_rules import ends_too_early, lacks_evidence
from foundation.workflow import Step, Workflow

S = GatePass.State

GATE_PASS = Workflow(
    "gate_pass",
    GatePass,
    S.OPEN,
    #    name         label                        from         to             who                 extras
    Step(
        "pass",
        _("Let it pass"),
        (S.OPEN,),
        S.PASSED,
        may.DECIDE_PASS,
        blocked_by=lacks_evidence,
        verb="assurance.let_pass",
        told=_("let it pass"),
    ),
    Step(
        "condition",
        _("Let it pass with conditions"),
        (S.OPEN,),
        S.CONDITIONAL,
        may.DECIDE_PASS,
        blocked_by=lacks_evidence,
        verb="assurance.let_pass_with_conditions",
        told=_("let it pass with conditions"),
    ),
    Step(
        "fail",
        _("Turn it back"),
        (S.OPEN,),
        S.FAILED,
        may.DECIDE_PASS,
        needs_reason=True,
        verb="assurance.turn_back",
        told=_("turned it back"),
    ),
    Step(
        "waive",
        _("Ask for a waiver"),
        (S.OPEN, S.FAILED, S.WAIVED),
        S.WAIVED,
        may.ASK_WAIVER,
        needs_reason=True,
        second=may.APPROVE_WAIVER,
        blocked_by=ends_too_early,
        verb="assurance.waive_gate",
        told=_("waived the gate for it"),
    ),
)
