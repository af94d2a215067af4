"""What the pages of a gate and of what stands at it show, gathered in few queries; nothing here writes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from assurance.models import Evidence, EvidenceLink, Gate, GatePass
from assurance.permissions import MANAGE_GATES, OPEN_PASS, PROVE_PASS
from assurance.standing import Piece, pieces
from assurance.workflows.gate_rules import Need, needs_of
from foundation.access import permits
from foundation.clock import today
from foundation.directory.models import User
from foundation.models.work import Approval
from foundation.steps import moves_of
from foundation.stories import story_of

SHOWN = 30
SHOWN_PER_CONTROL = 3


@dataclass(frozen=True)
class Line:
    """A required control as the page of a pass shows it: what counts, and what is there and does not."""

    need: Need
    counting: list[Piece]
    others: list[Piece]


def gate_page(gate: Gate, user: User) -> dict[str, Any]:
    """What the gate requires, what stands or stood there, and what happened."""
    on = today(gate.unit)
    seen = GatePass.objects.visible_to(user).filter(gate=gate).with_standing(on).for_list()
    is_running = gate.process.state == gate.process.State.ACTIVE
    return {
        "gate": gate,
        "controls": list(gate.controls.running().select_related("owner").order_by("code")),
        "passes": list(seen[:SHOWN]),
        "may_change": permits(user, MANAGE_GATES, gate),
        "may_open": is_running and permits(user, OPEN_PASS, gate),
        "is_running": is_running,
        "today": on,
        **story_of(gate, actor=user),
    }


def pass_page(row: GatePass, user: User) -> dict[str, Any]:
    """What stands at the gate with the evidence for each control, the steps, a waiver that waits, and the story.

    What is decided is shown with what counted on the day of the decision.

    `row` comes from GatePass.objects.….with_standing(on).for_list().
    """
    on = today(row.unit)
    is_open = row.state == GatePass.State.OPEN
    needs = needs_of(row, on=on if row.decided_on is None else row.decided_on)
    if is_open:
        vars(row)["needs_read"] = needs
    return {
        "row": row,
        "lines": _lines(needs, user, on),
        "missing": [need.control for need in needs if not need.is_met] if is_open else [],
        "is_open": is_open,
        "asked": Approval.objects.about(row).waiting().first(),
        "may_prove": is_open and bool(needs) and permits(user, PROVE_PASS, row),
        "moves": moves_of(row, actor=user, on=on),
        "is_expired": is_expired(row, on),
        "today": on,
        **story_of(row, actor=user),
    }


def _lines(needs: list[Need], user: User, on: date) -> list[Line]:
    """What is on file for each control, as far as the reader sees the evidence (one query)."""
    every = [link.version.evidence_id for need in needs for link in (*need.counting, *need.others)]
    seen = set(Evidence.objects.visible_to(user).filter(pk__in=every).values_list("pk", flat=True)) if every else set()

    def shown(links: list[EvidenceLink]) -> list[Piece]:
        return pieces([link for link in links if link.version.evidence_id in seen][:SHOWN_PER_CONTROL], on=on)

    return [Line(need, shown(need.counting), shown(need.others)) for need in needs]


def is_expired(row: GatePass, on: date) -> bool:
    """Whether a waiver is past its last day; it follows and is never stored."""
    return row.state == GatePass.State.WAIVED and row.waiver_until is not None and row.waiver_until < on
