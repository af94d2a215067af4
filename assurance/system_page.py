"""What the page of the assurance system shows, gathered in few queries; nothing here writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from typing import Any

from django.utils.translation import gettext as _

from assurance.models import GovernanceRole, ScopeStatement
from assurance.parts import parts
from assurance.permissions import GOVERN, WRITE_SCOPE
from foundation.access import holds, permits
from foundation.directory.models import Unit, User

Kind = GovernanceRole.Kind
S = ScopeStatement.State


@dataclass(frozen=True)
class Branch:
    """A region (or the group itself) with who answers for it, and the units below."""

    unit: Unit
    seats: list[GovernanceRole]
    below: list[Unit]


def system_of(user: User, on: date) -> dict[str, Any]:
    """Scope, governance, the tree with its officers, what is missing, and the registers of the system."""
    scopes = list(ScopeStatement.objects.visible_to(user).filter(unit__parent=None).for_list().order_by("-number"))
    seats = list(GovernanceRole.objects.visible_to(user).on(on).for_list())
    units = list(Unit.objects.visible_to(user).active(on).for_list(on).order_by("path"))
    branches = _branches(units, seats)
    in_force = next((one for one in scopes if one.state == S.APPROVED), None)
    root = next((unit for unit in units if unit.parent_id is None), None)
    return {
        "scopes": scopes,
        "in_force": in_force,
        "in_work": next((one for one in scopes if one.state in (S.DRAFT, S.IN_REVIEW)), None),
        "seats": [seat for seat in seats if seat.kind != Kind.REGIONAL_OFFICER],
        "branches": branches,
        "gaps": _gaps(in_force, seats, branches),
        "registers": [part for part in parts() if holds(user, *part.roles)],
        "may_write": root is not None and permits(user, WRITE_SCOPE, root),
        "may_govern": root is not None and permits(user, GOVERN, root),
    }


def _branches(units: Sequence[Unit], seats: Sequence[GovernanceRole]) -> list[Branch]:
    heads = [unit for unit in units if unit.kind in (Unit.Kind.GROUP, Unit.Kind.REGION)]
    regional = [seat for seat in seats if seat.kind == Kind.REGIONAL_OFFICER]
    return [
        Branch(
            head,
            [seat for seat in regional if seat.unit_id == head.pk],
            [unit for unit in units if unit not in heads and _nearest(unit, heads) == head],
        )
        for head in heads
    ]


def _nearest(unit: Unit, heads: Sequence[Unit]) -> Unit | None:
    """The head whose part of the tree the unit stands in, the deepest one."""
    path = unit.path or ""
    above = [head for head in heads if path.startswith(head.path or "")]
    return max(above, key=lambda head: len(head.path or ""), default=None)


def _gaps(in_force: ScopeStatement | None, seats: Sequence[GovernanceRole], branches: Sequence[Branch]) -> list[str]:
    """What is missing, in sentences. Source: ISO/IEC 27001, 4.3 and 5.3."""
    held = {seat.kind for seat in seats}
    found = [] if in_force else [_("No scope statement is in force.")]
    found += [] if Kind.CHAIR in held else [_("Nobody chairs the committee.")]
    found += [] if Kind.GLOBAL_OFFICER in held else [_("There is no global security officer.")]
    regions = [branch for branch in branches if branch.unit.kind == Unit.Kind.REGION]
    found += [
        _("%(unit)s has no accountable officer.") % {"unit": one.unit}
        for one in branches
        if vars(one.unit)["lacks_officer"]
    ]
    return found + [
        _("%(unit)s has no regional security officer.") % {"unit": one.unit} for one in regions if not one.seats
    ]


def changes_between(before: ScopeStatement | None, after: ScopeStatement) -> list[tuple[str, str]]:
    """The lines of a version against those of the one before it: (“same”, “added” or “removed”, text)."""
    if before is None:
        return [("same", line) for line in after.text.splitlines()]
    length = len(before.text.splitlines()) + len(after.text.splitlines())
    lines = list(unified_diff(before.text.splitlines(), after.text.splitlines(), n=length, lineterm=""))[3:]
    if not lines:
        return [("same", line) for line in after.text.splitlines()]
    return [({"+": "added", "-": "removed"}.get(line[0], "same"), line[1:]) for line in lines]
