"""What the pages of gates and of what stands at them show, gathered in few queries; nothing here writes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assurance.gate_proofs import Required, remember, required_of
from assurance.models import Control, EvidenceLink, EvidenceVersion, Gate, GatePass
from assurance.permissions import EDIT_GATE, OPEN_PASS, PROVE_PASS
from assurance.standing import Piece, piece, pieces
from foundation.access import permits
from foundation.clock import today
from foundation.directory.models import User
from foundation.steps import moves_of
from foundation.stories import story_of


@dataclass(frozen=True)
class Line:
    """A required control as a page shows it: how it stands, and the evidence, where the reader may see it."""

    control: Control
    tone: str
    icon: str
    words: str | Promise
    piece: Piece | None
    linked: bool  # whether the page of the control is one the reader may open


def lines_of(required: list[Required], user: User, *, on: date) -> list[Line]:
    """The required controls in their order (two queries for what the reader may see)."""
    found = [one.version.pk for one in required if one.version is not None]
    visible = EvidenceVersion.objects.visible_to(user).filter(pk__in=found)
    seen = set(visible.values_list("pk", flat=True)) if found else set()
    known = controls_seen([one.control for one in required], user)
    return [
        _line(one, on=on, shown=one.version is not None and one.version.pk in seen, linked=one.control.pk in known)
        for one in required
    ]


def controls_seen(controls: list[Control], user: User) -> set[int]:
    """Which of the controls have a page that the reader may open: the keys."""
    if not controls:
        return set()
    found = Control.objects.visible_to(user).filter(pk__in=[control.pk for control in controls])
    return set(found.values_list("pk", flat=True))


def gate_record(gate: Gate, user: User) -> dict[str, Any]:
    """The context of a gate's page beside its list: what the controls have to show today, and what may be done."""
    on = today(gate.unit)
    lines = lines_of(required_of(gate, on=on), user, on=on)
    return {
        "gate": gate,
        "lines": lines,
        "ready": sum(line.tone == "good" for line in lines),
        "may_edit": permits(user, EDIT_GATE, gate),
        "may_open": permits(user, OPEN_PASS, gate),
        "today": on,
        **story_of(gate, actor=user),
    }


def pass_record(row: Any, user: User) -> dict[str, Any]:
    """The context of the page of what stands at a gate; before the decision what is missing, afterwards what was."""
    on, is_open = today(row.unit), row.state == GatePass.State.OPEN
    missed = [] if is_open else list(row.missed.all())
    required = remember(row, required_of(row.gate, on=on, at=row), on=on) if is_open else []
    links = [] if is_open else list(EvidenceLink.objects.about(row).for_list())
    seen = (
        set(EvidenceVersion.objects.visible_to(user).filter(links__in=links).values_list("pk", flat=True))
        if links
        else set()
    )
    return {
        "row": row,
        "is_open": is_open,
        "lines": lines_of(required, user, on=on),
        "lacking": [one for one in required if one.miss],
        "missed": missed,
        "known": controls_seen(missed, user),
        "proofs": pieces([link for link in links if link.version_id in seen], on=on),
        "moves": moves_of(row, actor=user, on=on),
        "may_prove": is_open and bool(required) and permits(user, PROVE_PASS, row),
        "may_reopen": row.state == GatePass.State.WAIVED and permits(user, OPEN_PASS, row.gate),
        "today": on,
        **story_of(row, actor=user),
    }


def _line(one: Required, *, on: date, shown: bool, linked: bool) -> Line:
    words: str | Promise = one.words or _("Proven")
    if not one.miss:
        tone, icon = "good", "check-circle"
    elif one.miss == "waiting":
        tone, icon = "warn", "clock"
    else:
        tone, icon = "bad", "exclamation-triangle"
    proof = piece(one.version, on=on) if shown and one.version else None
    return Line(one.control, tone, icon, words, proof, linked=linked)
